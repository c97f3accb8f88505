"""When a version was in force, and the day on which an award's work was submitted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from credfolio.records.model import Award, Issuer, MicroCredential, Stack
from credfolio.records.model.award import Submission
from credfolio.records.model.base import UNKNOWN_VERSION
from credfolio.records.model.kept import version_number

GRACE_DAYS = 365
"""Days for which work may still be submitted for an older version, if its issuer sets none."""


class Life(NamedTuple):
    """The day a version came into force, and the day of the next one; None if unknown."""

    begins: date | None
    ends: date | None


def life_of(definition: MicroCredential | Stack, version: str) -> Life:
    """The life of one version, by the changelog of the current definition."""
    if version == UNKNOWN_VERSION:
        return Life(None, None)
    number = version_number(version)
    entries = [(version_number(entry.version), entry.on) for entry in definition.changelog]
    own = [on for entry, on in entries if entry == number]
    later = [on for entry, on in entries if entry > number]
    return Life(min(own, default=None), min(later, default=None))


def last_day(life: Life, issuer: Issuer | None) -> date | None:
    """The last day on which work counts for a version, including the issuer's grace."""
    if life.ends is None:
        return None
    days = issuer.version_grace_days if issuer else None
    try:
        return life.ends + timedelta(days=GRACE_DAYS if days is None else days)
    except OverflowError:
        return None  # past the last date that a calendar has


def version_on(definition: MicroCredential | Stack, on: date | None) -> str:
    """The present version if it was in force on `on`, else ``unknown``.

    For awards that come without a version: the one before may have counted longer, so nothing
    else is certain. A definition without a version has had one text.
    """
    if definition.version is None:
        return "1"
    life = life_of(definition, definition.version)
    had_others = any(entry.version != definition.version for entry in definition.changelog)
    is_certain = not had_others or (on is not None and on >= (life.begins or date.max))
    return definition.version if is_certain else UNKNOWN_VERSION


def passing_submission(award: Award) -> tuple[int, Submission] | None:
    """The last submission that every one of its assessors passed, with its position."""
    for n in range(len(award.submissions) - 1, -1, -1):
        submission = award.submissions[n]
        if submission.assessments and all(a.decision == "pass" for a in submission.assessments):
            return n, submission
    return None


def submission_day(award: Award) -> date:
    """The day that decides by which version an award is judged.

    It is the day on which the work that passed was submitted, else the last day of the work,
    else the day of the award.
    """
    if passing := passing_submission(award):
        return passing[1].submitted_on
    return award.activity.until if award.activity else award.awarded_on
