"""Disk → registry. The only place that walks catalog/ and portfolios/.

Contributors own what lies there, so the walk follows no link, opens nothing
but regular files, and turns whatever it meets into a record or a finding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from credfolio.disk.kept import Kept
from credfolio.findings.finding import Finding, quoted, sort_findings
from credfolio.ids import RESERVED_ISSUERS, is_id, slug
from credfolio.proof.strict_json import MAX_BYTES as MAX_SIGNED_BYTES
from credfolio.records.kept_badge import KEPT_ENDINGS
from credfolio.records.loading.harvest import Harvest
from credfolio.records.loading.source_files import (
    ParsedAhead,
    is_folder,
    list_folder,
    read_text,
)
from credfolio.records.model import (
    Award,
    Educator,
    Framework,
    Governance,
    Issuer,
    Jurisdiction,
    MicroCredential,
    Record,
    Stack,
    Synonyms,
    Tombstone,
)
from credfolio.records.picture import PICTURE_ENDINGS, read_picture
from credfolio.records.record_reader import read_record
from credfolio.records.registry import GOVERNANCE_PATH, SYNONYMS_PATH, Registry
from credfolio.records.signed_file import (
    SignedFile,
    read_signed_file,
    read_signed_token,
)
from credfolio.records.source_text import MAX_BYTES, Places, decode, locate, parse_yaml


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a project holds, and what was wrong with the files themselves."""

    registry: Registry
    findings: tuple[Finding, ...]
    files: int


def load_project(root: Path, jobs: int = 1, kept: Kept | None = None) -> Loaded:
    """Read every record below `root`, parsing in `jobs` processes (0: one a core).

    What was parsed is `kept` for the next time, if that runs the same `program`.
    Raises `EnvironmentProblem` when the disk itself cannot be read; all that
    is wrong with the files comes back as findings.
    """
    harvest = Harvest(root, ParsedAhead(root, jobs, kept))
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
    for name, path in list_folder(harvest.root, "catalog", harvest.refuse):
        if name == "frameworks":
            _read_folder(harvest, path, "frameworks", Framework, lambda i: ({"id": i}, i))
        elif name == "jurisdictions":
            _read_folder(harvest, path, "jurisdictions", Jurisdiction, lambda i: ({"id": i}, i))
        elif path == SYNONYMS_PATH and not is_folder(root / path):
            _read_file(harvest, path, "synonyms", Synonyms, {"id": "synonyms"}, "synonyms")
        elif is_folder(root / path):
            _read_issuer(harvest, name, path)
        elif path == GOVERNANCE_PATH:
            _read_file(harvest, path, "governance", Governance, {"id": "governance"}, "")
        elif name not in ("README.md", "demo.txt"):
            harvest.refuse(_unexpected(path))
    for name, path in list_folder(harvest.root, "portfolios", harvest.refuse):
        if is_folder(root / path):
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
        governance=get("governance", {}).get(""),
        tombstones=get("tombstones", {}),
        pictures=harvest.pictures,
        signed=harvest.signed,
        status_lists=harvest.status_lists,
        synonyms=get("synonyms", {}).get("synonyms"),
        tokens=harvest.tokens,
        endorsements=harvest.endorsements,
        originals=frozenset(harvest.originals),
        broken=frozenset(harvest.broken),
        digests={folder: found.hexdigest() for folder, found in harvest.read.items()},
    )
    return Loaded(registry, tuple(harvest.findings), harvest.files)


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
            text = read_text(root / finding.path, finding.path)
            places[finding.path] = locate(text) if isinstance(text, str) else None
        known = places[finding.path]
        if known is None:
            placed.append(finding)
            continue
        position = known.find(finding.pointer, at_key=finding.at_key)
        placed.append(finding.located(position.line, position.column))
    return sort_findings(placed)


def _read_issuer(harvest: Harvest, issuer: str, folder: str) -> None:
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
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        stem, ending = os.path.splitext(name)
        if name == "issuer.yml":
            found_issuer = True
            _read_file(harvest, path, "issuers", Issuer, {"id": issuer}, issuer)
        elif name == "stacks" and is_folder(harvest.root / path):
            _read_folder(
                harvest,
                path,
                "stacks",
                Stack,
                lambda i: ({"id": i, "issuer": issuer}, f"{issuer}/{i}"),
            )
        elif name == "status" and is_folder(harvest.root / path):
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


