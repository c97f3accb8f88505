"""Disk → registry. The only place that walks catalog/ and portfolios/.

What belongs in which folder is said by the table of kinds.

Contributors own these folders, so the walk follows no link, opens nothing
but regular files, and turns whatever it meets into a record or a finding.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from credfolio.disk.kept import Kept
from credfolio.findings.finding import Finding, quoted, sort_findings
from credfolio.ids import is_id, slug
from credfolio.proof.limits import FOREIGN, OURS
from credfolio.records.endings_log import MOST_BYTES, EndingsLog, read_endings
from credfolio.records.loading.harvest import Harvest
from credfolio.records.loading.read_ahead import ReadAhead
from credfolio.records.loading.source_files import is_folder, list_folder, read_text
from credfolio.records.model.base import Record
from credfolio.records.model.kept import KeptCredential, KeptStack, without_place
from credfolio.records.model.kinds import (
    CREDENTIALS,
    KINDS,
    PRIVATE_TOPS,
    STACKS,
    Folder,
    Kind,
    Kinds,
)
from credfolio.records.picture import PICTURE_ENDINGS, read_picture
from credfolio.records.reckoned.former_ids import with_present_ids
from credfolio.records.record_reader import old_names, read_record
from credfolio.records.registry import Registry
from credfolio.records.signed_file import (
    SignedFile,
    SignedToken,
    read_signed_file,
    read_signed_token,
)
from credfolio.records.source_text import MAX_BYTES, Places, decode, locate, parse_yaml
from credfolio.records.superseded_file import SupersededFile, read_superseded


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a project holds, and what was wrong with the files themselves."""

    registry: Registry
    findings: tuple[Finding, ...]
    files: int


def load_project(
    root: Path,
    jobs: int = 1,
    kept: Kept | None = None,
    kinds: Kinds = KINDS,
    beside: Path | None = None,
    trial: Path | None = None,
) -> Loaded:
    """Read every record below `root`, parsing in `jobs` processes (0: one a core).

    What was read is `kept` for the next time, if that runs the same program. `beside` is the
    folder of a private repository, whose homes and submissions belong to the same project; `trial`
    is that of an issuer for this computer alone.
    Raises `EnvironmentProblem` when the disk itself cannot be read; all that
    is wrong with the files comes back as findings.
    """
    harvest = Harvest(root, ReadAhead(root, tuple(kinds.tree), jobs, kinds, kept))
    if not is_folder(root / "catalog"):
        harvest.refuse(
            Finding(
                "no-catalog",
                "catalog",
                "there is no folder catalog/ in this project",
                "run `credfolio new issuer` to begin one, or change to the project's folder",
            )
        )
        # Everything refers to the catalog; without it there is nothing else to say.
        return Loaded(Registry(broken=frozenset(harvest.broken)), tuple(harvest.findings), 0)
    for top, folder in kinds.tree.items():
        _read_folder(harvest, folder, top, ())
    if beside is not None:
        _read_beside(harvest, beside, jobs, kept, kinds)
    if trial is not None:
        _read_tops(harvest, trial, ("catalog", "portfolios"), jobs, kept, kinds)
    registry = Registry(
        text_digests=harvest.text_digests,
        pictures=harvest.pictures,
        broken=frozenset(harvest.broken),
        digests={folder: found.hexdigest() for folder, found in harvest.read.items()},
        file_digests=harvest.file_digests,
        awards=harvest.awards,
    ).having(harvest.collections)
    return Loaded(with_present_ids(registry), tuple(harvest.findings), harvest.files)


def _read_beside(
    harvest: Harvest, beside: Path, jobs: int, kept: Kept | None, kinds: Kinds
) -> None:
    """Read a private repository into what was read of the public one.

    A home that is in both is refused, and nothing of the private repository is read then:
    one of the two says what somebody did not agree to.
    """
    twins = sorted(_homes(harvest.root) & _homes(beside))
    for handle in twins:
        harvest.refuse(
            Finding(
                "two-homes",
                f"portfolios/{handle}",
                f"{quoted(handle)} has a folder in the public repository and in the private one",
                "delete one of the two; if it was moved, commit that, and name the new commit of "
                "the public repository in office/records.yml",
            )
        )
    if twins:
        return
    tops = [top for top in kinds.tree if top == "portfolios" or top in PRIVATE_TOPS]
    _read_tops(harvest, beside, tops, jobs, kept, kinds)


