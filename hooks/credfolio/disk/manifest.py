"""The list of a site's files: what a build wrote, from which record, and from which commit.

It is written last, next to the site, and publishing checks the site against it.
"""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from credfolio.errors import CredfolioError

_HEX = frozenset("0123456789abcdef")
_quoted = encode_basestring  # what `dumps` does with a text, without the way there


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the site, as the manifest lists it: `size` in bytes, `source` the record's path."""

    path: str
    size: int
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The commit that a site was built from; `commit` is "" outside of a repository.

    `clean` says that everything the build read was committed.
    """

    commit: str = ""
    clean: bool = False
    records: str = ""
    """The commit of the private repository whose homes are in the site; "" for none."""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a site, by path."""

    files: Mapping[str, Written]
    origin: Origin = NOWHERE

    @property
    def tree(self) -> str:
        """One digest for the whole site: of every path and its content, and of nothing else."""
        return tree_hash(self.files.values())


_path_of = operator.attrgetter("path")


def in_order(files: Iterable[Written]) -> list[Written]:
    """`files` as a manifest lists them."""
    return sorted(files, key=_path_of)


def tree_hash(files: Iterable[Written]) -> str:
    """SHA-256 over the sorted paths and digests of `files`; modes and times are no part of it."""
    lines = "".join([f"{file.path}\0{file.sha256}\n" for file in in_order(files)])
    return hashlib.sha256(lines.encode()).hexdigest()


def render_manifest(
    files: Iterable[Written], origin: Origin = NOWHERE, tree: str | None = None
) -> str:
    """The manifest as JSON, one file a line, sorted by path; `tree` is their `tree_hash`, if it is
    known."""
    listed = in_order(files)
    head = {
        "schema_version": 1,
        "commit": origin.commit,
        "clean": origin.clean,
        "tree": tree or tree_hash(listed),
    }
    if origin.records:
        head["records"] = origin.records
    # Filled in by hand: a site has many files, and `dumps` takes three times as long for each.
    rows = ",\n".join(
        [
            f'{{"path": {_quoted(f.path)}, "size": {f.size}, "sha256": "{f.sha256}", '
            f'"source": {_quoted(f.source)}}}'
            for f in listed
        ]
    )
    return f'{json.dumps(head)[:-1]}, "files": [\n{rows}\n]}}\n'


def parse_manifest(text: str, name: str) -> Manifest:
    """The manifest in `text`, which came from the file `name`.

    Raises `CredfolioError` when it is none, or lists a path outside of the site.
    """
    try:
        tree = json.loads(text)
        rows = tree["files"]
        if not isinstance(rows, list):
            raise TypeError("not a list")
        records = str(tree.get("records") or "")
        origin = Origin(str(tree.get("commit") or ""), tree.get("clean") is True, records)
        files = {row.path: row for row in map(_row, rows)}
        if len(files) != len(rows):
            raise ValueError("a path is listed twice")
        if "tree" in tree and tree["tree"] != tree_hash(files.values()):
            raise ValueError("its lines were changed after the build")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        why = f": {error}" if type(error) is ValueError else ""
        raise CredfolioError(
            f"{name} is not the list of a site's files{why}",
            fix="build the site again with `credfolio build`",
        ) from error
    if not _is_object_id(origin.commit) or (records and not _is_object_id(records)):
        origin = NOWHERE
    return Manifest(files, origin)


def _row(row: Mapping[str, Any]) -> Written:
    path, size, sha256 = row["path"], row["size"], row["sha256"]
    if not is_inside(path):
        raise ValueError(f"{path!r} is not in a site")
    if not (type(size) is int and isinstance(sha256, str) and len(sha256) == 64):
        raise ValueError(f"the line of {path} is damaged")
    return Written(path, size, sha256, str(row.get("source") or ""))


def is_inside(path: object) -> bool:
    """Whether `path` is a plain file's path below a site, and not one of git's own."""
    if not isinstance(path, str) or "\\" in path or any(ord(c) < 32 for c in path):
        return False
    return all(part not in ("", ".", "..") and part.lower() != ".git" for part in path.split("/"))


def _is_object_id(text: str) -> bool:
    return len(text) in (40, 64) and set(text) <= _HEX
