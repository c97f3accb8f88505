"""The table applied: what the author of a change may not do, and what the reviewer is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from credfolio.checking.change import Change
from credfolio.checking.change.rights import OWN_AWARD, OWN_AWARD_FIX, Act, Roles, Verdict
from credfolio.checking.change.rights.context import Context, contexts
from credfolio.checking.change.rights.role_of import roles_of
from credfolio.checking.change.rights.table import acts_in
from credfolio.findings.finding import Finding, Pointer, quoted


@dataclass(frozen=True, slots=True)
class Judged:
    """One act of a change, and what the table says of it."""

    context: Context
    act: Act
    held: Roles
    verdict: Verdict


@lru_cache(maxsize=4)
def judged(change: Change, today: date) -> tuple[Judged, ...]:
    """Every act of a change with its verdict; none if the base has no governance.yml."""
    if not change.is_governed:
        return ()
    found = []
    for context in contexts(change, today):
        held = roles_of(context)
        found += [Judged(context, act, held, act.row.verdict(held)) for act in acts_in(context)]
    return tuple(found)


def findings(change: Change, today: date, rule: str) -> Iterator[Finding]:
    """What the table refuses, or tells the reviewer, under the id of one rule."""
    told: set[tuple[str, str]] = set()
    for one in judged(change, today):
        row = one.act.row
        if one.verdict is Verdict.MAY_NOT and row.refused_by(one.held) == rule:
            is_own = bool(row.never & one.held)
            message, fix = (OWN_AWARD, OWN_AWARD_FIX) if is_own else (row.refusal, row.fix)
            # Several fields of one file are refused for one reason, which is said once.
            if (one.context.file.path, message) not in told:
                told.add((one.context.file.path, message))
                yield _finding(one, rule, message, fix)
        elif one.verdict is Verdict.HINT and row.hint_rule == rule:
            yield _finding(one, rule, row.told, row.look, is_hint=True)


def _finding(one: Judged, rule: str, message: str, fix: str, *, is_hint: bool = False) -> Finding:
    context = one.context
    words = {
        "author": context.author,
        "issuer": context.issuer or "its issuer",
        "educator": quoted(context.educator),
        "fields": ", ".join(one.act.fields),
        "how": context.file.how,
        "was": getattr(context.old, "status", ""),
        "now": getattr(context.new, "status", ""),
    }
    pointer: Pointer = ()
    first = one.act.fields[0].partition(".")[0] if one.act.fields else ""
    if context.new is not None and getattr(context.new, first, None):
        pointer = (first,)
    return Finding(
        rule,
        context.file.path,
        message.format_map(words),
        fix.format_map(words),
        severity="hint" if is_hint else "error",
        pointer=pointer,
    )
