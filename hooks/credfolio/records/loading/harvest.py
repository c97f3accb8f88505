"""What a walk through a project's folders collects, file by file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from credfolio.findings.finding import Finding
from credfolio.records.loading.packed_awards import PackedAwards
from credfolio.records.loading.read_ahead import ReadAhead
from credfolio.records.loading.source_files import digest, read_bytes, read_text
from credfolio.records.model.kept import Redaction, digest_of_kept
from credfolio.records.model.kinds import AWARDS, EDUCATORS, Kind
from credfolio.records.picture import Picture


@dataclass
class Harvest:
    """Collects while the folders are walked; becomes a `Loaded` at the end."""

    root: Path
    ahead: ReadAhead
    collections: dict[Kind, dict[Any, Any]] = field(default_factory=dict)
    """Kind → what was read of it, by key; awards are in `awards`."""
    awards: PackedAwards = field(default_factory=PackedAwards)
    pictures: dict[str, Picture] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    files: int = 0
    text_digests: dict[str, str] = field(default_factory=dict)
    """The path of a kept text → its digest."""
    file_digests: dict[str, str] = field(default_factory=dict)
    """The path of each file outside of portfolios → its digest."""
    read: dict[str, Any] = field(default_factory=dict)
    """``catalog``, a portfolio's folder, ``profiles/…`` → the digest, so far, of the files."""

    def put(self, kind: Kind, values: tuple[str, ...], read: Any) -> None:
        """Keep what was `read` at the place that has these values for the kind's parts."""
        key = kind.key_of(values)
        if kind is AWARDS:
            self.awards.put(key, read)
        else:
            self.collections.setdefault(kind, {})[key] = read

    def note(self, path: str, found: str, *, is_definition: bool = False) -> None:
        """Take `found`, the digest of the file at `path`, into that of its folder.

        A page depends on what it reads of a definition, and not on the file.
        """
        top, _, below = path.partition("/")
        if top != "portfolios":
            self.file_digests[path] = found
        if is_definition:
            return
        owner, _, name = below.partition("/")
        self._note(top if top == "catalog" else f"{top}/{owner}", path, found)
        if top == "portfolios" and name == EDUCATORS.file_name:
            self._note(f"profiles/{owner}", path, found)

    def _note(self, folder: str, path: str, found: str) -> None:
        if folder not in self.read:
            self.read[folder] = hashlib.sha256()
        self.read[folder].update(f"{path}\0{found}\n".encode("utf-8", "surrogatepass"))

    def bytes_of(self, path: str, limit: int, *, is_definition: bool = False) -> bytes | Finding:
        """The bytes of the file at `path`, which are noted, or the finding that refuses it."""
        raw = read_bytes(self.root / path, path, limit=limit)
        if not isinstance(raw, Finding):
            self.note(path, digest(raw), is_definition=is_definition)
        return raw

    def note_text(self, path: str, redacted: Redaction | None) -> None:
        """Keep the digest of the kept text at `path`, which was read before."""
        text = read_text(self.root / path, path)
        if isinstance(text, str):
            self.text_digests[path] = digest_of_kept(text, redacted)

    def refuse(self, finding: Finding) -> None:
        self.findings.append(finding)
        if finding.is_error:
            self.broken.add(finding.path)
