"""The hashes of the program's own wheels, which locks need, for commands that write locks."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio import __version__
from credfolio.errors import EnvironmentProblem
from credfolio.founding.locks import NoDigest, desk_lines, locked_desk, wheel_digest

index_option = click.option(
    "--index",
    envvar=["PIP_INDEX_URL", "UV_DEFAULT_INDEX"],
    default="",
    metavar="URL",
    help="The index that is asked, once, for the program's own hash. Default: pip's.",
)


def own_digest(index: str) -> str:
    """The hash of the running program's wheel; raises `EnvironmentProblem` where it is unknown."""
    try:
        return wheel_digest(__version__, index)
    except NoDigest as unknown:
        raise EnvironmentProblem(
            f"the lock could not be written: {unknown}; nothing was changed",
            fix="install a release, or the file of a wheel, and run this again",
        ) from unknown


def told_desk(root: Path, index: str) -> str:
    """The lines of the desk's package for the lock of the site at `root`.

    Where its hash is unknown they are those that the lock has, or none, and that is said.
    """
    try:
        lock = (root / "requirements.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        lock = ""
    try:
        return desk_lines(lock, index)
    except NoDigest as unknown:
        if had := locked_desk(lock):
            click.echo(f"The desk stays in the lock as it was: {unknown}.")
            return had
        click.echo(f"The desk is not in the lock, so workflows build none: {unknown}.")
        click.echo(
            '  fix: install the file of its wheel, or a release: pip install "credfolio[desk]"'
        )
        return ""
