"""Which badges of a status list were superseded, and by which: published next to the list.

A superseded badge was earned and stays valid, so the list itself does not mark it. The signed list
names this file with its digest. Only badges that everybody may see are in it. See ADR 0093.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credfolio.findings.finding import Finding
from credfolio.proof import NotProven, read_object, render_json
from credfolio.proof.digests import digest_of_bytes
from credfolio.proof.limits import FOREIGN

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Newer:
    """The badge that took the place of another, by its id, and the day on which it did."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class SupersededFile:
    """The file as it is: its bytes, and what they say."""

    path: str
    data: bytes

    @property
    def digest(self) -> str:
        """The digest by which the signed list names it."""
        return digest_of_bytes(self.data)


def render_superseded(badges: Mapping[str, Newer]) -> bytes:
    """The file for `badges`, by the id of each that was superseded."""
    said = {at: {"by": newer.by, "on": newer.on} for at, newer in sorted(badges.items())}
    return render_json({"schema_version": SCHEMA_VERSION, "superseded": said})


def read_superseded(data: bytes, path: str) -> SupersededFile | Finding:
    """Read such a file; what is wrong becomes a finding."""
    try:
        said = read_object(data, FOREIGN)["superseded"]
        badges = {at: Newer(newer["by"], newer["on"]) for at, newer in said.items()}
        for newer in badges.values():
            date.fromisoformat(newer.on)
        if render_superseded(badges) == data:
            return SupersededFile(path, data)
    except (NotProven, KeyError, TypeError, AttributeError, ValueError, json.JSONDecodeError):
        pass
    return Finding(
        "bad-signed-file",
        path,
        "this list of superseded badges is not as `credfolio sign` wrote it",
        "restore it from git's history, or delete it and run `credfolio sign`",
    )
