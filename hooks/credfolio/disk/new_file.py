"""Text → a new file of a project, whole or not at all, and never over another."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from credfolio.disk.systems import rename, rename_to_new
from credfolio.errors import EnvironmentProblem, UsageError


def refuse_existing(root: Path, path: str) -> None:
    """Raise `UsageError` when something exists at `path`, below `root`."""
    if os.path.lexists(root / path):
        raise _exists(path)


def write_new_file(root: Path, path: str, text: str) -> None:
    """Write `text` to `path`, relative to `root`, with the folders that it needs.

    Raises `UsageError` when something is there already, and
    `EnvironmentProblem` when the disk refuses or a folder on the way is a link.
    """
    target = root / path
    try:
        make_folders(root, path)
        # The dot keeps a reader that comes by in between from taking it for a record.
        handle, name = tempfile.mkstemp(prefix=".new-", suffix=".tmp", dir=target.parent)
        draft = Path(name)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            draft.chmod(0o644)
            rename_to_new(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write {path}: {error.strerror}",
            fix="check the folder's permissions, and that there is space",
        ) from error


def replace_file(root: Path, path: str, text: str) -> None:
    """Put `text` in the place of the file at `path`; a reader sees the old or the new one.

    Raises `EnvironmentProblem` when the disk refuses.
    """
    target = root / path
    draft = target.with_name(f".{target.name}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.chmod(target.stat().st_mode & 0o777)
        rename(draft, target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise EnvironmentProblem(
            f"cannot write {path}: {error.strerror}", fix="check the file's permissions"
        ) from error


def clear_drafts(folder: Path) -> None:
    """Delete what a killed `write_new_file` or `replace_file` left in `folder`.

    Only where nobody else writes at the moment.
    """
    with suppress(OSError):
        for draft in folder.glob(".*.tmp"):
            draft.unlink(missing_ok=True)


def make_folders(root: Path, path: str) -> None:
    """Make the folders that `path`, below `root`, needs; raises `EnvironmentProblem` at a link."""
    refuse_links(root, path)
    folder = root
    for name in path.split("/")[:-1]:
        folder /= name
        with suppress(FileExistsError):
            folder.mkdir()


def refuse_links(root: Path, path: str) -> None:
    """Raise `EnvironmentProblem` where a folder that `path`, below `root`, needs is a link."""
    for number in range(1, path.count("/") + 1):
        name = "/".join(path.split("/")[:number])
        if (root / name).is_symlink():
            raise EnvironmentProblem(
                f"{name} is a link, and records are not read through links",
                fix="replace it with a folder",
            )


def _exists(path: str) -> UsageError:
    return UsageError(
        f"{path} exists already, and nothing is overwritten",
        fix="open it in an editor, or choose another id",
    )
