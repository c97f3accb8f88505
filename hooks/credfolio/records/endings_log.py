"""The public log of endings next to a status list: one line for each revoked badge.

Lines are added and never changed, so anybody who kept the file can tell. A line
names a place in the list and no person: what is taken down stays taken down.
See ADR 0062.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from credfolio.findings.finding import Finding

MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended, when, by whose act, and why."""

    place: int
    """In the status list of the same number."""
    status: str
    on: str
    """The day on which it ended, as the record says."""
    by: str
    """The account whose act it was; "" where the record does not say, or says it of the holder."""
    reason: str
    """In the issuer's words; "" for what the holder wished."""

    def line(self, noted: str) -> bytes:
        """The line of the log that says so, as `noted` at that time."""
        data: dict[str, Any] = {
            "place": self.place,
            "status": self.status,
            "on": self.on,
            "by": self.by or None,
            "reason": self.reason or None,
            "noted": noted,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class EndingsLog:
    """A log as it is: its bytes, and the places that have a line."""

    path: str
    data: bytes
    places: frozenset[int]

    def with_endings(self, endings: Iterable[Ending], noted: str) -> bytes:
        """The log with more lines."""
        return self.data + b"".join(one.line(noted) for one in endings)


NOBODY = "[name]"


def without_names(reason: str, names: Iterable[str]) -> str:
    """A reason in which none of `names` stands, nor a part of one that is there in full.

    A log that nobody may shorten must not keep the name of somebody who is taken down.
    """
    there = [name for name in names if name and re.search(_alone(name), reason)]
    words = {word for name in there for word in re.findall(r"\w{3,}", name) if word.istitle()}
    for name in (*sorted(there, key=len, reverse=True), *sorted(words)):
        reason = re.sub(_alone(name), NOBODY, reason)
    return reason


def _alone(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def read_endings(data: bytes, path: str) -> EndingsLog | Finding:
    """Read a log; what is wrong becomes a finding."""
    places = set()
    *lines, rest = data.split(b"\n")
    for number, line in enumerate([*lines, rest] if rest else lines, start=1):
        found = None if line is rest else _read(line)
        if found is None or found.place in places:
            return Finding(
                "bad-signed-file",
                path,
                "this log of endings cannot be used: "
                + ("the line is none that `credfolio sign` wrote" if found is None else "")
                + ("" if found is None else f"place {found.place} has two lines"),
                "restore it from git's history; lines are only added",
                line=number,
                column=1,
            )
        places.add(found.place)
    return EndingsLog(path, data, frozenset(places))


def _read(line: bytes) -> Ending | None:
    """What a line says; None unless it is written exactly as `Ending.line` writes it."""
    try:
        data = json.loads(line)
        noted = data["noted"]
        place, status, on = data["place"], data["status"], data["on"]
        by, reason = data["by"] or "", data["reason"] or ""
        texts = (noted, status, on, by, reason)
        if type(place) is not int or place < 0 or any(type(one) is not str for one in texts):
            return None
        date.fromisoformat(on)
        ending = Ending(place, status, on, by, reason)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return ending if ending.line(noted) == line + b"\n" else None
