"""A file that a command writes where its user says, outside of the records."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from credfolio.disk.systems import rename
from credfolio.errors import EnvironmentProblem


def write_output(output: Path, data: bytes, what: str, *, err: bool = False) -> None:
    """Write a file of the user's own, whole or not at all, and say what is in it.

    Its folder is made, but none above: a slip in a path makes nothing.
    """
    try:
        output.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".export-", dir=output.parent)
        draft = Path(name)
        try:
            with open(handle, "wb") as stream:
                stream.write(data)
            draft.chmod(0o666 & ~_umask())
            rename(draft, output)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write {output}: {error.strerror}",
            fix="choose another place for it",
        ) from error
    click.echo(f"Wrote {output} ({what})", err=err)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
