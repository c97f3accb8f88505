"""The forge's runner: results for later steps, the page of a run, and what it takes for commands.

The runner reads every line that a step prints, and one that begins with ``::`` is a command to it.
Records are other people's text, so commands are switched off while anything is printed besides our
own annotations.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from credfolio.errors import EnvironmentProblem

_HIDDEN = 16
"""Bytes in the word that switches commands on again; nobody can guess it."""


class Runner:
    """Switches the runner's commands off and on; without a runner nothing happens."""

    def __init__(self, *, is_there: bool) -> None:
        self._word = secrets.token_hex(_HIDDEN) if is_there else ""

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Until the end, no line that is printed is a command."""
        self._print(f"::stop-commands::{self._word}")
        try:
            yield
        finally:
            self._print(f"::{self._word}::")

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Inside `muted`: until the end, lines are commands again."""
        self._print(f"::{self._word}::")
        try:
            yield
        finally:
            self._print(f"::stop-commands::{self._word}")

    def _print(self, line: str) -> None:
        if self._word:
            sys.stdout.flush()
            sys.stderr.flush()
            print(line, flush=True)


def write_results(file: Path | None, results: Mapping[str, str]) -> None:
    """Give `results` to later steps, as ``name=value``; without a file they are printed.

    A value is one line. Raises `EnvironmentProblem` when the file cannot be written.
    """
    lines = []
    for name, value in results.items():
        if len(value.splitlines()) > 1:
            raise ValueError(f"{name} has more than one line")
        lines.append(f"{name}={value}\n")
    append(file, "".join(lines))


def append(file: Path | None, text: str) -> None:
    """Put `text` at the end of `file`, or print it; raises `EnvironmentProblem`."""
    if file is None:
        print(text, end="", flush=True)
        return
    try:
        with file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise EnvironmentProblem(
            f"{file} cannot be written: {error.strerror}", fix="check the folder's permissions"
        ) from error
