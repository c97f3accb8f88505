"""Found a site in a folder: write what is missing, and nothing that somebody else wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from credfolio.disk.git_commands import run_git
from credfolio.disk.new_file import replace_file
from credfolio.disk.new_files import finish_interrupted, make_folder, write_new_files
from credfolio.disk.replaced_files import replace_files
from credfolio.errors import CredfolioError
from credfolio.founding.answers import Answers
from credfolio.founding.generated import NOTE, Founded, blob_id, read_note, render_note
from credfolio.founding.locks import LOCKS, is_incomplete
from credfolio.founding.overrides import original_theme
from credfolio.founding.starter_files import files_of_site, starter_files
from credfolio.project import PROJECT_FILE

_MAY_BE_THERE = ("README.md", ".gitignore", ".gitattributes")
"""A forge offers to write these when a repository is made; the founder's stay."""


@dataclass(frozen=True, slots=True)
class Result:
    """What `found` did."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already and are not as the program would write them."""


def found(
    folder: Path,
    answers: Answers,
    version: str,
    schemas: Mapping[str, str],
    digest: str = "",
    desk: str = "",
) -> Result:
    """Write the files of a new site into `folder`, or those that a founded one lacks.

    `digest` is that of the program's own wheel, for the locks, and `desk` the lines of the desk's;
    a lock that lacked the digest is written again. All files are written, or none. Raises
    `CredfolioError` when the folder holds files that would be in the way, and `EnvironmentProblem`
    when the disk refuses.
    """
    make_folder(folder)
    finish_interrupted(folder)
    note = read_note(folder)
    made_by = note.version if note else version
    files = (
        files_of_site(folder, note, made_by, schemas, digest, desk)
        if note and (folder / PROJECT_FILE).is_file()
        else starter_files(answers, made_by, schemas, digest, desk=desk)
    )
    there = [path for path in files if os.path.lexists(folder / path)]
    if note is None and (foreign := [path for path in there if path not in _MAY_BE_THERE]):
        more = f" and {len(foreign) - 8} more" if len(foreign) > 8 else ""
        raise CredfolioError(
            f"the folder already has {', '.join(foreign[:8])}{more}; nothing was written",
            fix="use an empty folder, or move these files away",
        )
    missing = {path: data for path, data in files.items() if path not in there}
    renewed = {}
    for path in LOCKS if note and digest else ():
        before = (folder / path).read_bytes() if path in there else b""
        # An owner's edit is never overwritten.
        if is_incomplete(before.decode("utf-8", "replace")) and _is_as_recorded(path, before, note):
            renewed[path] = (before, files[path])
    recorded = dict(note.files) if note else {}
    recorded |= {path: blob_id(files[path]) for path in (*missing, *renewed)}
    theme = dict(note.theme) if note else original_theme()
    drifted = note.drifted if note else {}
    text = render_note(Founded(made_by, answers, recorded, theme, drifted))
    if note is None:
        missing[NOTE] = text.encode()
    if missing:
        write_new_files(folder, missing)
    if renewed:
        replace_files(folder, renewed)
    if note is not None and recorded != note.files:
        replace_file(folder, NOTE, text)
    changed = (
        path
        for path in there
        if path not in LOCKS
        # Windows may have written other ends of lines.
        and (folder / path).read_bytes().replace(b"\r\n", b"\n") != files[path]
    )
    return Result(tuple(sorted({*missing, *renewed})), tuple(sorted(changed)))


def _is_as_recorded(path: str, data: bytes, note: Founded | None) -> bool:
    return note is not None and bool(data) and note.files.get(path) == blob_id(data)


def begin_git(folder: Path, forge: str = "") -> bool:
    """Make `folder` a git repository where it is in none; whether that was done.

    Its remote `origin` is the repository at the web address `forge`. Nothing is committed. Raises
    `EnvironmentProblem` without git.
    """
    if run_git(folder, "rev-parse", "--git-dir").code == 0:
        return False
    begun = run_git(folder, "init", "--quiet", "--initial-branch=main").code == 0
    if begun and forge:
        run_git(folder, "remote", "add", "origin", forge)
    return begun
