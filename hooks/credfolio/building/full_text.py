"""Passages of the staged site → the index of their words, kept between builds.

What is kept of the index is named by a hash of all that goes into it: the
passages, the synonyms and the language. What was read of each text is kept,
too, so that after a change only other texts are read.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written
from credfolio.disk.writer import FileWriter, disk_problem
from credfolio.pages.search.index import FOLDER, INDEX, text_path
from credfolio.text.search_words import SynonymGroups
from credfolio.text.text_index import ReadText, TextIndex, TextPieces

BUNDLE = f"{FOLDER}full-text/"
HEAD = f"{BUNDLE}index.json"
SCHEMA_VERSION = 1


class _Head(TypedDict):
    pieces: str
    starts: list[str]
    known: list[str]


class _Made(TypedDict):
    head: _Head
    files: dict[str, str]


def write_full_text(
    staging: Path,
    addresses: Sequence[str],
    synonyms: SynonymGroups,
    language: str,
    kept: Kept | None = None,
    *,
    old_site: Path | None = None,
    digests: Mapping[str, str] = MappingProxyType({}),
) -> list[Written]:
    """Index the passages of the records at `addresses`: below `staging`, or else in `old_site`.

    `language` is the site's (ISO 639-1); its endings are taken off. The last
    index is `kept`, and taken from there when nothing has changed. Of files whose
    SHA-256 is among `digests` none is read for that.
    """
    if not addresses:
        return []

    def read(path: str) -> bytes:
        place = staging / path
        return (place if old_site is None or place.is_file() else old_site / path).read_bytes()

    try:
        # Read once more rather than held: the texts of a large catalog fill memory.
        paths = [text_path(address) for address in addresses]
        known = [digests.get(path) or hashlib.sha256(read(path)).hexdigest() for path in paths]
        key = _key(known, synonyms, language)

        def make() -> bytes:
            texts = dict(zip(known, paths, strict=True))
            index = TextIndex(synonyms, language)
            of_these = _key((), synonyms, language)
            old = _unpacked(kept.read(of_these)) if kept else {}
            new = {
                digest: old.get(digest) or index.read(read(path).decode())
                for digest, path in texts.items()
            }
            for digest in known:
                index.put(new[digest])
            if kept:
                kept.write(of_these, _packed(new))
            return _text(_made(index.pieces()))

        made: _Made = json.loads(kept.get(key, make) if kept else make())
        # Records have the numbers that the cards have; a browser compares the two.
        edition = json.loads(read(INDEX))["pieces"]
        head = {
            "schema_version": SCHEMA_VERSION,
            "of": edition,
            "size": len(paths),
            **made["head"],
        }
        files = FileWriter(staging)
        return [
            *(
                files.write(f"{BUNDLE}{made['head']['pieces']}/{name}", text.encode(), "")
                for name, text in made["files"].items()
            ),
            files.write(HEAD, _text(head), ""),
        ]
    except OSError as error:
        raise disk_problem(error, BUNDLE) from error


def _packed(texts: Mapping[str, ReadText]) -> bytes:
    """What was read of texts, by their digests; words are many times the same, so in numbers."""
    numbers: dict[str, int] = {}
    rows = {
        digest: (
            array("I", [numbers.setdefault(word, len(numbers)) for word in one.words]).tobytes(),
            dict(one.times),
            list(one.groups),
        )
        for digest, one in texts.items()
    }
    return marshal.dumps((array("I").itemsize, sys.byteorder, list(numbers), rows))


def _unpacked(raw: bytes | None) -> dict[str, ReadText]:
    """What `_packed` was given; nothing where another kind of computer has packed it."""
    if raw is None:
        return {}
    # An entry is used only with its digest, so what this program wrote is what it reads.
    size, order, words, rows = marshal.loads(raw)
    if (size, order) != (array("I").itemsize, sys.byteorder):
        return {}
    return {
        digest: ReadText([words[number] for number in array("I", packed)], times, groups)
        for digest, (packed, times, groups) in rows.items()
    }


def _made(found: TextPieces) -> _Made:
    files = {f"words-{n}.txt": piece for n, piece in enumerate(found.pieces)}
    files |= {f"known-{n}.txt": piece for n, piece in enumerate(found.known)}
    return {
        "head": {
            "pieces": _name_of(files),
            "starts": list(found.starts),
            "known": list(found.known_starts),
        },
        "files": files,
    }


def _name_of(files: Mapping[str, str]) -> str:
    """The folder of the pieces: another one when anything in them is different."""
    return hashlib.sha256(_text(files)).hexdigest()[:10]


def _key(texts: Iterable[str], synonyms: SynonymGroups, language: str) -> str:
    """The same for the same index, when the same program makes it; of the digests of the texts."""
    digest = hashlib.sha256(_text([language, synonyms.groups]))
    for text in texts:
        digest.update(bytes.fromhex(text))
    return digest.hexdigest()


def _text(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


__all__ = ["BUNDLE", "HEAD", "write_full_text"]
