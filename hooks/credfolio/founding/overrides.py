"""Files in a site's theme/ that replace the program's: is their original still the same one?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from credfolio.disk.shipped import shipped
from credfolio.founding.generated import Founded, blob_id

_FOLDER = "theme"
_KINDS = (".html", ".css", ".js")
_BUILT = "assets/built/"


def original_theme() -> dict[str, str]:
    """The id of each file of the running program's theme that somebody might replace."""
    top = shipped("theme")
    found = {}
    for file in sorted(top.rglob("*")):
        path = file.relative_to(top).as_posix()
        if file.suffix in _KINDS and file.is_file() and not path.startswith(_BUILT):
            found[path] = blob_id(file.read_bytes().replace(b"\r\n", b"\n"))
    return found


def drifted_overrides(root: Path, note: Founded, theme: Mapping[str, str]) -> dict[str, str]:
    """Path → id of each override in `root` that was made from another original than `theme` has.

    One that its owner has edited since this was first noticed is taken as adapted.
    """
    found = {}
    for path, original in theme.items():
        own = _override(root, path)
        if own is None:
            continue
        was_noticed = note.drifted.get(path) == own
        has_changed = note.theme.get(path, original) != original
        if was_noticed or has_changed:
            found[path] = own
    return found


def unadapted_overrides(root: Path, note: Founded) -> list[str]:
    """The overrides in `root` that an upgrade found to have drifted, and nobody edited since."""
    return [path for path, own in sorted(note.drifted.items()) if _override(root, path) == own]


def _override(root: Path, path: str) -> str | None:
    file = root / _FOLDER / path
    return blob_id(file.read_bytes()) if file.is_file() else None