def _read_educator(harvest: Harvest, educator: str, folder: str) -> None:
    if not _good_name(harvest, educator, folder):
        return
    found_profile = False
    tombstone = f"{folder}/tombstone.yml"
    if os.path.lexists(harvest.root / tombstone):
        _read_tombstone(harvest, educator, folder, tombstone)
        return
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        ending = os.path.splitext(name)[1].lower()
        if name == "profile.yml":
            found_profile = True
            _read_file(harvest, path, "educators", Educator, {"id": educator}, educator)
        elif name == "awards" and is_folder(harvest.root / path):
            _read_folder(
                harvest,
                path,
                "awards",
                Award,
                lambda i: ({"id": i, "educator": educator}, (educator, i)),
            )
        elif name == "imported" and is_folder(harvest.root / path):
            _pass_originals(harvest, path)
        elif name == "credentials" and is_folder(harvest.root / path):
            _read_credentials(harvest, educator, path)
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


def _read_tombstone(harvest: Harvest, educator: str, folder: str, tombstone: str) -> None:
    """A folder with a tombstone holds nothing else; what lies beside it is not published."""
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        if path == tombstone:
            _read_file(harvest, path, "tombstones", Tombstone, {"id": educator}, educator)
        elif name != "README.md":
            harvest.refuse(
                Finding(
                    "taken-down",
                    path,
                    "this portfolio was taken down, and this lies there still",
                    f"delete it; or delete {tombstone} if the portfolio is to come back",
                )
            )


def _read_folder(
    harvest: Harvest,
    folder: str,
    kind: str,
    model: type[Record],
    identify: Callable[[str], tuple[dict[str, str], Any]],
) -> None:
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
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
    harvest: Harvest, path: str, kind: str, model: type[Record], given: dict[str, str], key: Any
) -> None:
    harvest.files += 1
    data: dict[str, Any] | Finding
    if ahead := harvest.parsed.take(path):
        data, found = ahead
        harvest.note(path, found)
    else:
        raw = harvest.bytes_of(path, MAX_BYTES + 1)
        text = raw if isinstance(raw, Finding) else decode(raw, path)
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


def _read_picture(harvest: Harvest, path: str) -> None:
    harvest.files += 1
    raw = harvest.bytes_of(path, 2 * 1024 * 1024)
    picture = raw if isinstance(raw, Finding) else read_picture(raw, path)
    if isinstance(picture, Finding):
        harvest.refuse(picture)
    else:
        harvest.pictures[path] = picture


def _pass_originals(harvest: Harvest, folder: str) -> None:
    """Badges from elsewhere, kept as they came: nothing of them is published."""
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        if os.path.splitext(name)[1] in KEPT_ENDINGS and not is_folder(harvest.root / path):
            harvest.originals.add(path)
        elif name != "README.md":
            harvest.refuse(_unexpected(path))


def _read_credentials(harvest: Harvest, educator: str, folder: str) -> None:
    """What is signed about an educator: badges, tokens of them, and folders with endorsements."""
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        stem, ending = os.path.splitext(name)
        if is_id(name) and is_folder(harvest.root / path):
            for file, signed in _read_signed(harvest, path):
                harvest.endorsements[educator, name, file] = signed
        elif ending == ".jwt" and is_id(stem):
            harvest.files += 1
            raw = harvest.bytes_of(path, 2 * MAX_SIGNED_BYTES)
            token = raw if isinstance(raw, Finding) else read_signed_token(raw, path)
            if isinstance(token, Finding):
                harvest.refuse(token)
            else:
                harvest.tokens[educator, stem] = token
        elif found := _read_signed_file(harvest, name, path):
            harvest.signed[educator, stem] = found


def _read_signed(harvest: Harvest, folder: str) -> Iterator[tuple[str, SignedFile]]:
    """The signed files of a folder, each with its name without ``.json``."""
    for name, path in list_folder(harvest.root, folder, harvest.refuse):
        if signed := _read_signed_file(harvest, name, path):
            yield os.path.splitext(name)[0], signed


def _read_signed_file(harvest: Harvest, name: str, path: str) -> SignedFile | None:
    stem, ending = os.path.splitext(name)
    if ending != ".json" or not is_id(stem):
        if name != "README.md":
            harvest.refuse(_unexpected(path))
        return None
    harvest.files += 1
    raw = harvest.bytes_of(path, MAX_SIGNED_BYTES + 1)
    signed = raw if isinstance(raw, Finding) else read_signed_file(raw, path)
    if isinstance(signed, Finding):
        harvest.refuse(signed)
        return None
    return signed


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


def _unexpected(path: str) -> Finding:
    return Finding(
        "unexpected-file",
        path,
        "this file has no place here and will not be published",
        "remove it, or put it where the guide to the folders says",
    )
