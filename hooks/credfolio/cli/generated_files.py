"""Files that are made from the code and committed: write them, or check that they are right."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from credfolio.errors import EnvironmentProblem


def write_generated(
    folder: Path, files: Mapping[str, str], *, check: bool, command: str, ending: str | None
) -> None:
    """Bring `folder` in line with `files`, or with `check` only say what differs and exit 1.

    Files with the same `ending` that are not among them are left from earlier
    and go; None leaves all other files alone.
    """
    stale = [name for name, text in files.items() if _read(folder / name) != text]
    stray = sorted(
        path.name
        for path in (folder.glob(f"*{ending}") if ending is not None else ())
        if path.is_file() and path.name not in files
    )
    if check:
        for name in stale:
            click.echo(f"{folder / name} is not what the code makes of it")
        for name in stray:
            click.echo(f"{folder / name} is no longer made by any code")
        if stale or stray:
            click.echo(f"  fix: run `{command}` and commit the result")
            sys.exit(1)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(files[name], encoding="utf-8", newline="\n")
        for name in stray:
            (folder / name).unlink()
    except OSError as error:
        raise EnvironmentProblem(
            f"{folder} cannot be written: {error.strerror}",
            fix="check the permissions and the space on the disk",
        ) from error
    click.echo(f"{folder}: {len(files)} files, {len(stale)} changed, {len(stray)} removed")


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
