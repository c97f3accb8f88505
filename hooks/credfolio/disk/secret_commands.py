"""Ask a program for a secret, such as a password manager or a key agent."""

from __future__ import annotations

import re
import subprocess

from credfolio.disk.systems import program_path, words_of_line
from credfolio.errors import EnvironmentProblem, UsageError

_MOST_BYTES = 10_000


def ask_program(line: str, what: str) -> str:
    """The standard output of a command `line`, without the last line's end.

    No shell reads the line. The program shares our standard input and standard error, so it may
    ask for a password. No message repeats what it said. `what` is what it is asked for. Raises
    `UsageError` for a line that is no command, and `EnvironmentProblem` when the program fails.
    """
    try:
        words = words_of_line(line)
    except ValueError as error:
        raise UsageError(
            f"the command that gives {what} cannot be read: {error}",
            fix="close every quotation mark; no shell reads it",
        ) from error
    if not words:
        raise UsageError(f"the command that gives {what} is empty", fix="name a program")
    try:
        program = words[0] if re.search(r"[\\/:]", words[0]) else program_path(words[0])
        done = subprocess.run([program, *words[1:]], stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise EnvironmentProblem(
            f"{words[0]} cannot be run: {error.strerror}", fix="check its path; no shell is used"
        ) from error
    if done.returncode != 0:
        raise EnvironmentProblem(
            f"{words[0]}, which should give {what}, ended with {done.returncode}",
            fix="run it by hand to see what it needs",
        )
    text = done.stdout[:_MOST_BYTES].decode("utf-8", "replace").rstrip("\r\n")
    if not text:
        raise EnvironmentProblem(
            f"{words[0]}, which should give {what}, printed nothing",
            fix="run it by hand to see what it needs",
        )
    return text
