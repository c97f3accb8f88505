"""The archive inside a sealed submission: a zip from a stranger, read without trusting it.

`worksheet.json`, `manifest.json`, and stored files below `evidence/` with names of one form. No
name becomes a path, no evidence is unpacked or understood: its bytes are counted and hashed.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TypeVar

from credfolio.findings.finding import counted, quoted
from credfolio.records.model.base import Piece
from credfolio.records.record_reader import read_record
from credfolio.rounds.manifest import MEMBER_PATTERN, MOST_FILES, Manifest, RequestManifest

M = TypeVar("M", bound=Piece)

WORKSHEET, MANIFEST = "worksheet.json", "manifest.json"
MOST_JSON = 4_000_000
_PIECE = 1 << 20
_MEMBER = re.compile(MEMBER_PATTERN)


class Hostile(Exception):
    """An archive that is not what the page makes; the message says why, in a sentence."""


@dataclass(frozen=True)
class Package:
    """What is in a sealed submission, after every check."""

    manifest: Manifest
    worksheet: bytes


@dataclass(frozen=True)
class RequestPackage:
    """What is in a request, after every check; its worksheet has nothing in it."""

    manifest: RequestManifest
    worksheet: bytes


def read_package(stream: IO[bytes]) -> Package | RequestPackage | str:
    """The submission or request in an archive; what is wrong with it, in words."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = _members(archive)
            manifest = _manifest_of(_json(archive, members, MANIFEST)[1])
            _compare(archive, members, manifest)
            worksheet = _json(archive, members, WORKSHEET)[0]
            if isinstance(manifest, RequestManifest):
                return RequestPackage(manifest, worksheet)
            return Package(manifest, worksheet)
    except Hostile as error:
        return str(error)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        # A changed byte shows while it is read, not when it is opened.
        return "its archive is damaged, or is not one that the page makes"


def read_request(raw: bytes) -> RequestPackage | str:
    """The request in a file that was not sealed; what is wrong with it, in words."""
    try:
        manifest = _manifest_of(_parsed(raw, "the file"))
    except Hostile as error:
        return str(error)
    if not isinstance(manifest, RequestManifest):
        return "it is a submission that is not sealed, and only requests may come in clear"
    return RequestPackage(manifest, b"")


def files_of(
    stream: IO[bytes], package: Package | RequestPackage
) -> Iterator[tuple[str, IO[bytes]]]:
    """The evidence in an archive that `read_package` took, by its name there."""
    with zipfile.ZipFile(stream) as archive:
        for one in package.manifest.files:
            with archive.open(one.name) as file:
                yield one.name, file


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if not infos:
        raise Hostile("its archive is empty")
    if len(infos) > MOST_FILES + 2:
        raise Hostile(f"it has {len(infos):,} files, and {MOST_FILES} are the most")
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename
        if name in found:
            raise Hostile(f"it has {quoted(name)} twice")
        if name not in (WORKSHEET, MANIFEST) and not _MEMBER.fullmatch(name):
            raise Hostile(f"it has a file {quoted(name)}, which the page does not make")
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            raise Hostile(f"{quoted(name)} is a link or something else that is no file")
        if info.flag_bits & 1:
            raise Hostile(f"{quoted(name)} has a password of its own")
        is_json = name in (WORKSHEET, MANIFEST)
        if info.compress_type != zipfile.ZIP_STORED and not is_json:
            raise Hostile(f"{quoted(name)} is packed, and evidence is stored as it is")
        if is_json and info.file_size > MOST_JSON:
            raise Hostile(f"{quoted(name)} has {info.file_size:,} bytes, far too many for answers")
        found[name] = info
    for name in (WORKSHEET, MANIFEST):
        if name not in found:
            raise Hostile(f"it has no {name}")
    _refuse_overlaps(infos)
    return found


def _refuse_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Two entries with the same bytes would be counted twice, which is how small bombs grow."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise Hostile(f"{quoted(info.filename)} shares its bytes with another file")
        end = info.header_offset + info.compress_size


def _json(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str
) -> tuple[bytes, object]:
    with archive.open(members[name]) as stream:
        raw = stream.read(MOST_JSON + 1)
    return raw, _parsed(raw, name)


def _parsed(raw: bytes, name: str) -> object:
    if len(raw) > MOST_JSON:
        raise Hostile(f"{name} is far too large for answers")
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise Hostile(f"{name} is nested too deeply") from error
    except ValueError as error:
        raise Hostile(f"{name} cannot be read as JSON") from error


def _manifest_of(data: object) -> Manifest | RequestManifest:
    if not isinstance(data, dict):
        raise Hostile(f"{MANIFEST} does not describe a submission")
    if "credfolio_request" in data:
        return _read(RequestManifest, data)
    return _read(Manifest, data)


def _read(model: type[M], data: dict[str, object]) -> M:
    read = read_record(model, data, MANIFEST, {})
    if isinstance(read, list):
        more = f" (and {len(read) - 1} more)" if len(read) > 1 else ""
        raise Hostile(f"{MANIFEST}: {read[0].message}{more}")
    return read


def _compare(
    archive: zipfile.ZipFile,
    members: dict[str, zipfile.ZipInfo],
    manifest: Manifest | RequestManifest,
) -> None:
    """Every file is listed once, is there, and has the bytes that the manifest states."""
    listed = [one.name for one in manifest.files]
    if len(set(listed)) != len(listed):
        raise Hostile(f"{MANIFEST} lists a file twice")
    there = set(members) - {WORKSHEET, MANIFEST}
    if extra := sorted(there - set(listed)):
        raise Hostile(f"{quoted(extra[0])} is in it, and the manifest does not list it")
    if missing := sorted(set(listed) - there):
        raise Hostile(
            f"{counted(len(missing), 'file')} of the manifest missing, {missing[0]} first"
        )
    for one in manifest.files:
        size, digest = 0, hashlib.sha256()
        for piece in _pieces(archive, members[one.name]):
            size += len(piece)
            digest.update(piece)
            if size > one.bytes:
                break
        if (size, digest.hexdigest()) != (one.bytes, one.sha256):
            raise Hostile(f"{one.name} is not the file that was sealed: its bytes differ")


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            yield piece