def _read_tops(
    harvest: Harvest, root: Path, tops: Sequence[str], jobs: int, kept: Kept | None, kinds: Kinds
) -> None:
    """Read the top folders of another root into what was read before."""
    second = replace(harvest, root=root, ahead=ReadAhead(root, tops, jobs, kinds, kept))
    for top in tops:
        _read_folder(second, kinds.tree[top], top, ())
    harvest.files = second.files


def _homes(root: Path) -> set[str]:
    folder = root / "portfolios"
    try:
        return {entry.name for entry in os.scandir(folder) if entry.is_dir()}
    except OSError:
        return set()  # what is wrong with it is said when it is read


def is_text(path: str) -> bool:
    """Whether the file at `path` is a record that people read, so that a finding has a line."""
    place = KINDS.place(path) if path.endswith(".json") else None
    return path.endswith(".yml") or place is not None


def place_findings(
    root: Path, findings: list[Finding], beside: Path | None = None
) -> list[Finding]:
    """Give each finding its line and column, and sort them.

    Only files with findings are read again, so a clean project pays nothing.
    """
    places: dict[str, Places | None] = {}
    placed = []
    for finding in findings:
        if finding.line or not is_text(finding.path):
            placed.append(finding)
            continue
        if finding.path not in places:
            own = root / finding.path
            if beside is not None and not own.exists():
                own = beside / finding.path
            text = read_text(own, finding.path)
            places[finding.path] = locate(text) if isinstance(text, str) else None
        known = places[finding.path]
        if known is None:
            placed.append(finding)
            continue
        position = known.find(finding.pointer, at_key=finding.at_key)
        placed.append(finding.located(position.line, position.column))
    return sort_findings(placed)


def _read_folder(harvest: Harvest, folder: Folder, path: str, values: tuple[str, ...]) -> None:
    """Read what is in the folder at `path`; `values` are the parts that its path has."""
    top = f"{harvest.root}{os.sep}{path}"  # a path object for each folder would take longer
    if folder.alone and os.path.lexists(f"{top}{os.sep}{folder.alone.file_name}"):
        _read_alone(harvest, folder.alone, path, values)
        return
    missing = {kind.file_name: kind for kind in folder.needs}
    for name, inner, is_inner in list_folder(harvest.root, path, harvest.refuse):
        missing.pop(name, None)
        if below := _folder_inside(folder, name, is_inner):
            if below is not folder.any_folder:
                _read_folder(harvest, below, inner, values)
            elif not folder.is_top or _good_folder(harvest, folder, name, inner):
                _read_folder(harvest, below, inner, (*values, name))
        elif kind := folder.files.get(name):
            _read_file(harvest, kind, inner, values)
        else:
            _read_named(harvest, folder, name, inner, values)
    for kind in missing.values():
        harvest.refuse(_missing(kind, path, values[-1]))


def _folder_inside(folder: Folder, name: str, is_inner: bool) -> Folder | None:
    """What belongs in the folder `name`, if it `is_inner` and the table has a place for it."""
    below = folder.folders.get(name)
    if below is None and (folder.is_top or is_id(name)):
        below = folder.any_folder
    if below is None:
        return None
    # A file called `frameworks` is refused as what it is, when it is read as a folder.
    takes_any = folder.is_top and name in folder.folders
    return below if takes_any or is_inner else None


def _read_named(
    harvest: Harvest, folder: Folder, name: str, path: str, values: tuple[str, ...]
) -> None:
    """Read a file by how its name ends, or refuse it."""
    stem, ending = os.path.splitext(name)
    kind = folder.named.get(ending)
    if kind and kind.form == "kept":
        if kind.fits((*values, stem)):
            _read_file(harvest, kind, path, (*values, stem))
        else:
            harvest.refuse(_no_version(stem, path))
    elif kind and kind.form == "record":
        if _good_name(harvest, stem, path):
            _read_file(harvest, kind, path, (*values, stem))
    elif kind and kind.form == "original" and not is_folder(harvest.root / path):
        harvest.put(kind, (*values, name), path)
    elif kind and kind.form != "original" and is_id(stem):
        _read_signed(harvest, kind, path, (*values, stem))
    elif folder.holds_records and ending.lower() in PICTURE_ENDINGS:
        _read_picture(harvest, path)
    elif name != "README.md" and not (folder.is_top and name in folder.top.passed):
        harvest.refuse(_unexpected(path))


def _read_alone(harvest: Harvest, kind: Kind, folder: str, values: tuple[str, ...]) -> None:
    """A folder with a tombstone contains nothing else; other files in it are not published."""
    for name, path, _ in list_folder(harvest.root, folder, harvest.refuse):
        if name == kind.file_name:
            _read_file(harvest, kind, path, values)
        elif name != "README.md":
            harvest.refuse(
                Finding(
                    "taken-down",
                    path,
                    "this portfolio was taken down, but this is still in its folder",
                    f"delete it; or delete {folder}/{kind.file_name} "
                    "if the portfolio is to come back",
                )
            )


