"""Disk → registry. The only place that walks catalog/ and portfolios/.

Contributors own what lies there, so the walk follows no link, opens nothing
but regular files, and turns whatever it meets into a record or a finding.
"""

from __future__ import annotations

import marshal
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from credfolio.errors import EnvironmentProblem
from credfolio.finding import Finding, quoted, sort_findings
from credfolio.ids import fold, is_id, slug
from credfolio.model import (
    Award,
    Educator,
    Framework,
    Issuer,
    Jurisdiction,
    MicroCredential,
    Record,
    Stack,
)
from credfolio.picture import PICTURE_ENDINGS, Picture, read_picture
from credfolio.proof.strict_json import MAX_BYTES as MAX_SIGNED_BYTES
from credfolio.record_reader import read_record
from credfolio.registry import AwardKey, Registry
from credfolio.signed_file import SignedFile, read_signed_file
from credfolio.slices import run_slices, useful_jobs
from credfolio.source_text import MAX_BYTES, Places, decode, locate, parse_yaml

RESERVED_ISSUERS = frozenset({"frameworks", "jurisdictions", "stacks", "page", "by"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a project holds, and what was wrong with the files themselves."""

    registry: Registry
    findings: tuple[Finding, ...]
    files: int


@dataclass
class _Harvest:
    """Collects while the folders are walked; becomes a `Loaded` at the end."""

    root: Path
    parsed: dict[str, dict[str, Any]] = field(default_factory=dict)
    records: dict[str, dict[Any, Any]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    signed: dict[AwardKey, SignedFile] = field(default_factory=dict)
    status_lists: dict[tuple[str, int], SignedFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    files: int = 0

    def refuse(self, finding: Finding) -> None:
        self.findings.append(finding)
        if finding.is_error:
            self.broken.add(finding.path)


def load_project(root: Path, jobs: int = 1) -> Loaded:
    """Read every record below `root`, parsing in `jobs` processes (0: one a core).

    Raises `EnvironmentProblem` when the disk itself cannot be read; all that
    is wrong with the files comes back as findings.
    """
    harvest = _Harvest(root, _parse_ahead(root, jobs))
    if not _is_folder(root / "catalog"):
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
    for name, path in _entries(harvest, "catalog"):
        if name == "frameworks":
            _read_folder(harvest, path, "frameworks", Framework, lambda i: ({"id": i}, i))
        elif name == "jurisdictions":
            _read_folder(harvest, path, "jurisdictions", Jurisdiction, lambda i: ({"id": i}, i))
        elif _is_folder(root / path):
            _read_issuer(harvest, name, path)
        elif name not in ("README.md", "demo.txt", "governance.yml", "synonyms.yml"):
            harvest.refuse(_unexpected(path))
    for name, path in _entries(harvest, "portfolios"):
        if _is_folder(root / path):
            _read_educator(harvest, name, path)
        elif name != "README.md":
            harvest.refuse(_unexpected(path))
    get = harvest.records.get
    registry = Registry(
        issuers=get("issuers", {}),
        credentials=get("credentials", {}),
        stacks=get("stacks", {}),
        frameworks=get("frameworks", {}),
        jurisdictions=get("jurisdictions", {}),
        educators=get("educators", {}),
        awards=get("awards", {}),
        pictures=harvest.pictures,
        signed=harvest.signed,
        status_lists=harvest.status_lists,
        broken=frozenset(harvest.broken),
    )
    return Loaded(registry, tuple(harvest.findings), harvest.files)


_WORTH_SPLITTING = 1_000
_FILES_IN_A_SLICE = 250


def _parse_ahead(root: Path, jobs: int) -> dict[str, dict[str, Any]]:
    """The data of every file that parses, read in several processes; empty when that is no gain.

    What has a fault is left out, and met again when the folders are walked.
    """
    paths = [
        f"{os.path.relpath(folder, root)}/{name}"
        for top in ("catalog", "portfolios")
        for folder, _, names in os.walk(root / top)
        for name in names
        if name.endswith(".yml")
    ]
    jobs = useful_jobs(jobs, len(paths), _WORTH_SPLITTING)
    if jobs == 1:
        return {}
    slices = [paths[n : n + _FILES_IN_A_SLICE] for n in range(0, len(paths), _FILES_IN_A_SLICE)]

    def parse(number: int) -> bytes:
        data = {}
        for path in slices[number]:
            text = _text(root / path, path)
            found = text if isinstance(text, Finding) else parse_yaml(text, path)
            if not isinstance(found, Finding):
                data[path] = found
        # marshal is several times as fast as pickle for plain data.
        return marshal.dumps(data)

    parsed: dict[str, dict[str, Any]] = {}
    for data in run_slices(parse, len(slices), jobs):
        parsed.update(marshal.loads(data))
    return parsed


def place_findings(root: Path, findings: list[Finding]) -> list[Finding]:
    """Give each finding its line and column, and sort them.

    Only files with findings are read again, so a clean project pays nothing.
    """
    places: dict[str, Places | None] = {}
    placed = []
    for finding in findings:
        if finding.line or not finding.path.endswith(".yml"):
            placed.append(finding)
            continue
        if finding.path not in places:
            text = _text(root / finding.path, finding.path)
            places[finding.path] = locate(text) if isinstance(text, str) else None
        known = places[finding.path]
        if known is None:
            placed.append(finding)
            continue
        position = known.find(finding.pointer, at_key=finding.at_key)
        placed.append(finding.located(position.line, position.column))
    return sort_findings(placed)


def _read_issuer(harvest: _Harvest, issuer: str, folder: str) -> None:
    if not _good_name(harvest, issuer, folder) or issuer in RESERVED_ISSUERS:
        if issuer in RESERVED_ISSUERS:
            harvest.refuse(
                Finding(
                    "reserved-name",
                    folder,
                    f"{quoted(issuer)} cannot be an issuer's folder; the site uses the address",
                    "choose another name for the folder",
                )
            )
        return
    found_issuer = False
    for name, path in _entries(harvest, folder):
        stem, ending = os.path.splitext(name)
        if name == "issuer.yml":
            found_issuer = True
            _read_file(harvest, path, "issuers", Issuer, {"id": issuer}, issuer)
        elif name == "stacks" and _is_folder(harvest.root / path):
            _read_folder(
                harvest,
                path,
                "stacks",
                Stack,
                lambda i: ({"id": i, "issuer": issuer}, f"{issuer}/{i}"),
            )
        elif name == "status" and _is_folder(harvest.root / path):
            for number, signed in _read_signed(harvest, path):
                if number.isdigit():
                    harvest.status_lists[issuer, int(number)] = signed
                else:
                    harvest.refuse(_unexpected(signed.path))
        elif ending == ".yml" and _good_name(harvest, stem, path):
            _read_file(
                harvest,
                path,
                "credentials",
                MicroCredential,
                {"id": stem, "issuer": issuer},
                f"{issuer}/{stem}",
            )
        elif ending.lower() in PICTURE_ENDINGS:
            _read_picture(harvest, path)
        elif ending != ".yml" and name != "README.md":
            harvest.refuse(_unexpected(path))
    if not found_issuer:
        harvest.refuse(
            Finding(
                "no-issuer-file",
                folder,
                f"the folder has no issuer.yml, so nobody says who {quoted(issuer)} is",
                f"run `credfolio new issuer {issuer}`",
            )
        )


def _read_educator(harvest: _Harvest, educator: str, folder: str) -> None:
    if not _good_name(harvest, educator, folder):
        return
    found_profile = False
    for name, path in _entries(harvest, folder):
        ending = os.path.splitext(name)[1].lower()
        if name == "profile.yml":
            found_profile = True
            _read_file(harvest, path, "educators", Educator, {"id": educator}, educator)
        elif name == "awards" and _is_folder(harvest.root / path):
            _read_folder(
                harvest,
                path,
                "awards",
                Award,
                lambda i: ({"id": i, "educator": educator}, (educator, i)),
            )
        elif name == "credentials" and _is_folder(harvest.root / path):
            for stem, signed in _read_signed(harvest, path):
                harvest.signed[educator, stem] = signed
        elif ending in PICTURE_ENDINGS:
            _read_picture(harvest, path)
        elif name != "README.md":
            harvest.refuse(_unexpected(path))
    if not found_profile:
        harvest.refuse(
            Finding(
                "no-profile",
                folder,
                f"the folder has no profile.yml, so nobody says who {quoted(educator)} is",
                f"run `credfolio new educator {educator}`",
            )
        )


def _read_folder(
    harvest: _Harvest,
    folder: str,
    kind: str,
    model: type[Record],
    identify: Callable[[str], tuple[dict[str, str], Any]],
) -> None:
    for name, path in _entries(harvest, folder):
        stem, ending = os.path.splitext(name)
        if ending == ".yml":
            if _good_name(harvest, stem, path):
                given, key = identify(stem)
                _read_file(harvest, path, kind, model, given, key)
        elif ending.lower() in PICTURE_ENDINGS:
            _read_picture(harvest, path)
        elif name != "README.md":
            harvest.refuse(_unexpected(path))


def _read_file(
    harvest: _Harvest, path: str, kind: str, model: type[Record], given: dict[str, str], key: Any
) -> None:
    harvest.files += 1
    data: dict[str, Any] | Finding | None = harvest.parsed.pop(path, None)
    if data is None:
        text = _text(harvest.root / path, path)
        data = text if isinstance(text, Finding) else parse_yaml(text, path)
    if isinstance(data, Finding):
        harvest.refuse(data)
        return
    record = read_record(model, data, path, given)
    if isinstance(record, list):
        for finding in record:
            harvest.refuse(finding)
        return
    harvest.records.setdefault(kind, {})[key] = record


def _read_picture(harvest: _Harvest, path: str) -> None:
    harvest.files += 1
    raw = _bytes(harvest.root / path, path, limit=2 * 1024 * 1024)
    picture = raw if isinstance(raw, Finding) else read_picture(raw, path)
    if isinstance(picture, Finding):
        harvest.refuse(picture)
    else:
        harvest.pictures[path] = picture


def _read_signed(harvest: _Harvest, folder: str) -> Iterator[tuple[str, SignedFile]]:
    """The signed files of a folder, each with its name without ``.json``."""
    for name, path in _entries(harvest, folder):
        stem, ending = os.path.splitext(name)
        if ending != ".json" or not is_id(stem):
            if name != "README.md":
                harvest.refuse(_unexpected(path))
            continue
        harvest.files += 1
        raw = _bytes(harvest.root / path, path, limit=MAX_SIGNED_BYTES + 1)
        signed = raw if isinstance(raw, Finding) else read_signed_file(raw, path)
        if isinstance(signed, Finding):
            harvest.refuse(signed)
        else:
            yield stem, signed


def _text(file: Path, path: str) -> str | Finding:
    # One byte more than allowed is enough to know that a file is too large.
    raw = _bytes(file, path, limit=MAX_BYTES + 1)
    return raw if isinstance(raw, Finding) else decode(raw, path)


def _bytes(file: Path, path: str, *, limit: int) -> bytes | Finding:
    try:
        # O_NOFOLLOW and O_NONBLOCK: what was a file when listed may be a link or a pipe by now.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(file, flags), "rb") as stream:
            return stream.read(limit)
    except OSError as error:
        return Finding(
            "unreadable-file",
            path,
            f"the file cannot be read: {error.strerror}",
            "check its permissions, and that it is a file and not a link",
        )


def _entries(harvest: _Harvest, folder: str) -> Iterator[tuple[str, str]]:
    """Names and relative paths in `folder`, sorted; what may not be there becomes a finding."""
    top = harvest.root / folder
    if os.path.lexists(top) and not _is_folder(top):
        harvest.refuse(_not_a_file(folder, os.lstat(top).st_mode))
        return
    try:
        with os.scandir(top) as found:
            # Of two names for one address the one that is an id is kept.
            entries = sorted(
                found, key=lambda entry: (not is_id(os.path.splitext(entry.name)[0]), entry.name)
            )
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise EnvironmentProblem(
            f"the folder {folder}/ cannot be read: {error.strerror}",
            fix="check its permissions",
        ) from error
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.name
        path = f"{folder}/{_printable(name)}"
        if name.startswith("."):
            continue  # editors' and systems' own files; nothing of them is published
        mode = entry.stat(follow_symlinks=False).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            harvest.refuse(_not_a_file(path, mode))
            continue
        folded = fold(os.path.splitext(name)[0] if stat.S_ISREG(mode) else name)
        ending = os.path.splitext(name)[1].lower() if stat.S_ISREG(mode) else "/"
        if ending == ".yaml":
            harvest.refuse(
                Finding(
                    "bad-name",
                    path,
                    "records end in .yml; this file would be passed over",
                    f"rename it to {os.path.splitext(name)[0]}.yml",
                )
            )
            continue
        if (twin := seen.get(folded + ending)) is not None:
            harvest.refuse(
                Finding(
                    "id-collision",
                    path,
                    f"the name differs from {quoted(twin)} only in case, hyphen or underscore",
                    "rename one of the two; some systems cannot keep them apart",
                )
            )
            continue
        seen[folded + ending] = name
        yield name, path


def _not_a_file(path: str, mode: int) -> Finding:
    if stat.S_ISREG(mode):
        what = "a file where a folder is expected"
    else:
        what = "a link" if stat.S_ISLNK(mode) else "neither a file nor a folder"
    return Finding(
        "not-a-file",
        path,
        f"this is {what}; only files and folders are read",
        "replace it with a copy of what it leads to",
    )


def _good_name(harvest: _Harvest, name: str, path: str) -> bool:
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


def _unexpected(path: str) -> Finding:
    return Finding(
        "unexpected-file",
        path,
        "this file has no place here and will not be published",
        "remove it, or put it where the guide to the folders says",
    )


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _printable(name: str) -> str:
    # A file name need not be text; show the bytes that are not.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
