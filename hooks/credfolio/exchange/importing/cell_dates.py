"""A date as a spreadsheet shows it → a day, or why the day is unclear."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Literal, get_args

DateFormat = Literal["y-m-d", "m/d/y", "d/m/y", "excel", "excel-1904"]
FORMATS: tuple[str, ...] = get_args(DateFormat)

_TIME = re.compile(r"(?:[T ]\s*00?:00(?::00(?:\.0+)?)?(?:\s*[AP]M)?Z?|T\S+| \d\d?:\d\d(?::\d\d)?)$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:[. -]+|º )(?:de )?(?P<m1>[^\W\d_]{3,10})"
    r"|(?P<m2>[^\W\d_]{3,10})\.?[ -]+(?P<d2>\d{1,2}))"
    r"[.,]?[ -]+(?:del? )?(?P<y>\d{4}|\d{2})",
)
_MONTHS = tuple(
    names.split()
    for names in (
        "january enero janvier januar janeiro jaenner",
        "february febrero fevrier februar fevereiro",
        "march marzo mars marz maerz marco",
        "april abril avril",
        "may mayo mai maio",
        "june junio juin juni junho",
        "july julio juillet juli julho",
        "august agosto aout",
        "september septiembre setiembre septembre setembro",
        "october octubre octobre oktober outubro",
        "november noviembre novembre novembro",
        "december diciembre decembre dezember dezembro",
    )
)
"""In English, Spanish, French, German, and Portuguese; no short form means two months."""
_DAY_ZERO = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
_FIX = "write it as YYYY-MM-DD, such as 2026-05-31"
_FIRST_SERIAL = 61  # Excel counts a 29 February 1900, which never was


class UnclearDate(Exception):
    """The text means no day, or several; `message` says why and `fix` what to write."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def iso_day(text: object) -> date | None:
    """A day that is written as records write it, or None."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def parse_date(text: str, known: str = "", two_digit_years: bool = False) -> date:
    """The day that `text` means; `known` is one of `FORMATS`, or "" if unknown.

    Without a format, it accepts only dates with one reading. It accepts a year of two digits
    only if the mapping says that it is in this century. Raises `UnclearDate`.
    """
    text = _TIME.sub("", " ".join(text.split()))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]), text)
    if match := _IN_WORDS.fullmatch(text):
        if not (month := _month(match["m1"] or match["m2"])):
            raise UnclearDate("this is not a date", _FIX)
        day = int(match["d1"] or match["d2"])
        return _day(_year(match["y"], two_digit_years), month, day, text)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(match, known, two_digit_years)
    if _SERIAL.fullmatch(text):
        return _serial(int(text.partition(".")[0]), known)
    raise UnclearDate("this is not a date", _FIX)


def _month(word: str) -> int:
    """The number of the month of this name, or 0."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
    )
    bare = "sep" if bare == "sept" else bare
    found = [n for n, names in enumerate(_MONTHS, 1) if any(m.startswith(bare) for m in names)]
    return found[0] if len(found) == 1 else 0


def _year(digits: str, two_digit_years: bool) -> int:
    if len(digits) == 4:
        return int(digits)
    if two_digit_years:
        return 2000 + int(digits)
    raise UnclearDate(
        "the year has two digits",
        f"write `two_digit_years: yes` in the mapping if it is 20{digits}, or all four digits",
    )


def _year_last(match: re.Match[str], known: str, two_digit_years: bool) -> date:
    first, second = int(match[1]), int(match[3])
    year = _year(match[4], two_digit_years)
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
        raise UnclearDate("this is not a date", _FIX)
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
        raise UnclearDate("there is no such day", _FIX) from None
