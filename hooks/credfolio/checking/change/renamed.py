"""Renames in a change, told from other changes by making the same of the base. See ADR 0061.

A definition that is gone, and whose id another one of the same issuer has
among its former ids, was renamed. The base is then taken as it would be after
`credfolio rename`: what is equal to that is no part of the change any more, and
all the rest is judged as if only that had been changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from credfolio.authoring.renaming import Rename, renamed_file
from credfolio.checking.change import ChangedFile
from credfolio.errors import UsageError
from credfolio.records.model.kinds import CREDENTIALS, STACKS
from credfolio.records.registry import Registry

IsNow = Callable[[str, bytes], bool]
"""``is_now(path, data)``: whether the file at a path has this content after the change."""


@dataclass(frozen=True)
class Followed:
    """A change with its renames taken into the base."""

    files: tuple[ChangedFile, ...]
    old: Mapping[str, bytes | None]
    """What the base has at each path that differs, after the renames."""
    renamed: Mapping[str, str]
    """The path of each renamed definition → the reference that it had."""


def follow_renames(
    files: Iterable[ChangedFile],
    old: Mapping[str, bytes | None],
    after: Registry,
    is_now: IsNow,
) -> Followed:
    """Take the renames among `files` into the base; `old` has its content by path."""
    by_path = {file.path: file for file in files}
    renames = tuple(_renames(by_path, after))
    if not renames:
        return Followed(tuple(by_path.values()), old, {})
    moved: dict[str, str] = {}
    base: dict[str, bytes | None] = {}
    for path, before in old.items():
        target = path
        data = before
        for one in renames:
            target = one.moved(target)
            data = data if data is None else _renamed(path, data, one)
        if target != path:
            moved[path] = target
        if target != path or target not in base:
            base[target] = data
    sources = {target: path for path, target in moved.items()}
    itself = {one.kind.path(one.new): one.old for one in renames}
    kept = []
    for file in by_path.values():
        target = moved.get(file.path, file.path)
        if file.how == "removed" and target != file.path:
            if target not in by_path:
                kept.append(replace(file, path=target))
            continue
        source = base.get(target)
        was = old.get(sources.get(file.path, file.path))
        if file.how == "removed" or source is None or was is None:
            kept.append(file)
        elif (
            file.path in itself
            or file.form != "file"
            or (source == was and file.how == "changed")
            or not is_now(file.path, source)
        ):
            lines = file.lines if file.path not in sources else _lines(file, source, is_now)
            kept.append(replace(file, how="changed", lines=lines))
    return Followed(tuple(kept), base, itself)


def _renames(files: Mapping[str, ChangedFile], after: Registry) -> Iterable[Rename]:
    """The renames in a change; where two definitions claim one id, or one claims two, none is."""
    found = []
    for file in files.values():
        place = file.place
        kinds = [kind for kind in (CREDENTIALS, STACKS) if place and place.kind == kind.name]
        if place is None or file.how != "added" or not kinds:
            continue
        record = after.all_of(kinds[0]).get(place.key)
        if record is None or record.ref != place.key:
            continue
        for former in record.former_ids:
            reference = f"{record.issuer}/{former}"
            gone = files.get(kinds[0].path(reference))
            if gone is not None and gone.how == "removed":
                found.append(Rename(kinds[0], reference, record.ref))
    times = Counter(name for one in found for name in {one.old, one.new})
    return (one for one in found if times[one.old] == times[one.new] == 1)


def _renamed(path: str, data: bytes, rename: Rename) -> bytes:
    try:
        return renamed_file(path, data, rename)
    except UsageError:
        return data  # whoever wrote it by hand is judged by what it says


def _lines(file: ChangedFile, source: bytes, is_now: IsNow) -> int:
    """How many lines of a moved file are new; all of them where it says something else."""
    return 0 if is_now(file.path, source) else file.lines
