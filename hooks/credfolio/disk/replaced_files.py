"""New contents for several files of a project: all of them or none, also when the power goes.

A file may be new, take the place of another, or be removed.

The contents are written into a staging folder first, with the digest that each
file must still have. When all are there, an empty file says so, and each takes
its place. What an interruption leaves is finished, or thrown away if it was not
complete, before the next files are replaced. A file that somebody edits in
between keeps the edit.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path, PureWindowsPath

from credfolio.disk.lock import locked
from credfolio.disk.new_file import make_folders, refuse_links
from credfolio.disk.systems import remove_folder, rename
from credfolio.errors import EnvironmentProblem

STAGING = ".credfolio-upgrade"
"""The staging folder of commands that change records. Others name one of their own."""

_NEW = ""
"""In the place of a digest: there must be no file yet."""

_COMPLETE = "complete"
_DIGESTS = "digests.json"
_REMOVED = "removed.json"


def replace_files(
    root: Path,
    files: Mapping[str, tuple[bytes | None, bytes | None]],
    staging_name: str = STAGING,
) -> None:
    """Put new bytes in the place of old ones, each file by its path below `root`.

    Old bytes of None mean that there is no file yet, new ones that it is removed. The files take
    their places in the order of their paths, then those to be removed go. Raises
    `EnvironmentProblem` when a file no longer has its old bytes, when another process is at it,
    or when the disk refuses; no file is changed then.
    """
    with _locked(root, staging_name):
        _finish(root, staging_name)
        staging = root / staging_name
        try:
            for path, (before, _) in files.items():
                if _has_changed(root / path, before):
                    raise EnvironmentProblem(
                        f"{path} changed while the command ran", fix="run it again"
                    )
            staging.mkdir()
            digests: dict[str, str] = {}
            removed: dict[str, str] = {}
            for path, (before, after) in files.items():
                digest = _NEW if before is None else _digest(before)
                if after is None:
                    removed[path] = digest
                    continue
                digests[path] = digest
                mode = 0o644 if before is None else (root / path).stat().st_mode & 0o777
                _write(staging / "files" / path, after, mode)
            new = [path for path, digest in digests.items() if digest == _NEW]
            for path in new:
                refuse_links(root, path)  # before anything is decided, or made
            for path in new:
                make_folders(root, path)
            _write(staging / _DIGESTS, json.dumps(digests).encode(), 0o644)
            if removed:
                _write(staging / _REMOVED, json.dumps(removed).encode(), 0o644)
            _write(staging / _COMPLETE, b"", 0o644)
        except OSError as error:
            _drop(staging)
            raise EnvironmentProblem(
                f"cannot write the new files: {error.strerror}",
                fix="check the folder's permissions, and that there is space; nothing was changed",
            ) from error
        except BaseException:
            _drop(staging)
            raise
        _finish(root, staging_name)


def finish_replacing(root: Path, staging_name: str = STAGING) -> int:
    """Finish what an interrupted `replace_files` had decided, and drop what it had not.

    Returns the number of files that took their place. Raises `EnvironmentProblem` when the disk
    refuses; it can be tried again.
    """
    if not any(os.path.lexists(root / name) for name in (staging_name, f"{staging_name}.lock")):
        return 0
    with _locked(root, staging_name):
        return _finish(root, staging_name)


def _locked(root: Path, staging_name: str) -> AbstractContextManager[None]:
    return locked(
        root / f"{staging_name}.lock",
        "another upgrade of the records is under way"
        if staging_name == STAGING
        else "another process is writing these files",
        fix="wait until it has ended",
    )


def _finish(root: Path, staging_name: str) -> int:
    staging = root / staging_name
    if not (staging / _COMPLETE).is_file() or staging.is_symlink():
        _drop(staging)
        return 0
    placed = 0
    try:
        digests: dict[str, str] = json.loads((staging / _DIGESTS).read_bytes())
        for path, digest in sorted(digests.items()):
            source, target = staging / "files" / path, root / path
            if not _is_ours(path) or not source.is_file():
                continue
            if digest == _NEW:
                make_folders(root, path)
                is_ours = not os.path.lexists(target)
            else:
                found = _bytes(target)
                is_ours = found is not None and _digest(found) == digest
            if is_ours:
                rename(source, target)
                placed += 1
        placed += _remove(root, staging / _REMOVED)
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot put the new files in their places: {error.strerror}",
            fix="correct that and run the command again; it continues where it stopped",
        ) from error
    _drop(staging)
    return placed


def _remove(root: Path, listed: Path) -> int:
    """Remove what is listed and was not edited since, and the folders that it leaves empty."""
    removed: dict[str, str] = json.loads(listed.read_bytes()) if listed.is_file() else {}
    gone = 0
    for path, digest in sorted(removed.items()):
        if not _is_ours(path):
            continue
        target = root / path
        found = _bytes(target)
        if found is not None and _digest(found) == digest:
            target.unlink()
            gone += 1
        for folder in target.parents:
            if folder == root or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    return gone


def _is_ours(path: str) -> bool:
    """Whether `path` stays in the project's own files: a staging folder may have been committed."""
    windows = PureWindowsPath(path)
    outside = windows.drive or windows.root or "\\" in path
    return not outside and not {"..", ".git"} & set(path.lower().split("/"))


def _has_changed(file: Path, before: bytes | None) -> bool:
    return os.path.lexists(file) if before is None else _bytes(file) != before


def _bytes(file: Path) -> bytes | None:
    """The bytes of a file that is one itself, and not a link; None for anything else."""
    if file.is_symlink() or not file.is_file():
        return None
    return file.read_bytes()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(file: Path, data: bytes, mode: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())  # the file that says "complete" must not reach the disk first
    file.chmod(mode)


def _drop(staging: Path) -> None:
    # Without "complete" first, a removal that is interrupted would look like work to be done.
    with suppress(OSError):
        if staging.is_symlink():
            staging.unlink()
        else:
            (staging / _COMPLETE).unlink(missing_ok=True)
            remove_folder(staging)


def delete_file(file: Path, fix: str = "correct that and run the command again") -> None:
    """Delete `file`; raises `EnvironmentProblem`, with `fix`, when the disk refuses."""
    try:
        file.unlink()
    except OSError as error:
        raise EnvironmentProblem(f"{file} cannot be deleted: {error.strerror}", fix=fix) from error
