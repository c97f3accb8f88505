"""The errors that this package raises, each with the exit code it ends in.

What is wrong with somebody's *records* is never an exception: it is a
`credfolio.findings.finding.Finding`. Exceptions are for what stops the work itself.
"""

from __future__ import annotations


class CredfolioError(Exception):
    """Base of all errors raised on purpose; the text is written for the user."""

    exit_code = 1

    def __init__(self, message: str, *, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def in_one_line(self) -> str:
        """What happened and what to do, for those who print one line."""
        return self.message + (f" (fix: {self.fix})" if self.fix else "")


class UsageError(CredfolioError):
    """The command was asked for something it does not do."""

    exit_code = 2


class EnvironmentProblem(CredfolioError):
    """The disk, git, or something else outside the records failed."""

    exit_code = 3


class ShellError(CredfolioError):
    """The theme's page shell lacks a marker that records are joined at."""

    exit_code = 3
