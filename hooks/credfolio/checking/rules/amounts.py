"""Amounts: passing rules, word limits and counts that somebody can meet."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.parts import named_parts, parts
from credfolio.findings.finding import Finding, Pointer
from credfolio.findings.words import said
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import WordLimit
from credfolio.records.model.passing_rule import PointsRequirement
from credfolio.records.reckoned.passing import most_points, part_levels
from credfolio.records.registry import Registry, credential_path


@own_rule
def check_passing_rule(registry: Registry) -> Iterator[Finding]:
    """The passing rule has one meaning, and somebody can meet it.

    The check uses it to decide whether an award is right.

    Write one of: `all` (every part passes by its own levels); `all_of` with parts and the level
    each requires; `any_of` (one of several parts) or `some_of` (at least so many), alone or
    beside `all_of`; `points` with a minimum, or with a percentage of a stated maximum. For a
    minimum the levels state their points, and it is at most their total.
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
            ("all_of", bool(rule_.all_of) and not (rule_.any_of or rule_.some_of)),
            ("any_of", bool(rule_.any_of)),
            ("some_of", rule_.some_of is not None),
            ("points", rule_.points is not None),
        )
        if used
    ]
    if len(kinds) > 1:
        return (*said("passing-rule: two kinds", kinds=" and ".join(kinds)), ())
    if not kinds:
        return (*said("passing-rule: nothing"), ())
    numbers = [part.number for part in credential.parts]
    seen: set[int] = set()
    for need, where in named_parts(rule_):
        if need.part not in numbers:
            named = said("passing-rule: no part", part=need.part, parts=_listed(numbers))
            return (*named, (*where, "part"))
        if need.part in seen:
            return (*said("passing-rule: twice", part=need.part), (*where, "part"))
        seen.add(need.part)
    if rule_.some_of is not None and not 0 < rule_.some_of.at_least <= len(rule_.some_of.parts):
        listed = len(rule_.some_of.parts)
        return (*said("passing-rule: at least", listed=listed), ("some_of", "at_least"))
    if rule_.points is None:
        return None
    if rule_.points.minimum is None or rule_.points.percent is not None:
        return _percent_fault(rule_.points, credential)
    most = most_points(credential)
    least: Pointer = ("points", "minimum")
    if not any(level.points for part in credential.parts for level in part_levels(part)):
        return (*said("passing-rule: no points"), ("points",))
    if rule_.points.minimum > most:
        return (*said("passing-rule: too many", minimum=rule_.points.minimum, most=most), least)
    if rule_.points.minimum == 0:
        return (*said("passing-rule: no minimum"), least)
    return None


def _percent_fault(
    points: PointsRequirement, credential: MicroCredential
) -> tuple[str, str, Pointer] | None:
    percent, maximum = points.percent, points.maximum
    if points.minimum is not None or percent is None or maximum is None:
        return (*said("passing-rule: two forms"), ("points",))
    if not 0 < percent <= 100:
        return (*said("passing-rule: percent"), ("points", "percent"))
    most = most_points(credential)
    if maximum == 0 or (most and maximum != most):
        return (*said("passing-rule: maximum", most=most), ("points", "maximum"))
    return None


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or said("passing-rule: no parts yet")[0]


@own_rule
def check_word_limit(registry: Registry) -> Iterator[Finding]:
    """A word limit has a number, and its minimum is not above its maximum.

    Educators count their words by it before they submit.

    Write `max:` for a cap, `min:` and `max:` for a range to aim at, or leave the limit out.
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
                words = said("word-limit: no number")
            elif limit.max == 0:
                words = said("word-limit: nothing")
            elif limit.min is not None and limit.max is not None and limit.min > limit.max:
                words = said("word-limit", min=limit.min, max=limit.max)
            else:
                continue
            yield Finding("word-limit", path, *words, pointer=pointer)


@own_rule
def check_impossible_count(registry: Registry) -> Iterator[Finding]:
    """A number of attempts, minutes, assessors or things to submit is at least one.

    Nobody can mean zero pieces of evidence or zero attempts.

    Write the number, or delete the line if there is no limit.
    """
    yield from found_by_rows(registry, "impossible-count")
    for reference, credential in registry.credentials.items():
        expires = credential.expires_after
        if expires and expires.years + expires.months == 0:
            yield Finding(
                "impossible-count",
                credential_path(reference),
                *said("impossible-count", what="the time until it expires"),
                pointer=("expires_after",),
            )
