"""Whether a badge is in force at a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from credfolio.badges.verification.report import StepBook
from credfolio.proof.refusal import Refusal

_DATE_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?"
)


def read_moment(value: Any, name: str) -> datetime:
    """The moment that an XML Schema dateTime names; without an offset it is taken as UTC."""
    match = _DATE_TIME.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is None:
        raise Refusal("bad-date", f"{name} is not a date with a time like 2026-05-31T00:00:00Z.")
    try:
        year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return (moment - _offset(match[7])).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal("bad-date", f"{name} is a date that does not exist.") from None


def _offset(text: str | None) -> timedelta:
    if text is None or text in "Zz":
        return timedelta()
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    offset = timedelta(minutes=-minutes if text[0] == "-" else minutes)
    timezone(offset)  # a ValueError from a day upwards
    return offset


def check_dates(document: dict[str, Any], now: datetime, book: StepBook) -> None:
    """Answer the step "dates": validFrom and validUntil, or their names in the older model."""
    starts = _moments(document, "validFrom", "issuanceDate")
    ends = _ends(document)
    if starts and ends and max(starts) > min(ends):
        raise Refusal("bad-date", "It ends before it begins.")
    if starts and now < max(starts):
        book.note(
            "dates", "fail", "not-yet-valid", f"It is in force only from {_shown(max(starts))}."
        )
    elif ends and now > min(ends):
        book.note("dates", "fail", "expired", f"It expired on {_shown(min(ends))}.")
    else:
        since = f"In force since {_shown(max(starts))}" if starts else "It names no first day"
        until = f"until {_shown(min(ends))}" if ends else "with no end date"
        book.note("dates", "pass", "in-force", f"{since}, {until}. Checked for {_shown(now)}.")


def note_own_end(document: dict[str, Any], now: datetime, book: StepBook) -> None:
    """Answer the step "dates" of a badge that could not be judged, if it is past its own end.

    Nobody gains by an end date, so it is believed even where nothing else is.
    """
    try:
        ends = _ends(document)
    except Refusal:
        return
    if ends and now > min(ends):
        book.note(
            "dates", "fail", "expired", f"By its own words it expired on {_shown(min(ends))}."
        )


def _ends(document: dict[str, Any]) -> list[datetime]:
    return _moments(document, "validUntil", "expirationDate")


def _moments(document: dict[str, Any], *names: str) -> list[datetime]:
    return [read_moment(document[name], name) for name in names if name in document]


def _shown(moment: datetime) -> str:
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"
