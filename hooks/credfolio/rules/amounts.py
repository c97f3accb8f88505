"""Amounts: passing rules, word limits and counts that somebody can meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.finding import Finding, Pointer
from credfolio.model import MicroCredential
from credfolio.model.part import WordLimit
from credfolio.passing import most_points, part_levels
from credfolio.registry import Registry, credential_path
from credfolio.rules import rule
from credfolio.rules.parts import parts


@rule
def check_passing_rule(registry: Registry, today: date) -> Iterator[Finding]:
    """The passing rule can be read in one way, and somebody can meet it.

    The machine decides by it whether an award is right.

    Write one of: `all` (every part passes by its own levels); `all_of` with
    parts and the level each requires; `points` with a minimum. For points the
    levels state theirs, and the minimum is not more than they add up to.
    """
    for reference, credential in registry.credentials.items():
        fault = _passing_rule_fault(credential)
        if fault:
            message, fix, pointer = fault
            yield Finding(
                "passing-rule",
                credential_path(reference),
                message,
                fix,
                pointer=("passing_rule", *pointer),
            )


def _passing_rule_fault(credential: MicroCredential) -> tuple[str, str, Pointer] | None:
    """The first thing wrong with a passing rule: message, fix, place within it."""
    rule_ = credential.passing_rule
    if rule_ is None:
        return None
    kinds = [
        name
        for name, used in (
            ("all", rule_.all),
            ("all_of", bool(rule_.all_of)),
            ("points", rule_.points is not None),
        )
        if used
    ]
    if len(kinds) > 1:
        return f"the passing rule is of two kinds: {' and '.join(kinds)}", "keep one of them", ()
    if not kinds:
        return "the passing rule asks for nothing", "write `passing_rule: all`", ()
    numbers = [part.number for part in credential.parts]
    seen: set[int] = set()
    for n, need in enumerate(rule_.all_of):
        where: Pointer = ("all_of", n, "part")
        if need.part not in numbers:
            return f"there is no part {need.part}", f"expected one of {_listed(numbers)}", where
        if need.part in seen:
            return f"part {need.part} is named twice", "keep the higher level of the two", where
        seen.add(need.part)
    if rule_.points is None:
        return None
    most = most_points(credential)
    where = ("points", "minimum")
    if not any(level.points for part in credential.parts for level in part_levels(part)):
        return "it counts points, but no level has any", "add `points:` to the levels", ("points",)
    if rule_.points.minimum > most:
        return (
            f"{rule_.points.minimum} points are required, but at best {most} can be reached",
            f"write at most {most}",
            where,
        )
    if rule_.points.minimum == 0:
        return "0 points are required, so everything passes", "write the points that pass", where
    return None


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) if numbers else "the parts, once they are written"


@rule
def check_word_limit(registry: Registry, today: date) -> Iterator[Finding]:
    """A word limit can be kept: it has a number, and its minimum is not above its maximum.

    Educators count their words by it before they hand in.

    Write `max:` for a cap, `min:` and `max:` for a range to aim at, or leave
    the limit out.
    """
    for path, _, n, part in parts(registry):
        here: Pointer = ("parts", n)
        limits: list[tuple[Pointer, WordLimit | None]] = [((*here, "word_limit"), part.word_limit)]
        for m, prompt in enumerate(part.prompts):
            limits.append(((*here, "prompts", m, "word_limit"), prompt.word_limit))
        for m, item in enumerate(part.evidence_items):
            limits.append(((*here, "evidence_items", m, "word_limit"), item.word_limit))
        for pointer, limit in limits:
            if limit is None:
                continue
            if limit.min is None and limit.max is None:
                message = "the word limit states no number"
                fix = "add `max:`, or delete the word limit"
            elif limit.max == 0:
                message, fix = "the word limit is 0 words", "write a number of words"
            elif limit.min is not None and limit.max is not None and limit.min > limit.max:
                message = f"the minimum of {limit.min} words is above the maximum of {limit.max}"
                fix = "exchange the two numbers"
            else:
                continue
            yield Finding("word-limit", path, message, fix, pointer=pointer)


@rule
def check_impossible_count(registry: Registry, today: date) -> Iterator[Finding]:
    """A number of things to hand in, of tries, minutes or assessors is at least one.

    Zero pieces of evidence or zero attempts cannot be meant.

    Write the number, or delete the line where there is no limit.
    """
    for reference, credential in registry.credentials.items():
        for what, number, pointer in _counts(credential):
            if number == 0:
                yield Finding(
                    "impossible-count",
                    credential_path(reference),
                    f"{what} is 0",
                    "write the number, or delete the line",
                    pointer=pointer,
                )


def _counts(credential: MicroCredential) -> Iterator[tuple[str, int | None, Pointer]]:
    yield "the maximum of attempts", credential.attempts.max, ("attempts", "max")
    assessors: Pointer = ("assessors_per_submission",)
    yield "assessors_per_submission", credential.assessors_per_submission, assessors
    for n, resource in enumerate(credential.resources):
        yield "the number of minutes", resource.minutes, ("resources", n, "minutes")
    if expires := credential.expires_after:
        yield "the time until it expires", expires.years + expires.months, ("expires_after",)
    for n, part in enumerate(credential.parts):
        for m, item in enumerate(part.evidence_items):
            here: Pointer = ("parts", n, "evidence_items", m)
            yield "the count of this evidence item", item.count, (*here, "count")
            yield "the length in minutes", item.max_minutes, (*here, "max_minutes")
