"""The files of a project that hold records, as bytes, for commands that change many of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import files_below, read_bytes
from credfolio.records.model.kinds import KINDS
from credfolio.records.source_text import MAX_BYTES


def list_files(root: Path) -> list[str]:
    """Every file, and every link, below the folders that records are in; none is followed."""
    return sorted(path for top in KINDS.tree for path in files_below(root, top))


def read_records(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of each record that is UTF-8; `credfolio check` says what is wrong with others."""
    found = {}
    for path in paths:
        if KINDS.place(path) is None:
            continue
        data = read_bytes(root / path, path, limit=MAX_BYTES + 1)
        if not isinstance(data, Finding) and len(data) <= MAX_BYTES and _is_text(data):
            found[path] = data
    return found


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
