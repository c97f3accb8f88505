"""What each code means for the reader: a verdict, a headline, and what to do.

The table is `verdicts.json`, which the verify page reads too. A code belongs to one group, and a
group has one verdict: `false` only where something was computed or read that contradicts the
badge, `ended` where the badge itself or its issuer ended it, `unknown` everywhere else (ADR 0070).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Verdict = Literal["verified", "false", "ended", "unknown"]

# Codes made of this and the code of what is wrong with the issuer's status list.
STATUS_LIST = "status-list"


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that mean the same for the reader. `unproven` is the headline for a badge whose
    issuer is not known, and `published` for one that has no signature, where those differ.
    """

    name: str
    verdict: Verdict
    headline: str
    advice: str
    unproven: str = ""
    published: str = ""


@cache
def groups() -> dict[str, Group]:
    """Every group by its name."""
    return {name: Group(name, **group) for name, group in _table()["groups"].items()}


@cache
def codes() -> dict[str, str]:
    """The name of the group of each code that keeps a badge from being verified."""
    return dict(_table()["codes"])


def several() -> dict[str, Any]:
    """What is said of several badges of one person together; `{…}` are places for values."""
    text = files(__package__).joinpath("several.json").read_text(encoding="utf-8")
    sentences: dict[str, Any] = json.loads(text)
    return sentences


def order() -> tuple[Verdict, ...]:
    """The verdicts that are not "verified"; an earlier one outweighs a later one."""
    return tuple(_table()["order"])


def group_of(step: str, outcome: str, code: str) -> Group | None:
    """The group of a step's answer; None where the answer keeps nothing from being verified.

    What is unknown about one of the later steps has a group of that step, whatever the code, but
    for the groups that are named.
    """
    if outcome not in ("fail", "unknown") or code in _table()["remarks"]:
        return None
    found = groups()[codes().get(_known(code), "no-answer")]
    if found.verdict == "unknown" and found.name not in _table()["whatever-the-step"]:
        return groups()[_table()["steps"].get(step, found.name)]
    return found


def outcome_of(code: str) -> Literal["fail", "unknown"]:
    """How a step ends that met `code`."""
    group = groups()[codes().get(_known(code), "no-answer")]
    return "unknown" if group.verdict == "unknown" else "fail"


def _known(code: str) -> str:
    return STATUS_LIST if code.startswith(f"{STATUS_LIST}-") else code


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("verdicts.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
