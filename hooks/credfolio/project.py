"""Where the project is, and what day it is: the questions that only the edge may ask."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from credfolio.errors import UsageError

PROJECT_FILE = "mkdocs.yml"


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a project.

    Raises `UsageError` when there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise UsageError(
        f"no {PROJECT_FILE} in {start} or any folder above it",
        fix="change to the project's folder, or name it with --project",
    )


def build_date(given: date | None) -> date:
    """The date that a check or build goes by.

    `given` wins; then SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC; then today.
    """
    if given is not None:
        return given
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(
                f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}",
                fix="unset it, or set it to the output of `git log -1 --format=%ct`",
            ) from None
    return datetime.now(UTC).date()
