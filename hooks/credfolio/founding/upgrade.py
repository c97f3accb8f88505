"""Bring a site's generated files to another version, and keep what their owner changed.

A file as it was generated is replaced. A changed one is merged three ways by git: its owner's text
and the new one, from the text that both began with. That text is looked for in the repository's
own objects, by the id in `.credfolio.yml`, and then in `BASES`, where an upgrade keeps the texts
that no commit holds.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from credfolio.authoring.codeowners import CODEOWNERS_PATH
from credfolio.disk.git_commands import run_git
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.founding.generated import NOTE, Founded, blob_id, render_note
from credfolio.founding.locks import LOCKS
from credfolio.founding.overrides import drifted_overrides, original_theme
from credfolio.founding.starter_files import files_of_site
from credfolio.project import PROJECT_FILE, is_older

BASES = ".credfolio-bases"
"""The folder of generated texts that were merged, so that the next upgrade can merge again."""
OWN_PAGES = (
    *("docs/about.md", "docs/privacy.md", "docs/accessibility.md"),
    "LICENSE-content.md",
)
"""Begun for their owner once, and the owner's from then on."""
NEVER_REPLACED = (PROJECT_FILE, CODEOWNERS_PATH)
"""They stay as they are where they were not generated, as in a site that was migrated."""
_LAST = ("requirements.in", *LOCKS)
"""They name the version: an upgrade that was interrupted can be run again."""

How = Literal["new", "replaced", "merged", "conflict", "kept", "deleted"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one generated file."""

    path: str
    how: How
    before: bytes | None = None
    after: bytes | None = None
    """The bytes to write; in a conflict the new text, which goes to `path` with ``.new`` behind."""

    @property
    def target(self) -> str:
        return f"{self.path}.new" if self.how == "conflict" else self.path


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade would do to the generated files."""

    changes: tuple[Change, ...]
    note: Founded
    """The note afterward."""
    bases: Mapping[str, bytes] = field(default_factory=dict)
    """Generated texts to keep, by the path of their file."""
    drifted: tuple[str, ...] = ()
    """The owner's files of the theme whose original is another one now."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.how == "conflict")


def refuse_older(note: Founded, version: str) -> None:
    """Raise `CredfolioError` when the running `version` is older than the repository's."""
    if is_older(version, note.version):
        raise CredfolioError(
            f"this repository uses credfolio {note.version}, and {version} is older",
            fix=f"install credfolio {note.version} or newer; an upgrade never goes back",
        )


def plan_upgrade(
    root: Path,
    note: Founded,
    version: str,
    schemas: Mapping[str, str],
    digest: str,
    desk: str = "",
) -> Upgrade:
    """What the running `version` would change in the repository at `root`; nothing is written.

    `digest` is the SHA-256 of the program's wheel, `desk` the lines of the desk's. Raises
    `EnvironmentProblem` when git fails.
    """
    changes, bases, recorded = [], {}, dict(note.files)
    for path, new in files_of_site(root, note, version, schemas, digest, desk).items():
        was_begun = path in note.files or os.path.lexists(root / path)
        if path in OWN_PAGES and was_begun:
            continue
        if path in NEVER_REPLACED and path not in note.files:
            continue
        change = _change(root, path, new, note.files.get(path))
        changes.append(change)
        if change.how != "deleted":
            recorded[path] = blob_id(new)
        if change.how in ("merged", "conflict"):
            bases[path] = new
    theme = original_theme()
    drifted = drifted_overrides(root, note, theme)
    after = Founded(version, note.answers, recorded, theme, drifted)
    return Upgrade(tuple(changes), after, bases, tuple(sorted(drifted)))


def apply_upgrade(root: Path, upgrade: Upgrade) -> int:
    """Write the files of a plan; the number of those that changed.

    The files come first, all of them or none, and what names the version last. Raises
    `EnvironmentProblem` when a file changed meanwhile or the disk refuses; run again, it goes on.
    """
    finish_replacing(root)
    files = {one.target: (_read(root, one.target), one.after) for one in upgrade.changes}
    for path, text in upgrade.bases.items():
        kept = f"{BASES}/{path}"
        files[kept] = (_read(root, kept), text)
    files[NOTE] = (_read(root, NOTE), render_note(upgrade.note).encode())
    wanted = {
        path: pair for path, pair in files.items() if pair[1] is not None and pair[0] != pair[1]
    }
    last = {path: pair for path, pair in wanted.items() if path in (*_LAST, NOTE)}
    for some in ({p: wanted[p] for p in wanted if p not in last}, last):
        if some:
            replace_files(root, some)
    return len(wanted)


def _change(root: Path, path: str, new: bytes, recorded: str | None) -> Change:
    ours = _read(root, path)
    if ours is None:
        # Its owner deleted it; `credfolio init` writes it again.
        return Change(path, "deleted") if recorded else Change(path, "new", None, new)
    plain = ours.replace(b"\r\n", b"\n")
    if plain == new:
        return Change(path, "kept")
    if recorded in (blob_id(ours), blob_id(plain)):
        return Change(path, "replaced", ours, new)
    if recorded == blob_id(new):
        return Change(path, "kept")
    base = _base(root, path, recorded)
    merged = None if base is None else _merge(root, plain, base, new)
    if merged is None:
        return Change(path, "conflict", _read(root, f"{path}.new"), new)
    return Change(path, "kept") if merged == plain else Change(path, "merged", ours, merged)


def _base(root: Path, path: str, recorded: str | None) -> bytes | None:
    """The generated text with the id `recorded`; None where nobody has it any more."""
    if not recorded:
        return None
    kept = _read(root, f"{BASES}/{path}")
    if kept is not None and blob_id(kept) == recorded:
        return kept
    found = run_git(root, "cat-file", "blob", recorded)
    return found.out if found.code == 0 and blob_id(found.out) == recorded else None


def _merge(root: Path, ours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """The two texts together, from their common `base`; None where they change the same lines."""
    try:
        with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
            files = [Path(name) / part for part in ("yours", "base", "new")]
            for file, text in zip(files, (ours, base, theirs), strict=True):
                file.write_bytes(text)
            # No folder of the repository: its settings could name a program for merging.
            merged = run_git(Path(name), "merge-file", "-p", *(file.name for file in files))
    except OSError as error:
        raise EnvironmentProblem(
            f"files cannot be merged: {error.strerror}", fix=f"free some space; {root} is untouched"
        ) from error
    return merged.out if merged.code == 0 else None


def _read(root: Path, path: str) -> bytes | None:
    file = root / path
    if not os.path.lexists(file):
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be read: {error.strerror}", fix="check its permissions"
        ) from error