def _missing(kind: Kind, folder: str, owner: str) -> Finding:
    return Finding(
        kind.missing,
        folder,
        f"the folder has no {kind.file_name}, so nobody says who {quoted(owner)} is",
        f"run `credfolio new {kind.schema} {owner}`",
    )


def _read_file(harvest: Harvest, kind: Kind, path: str, values: tuple[str, ...]) -> None:
    harvest.files += 1
    is_definition = kind in (CREDENTIALS, STACKS)
    given = kind.given(values)
    assert kind.model is not None  # it is a record: see `Kind.form`
    record: Record | list[Finding] | None = None
    data: dict[str, Any] | Finding
    if ahead := harvest.ahead.take(path, kind, given):
        found, data, record, packed = ahead
        harvest.note(path, found, is_definition=is_definition)
        if packed:
            harvest.awards.put_packed(kind.key_of(values), packed)
            return
    else:
        raw = harvest.bytes_of(path, MAX_BYTES + 1, is_definition=is_definition)
        text = raw if isinstance(raw, Finding) else decode(raw, path)
        data = text if isinstance(text, Finding) else parse_yaml(text, path)
    if isinstance(data, Finding):
        harvest.refuse(data)
        return
    if record is None:
        own = without_place(data) if kind.form == "kept" else data
        record = read_record(kind.model, own, path, given)
    if isinstance(record, list):
        for finding in record:
            harvest.refuse(finding)
        return
    if isinstance(record, KeptCredential | KeptStack):
        harvest.note_text(path, record.redacted)
    else:
        for hint in old_names(kind.model, data, path):
            harvest.refuse(hint)
    harvest.put(kind, values, record)


def _read_picture(harvest: Harvest, path: str) -> None:
    harvest.files += 1
    raw = harvest.bytes_of(path, 2 * 1024 * 1024)
    picture = raw if isinstance(raw, Finding) else read_picture(raw, path)
    if isinstance(picture, Finding):
        harvest.refuse(picture)
    else:
        harvest.pictures[path] = picture


def _read_signed(harvest: Harvest, kind: Kind, path: str, values: tuple[str, ...]) -> None:
    """A badge, a status list or an endorsement; a badge's token or a list's log may be longer."""
    harvest.files += 1
    limits = {"token": 2 * OURS.max_bytes, "log": MOST_BYTES, "superseded": FOREIGN.max_bytes}
    raw = harvest.bytes_of(path, limits.get(kind.form, OURS.max_bytes + 1))
    signed: SignedFile | SignedToken | EndingsLog | SupersededFile | Finding
    if isinstance(raw, Finding):
        signed = raw
    elif kind.form == "log":
        signed = read_endings(raw, path)
    elif kind.form == "superseded":
        signed = read_superseded(raw, path)
    else:
        signed = (read_signed_token if kind.form == "token" else read_signed_file)(raw, path)
    if isinstance(signed, Finding):
        harvest.refuse(signed)
    elif kind.fits(values):
        harvest.put(kind, values, signed)
    else:
        harvest.refuse(_unexpected(path))


def _good_folder(harvest: Harvest, parent: Folder, name: str, path: str) -> bool:
    if not _good_name(harvest, name, path):
        return False
    if name in parent.top.reserved:
        harvest.refuse(
            Finding(
                "reserved-name",
                path,
                f"{quoted(name)} cannot be a folder here; the site uses the address",
                "choose another name for the folder",
            )
        )
        return False
    return True


def _good_name(harvest: Harvest, name: str, path: str) -> bool:
    if is_id(name):
        return True
    ending = ".yml" if path.endswith(".yml") else ""
    suggestion = slug(name)
    harvest.refuse(
        Finding(
            "bad-name",
            path,
            f"{quoted(name)} cannot be an id: use lower-case letters, digits and hyphens",
            f"rename it to {suggestion}{ending}" if is_id(suggestion) else "choose another name",
        )
    )
    return False


def _no_version(stem: str, path: str) -> Finding:
    return Finding(
        "bad-name",
        path,
        f"{quoted(stem)} cannot be a version: write numbers with points between them",
        "run `credfolio versions keep`, which names the file",
    )


def _unexpected(path: str) -> Finding:
    return Finding(
        "unexpected-file",
        path,
        "this file has no place here and will not be published",
        "remove it, or put it where the guide to the folders says",
    )
