"""A date as a spreadsheet shows it → a day, or why it cannot be told which day is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, get_args

DateFormat = Literal["y-m-d", "m/d/y", "d/m/y", "excel", "excel-1904"]
FORMATS: tuple[str, ...] = get_args(DateFormat)

_TIME = re.compile(r"(?:[T ]\s*00?:00(?::00(?:\.0+)?)?(?:\s*[AP]M)?Z?|T\S+| \d\d?:\d\d(?::\d\d)?)$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})[. -]+(?P<m1>[A-Za-z]{3,9})|(?P<m2>[A-Za-z]{3,9})\.? +(?P<d2>\d{1,2}))"
    r"[.,]?[ -]+(?P<y>\d{4})",
    re.ASCII,
)
_MONTHS = {
    name: number
    for number, full in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august",
         "september", "october", "november", "december"), start=1
    )
    for name in (full, full[:3], *(("sept",) if number == 9 else ()))
}  # fmt: skip
_DAY_ZERO = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
_FIRST_SERIAL = 61  # Excel counts a 29 February 1900, which never was


class UnclearDate(Exception):
    """No day, or several; `message` says why and `fix` what to write."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def parse_date(text: str, known: str = "") -> date:
    """The day that `text` means; `known` is one of `FORMATS`, or "" when nobody said.

    Without a format only dates that can be read in one way are taken. Raises
    `UnclearDate`.
    """
    text = _TIME.sub("", text.strip())
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]), text)
    if match := _IN_WORDS.fullmatch(text):
        month = _MONTHS.get((match["m1"] or match["m2"]).lower(), 0)
        return _day(int(match["y"]), month, int(match["d1"] or match["d2"]), text)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(match, known)
    if _SERIAL.fullmatch(text):
        return _serial(int(text.partition(".")[0]), known)
    raise UnclearDate("this is no date", "write it as 2026-05-31")


def _year_last(match: re.Match[str], known: str) -> date:
    first, second = int(match[1]), int(match[3])
    if len(match[4]) == 2:
        raise UnclearDate("the year has two digits", "write the year with four digits")
    year = int(match[4])
    if known == "m/d/y":
        return _day(year, first, second, match[0])
    if known == "d/m/y":
        return _day(year, second, first, match[0])
    if first != second and first <= 12 and second <= 12:
        one, other = _day(year, first, second, match[0]), _day(year, second, first, match[0])
        raise UnclearDate(
            f"this may be {one} or {other}",
            "write `date_format: m/d/y` or `date_format: d/m/y` in the mapping",
        )
    month, day = (first, second) if first <= 12 else (second, first)
    return _day(year, month, day, match[0])


def _serial(number: int, known: str) -> date:
    if number < _FIRST_SERIAL:
        raise UnclearDate("this is no date", "write it as 2026-05-31")
    if known in _DAY_ZERO:
        return _DAY_ZERO[known] + timedelta(days=number)
    day = _DAY_ZERO["excel"] + timedelta(days=number)
    raise UnclearDate(
        f"this is the number that Excel keeps for a day, perhaps {day}",
        "show the column as dates and save again, or write `date_format: excel` in the mapping",
    )


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnclearDate("there is no such day", "write it as 2026-05-31") from None
