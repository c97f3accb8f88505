"""The office's calendar: business days between weekends, public holidays, and closures."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.finding import quoted
from credfolio.records.model import Office
from credfolio.records.reckoned.working_days import is_working_day

_NEVER = 1_000
"""Days without a business day after which the settings are at fault."""


class Calendar:
    """Days on which the office works, by its settings.

    Raises `UsageError` for a place whose holidays nobody knows, and `EnvironmentProblem` where
    the library that knows them is not installed.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._holidays: Container[date] = _holidays(office.holidays) if office.holidays else ()

    def is_open(self, day: date) -> bool:
        return is_working_day(day, self._office.closures) and day not in self._holidays

    def after(self, day: date, number: int) -> date:
        """The `number`-th business day after `day`; for 0, `day` itself."""
        found, tried = day, 0
        while number > 0:
            found += timedelta(days=1)
            tried += 1
            if self.is_open(found):
                number, tried = number - 1, 0
            elif tried > _NEVER:
                raise UsageError(
                    f"the office has no business day in the {_NEVER:,} days before {found}",
                    fix="correct `closures:` in office/records.yml",
                )
        return found

    def left(self, day: date, due: date) -> int:
        """The business days after `day` up to `due`; negative when `due` is past."""
        low, high = min(day, due), max(day, due)
        days = sum(self.is_open(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
        return days if due >= day else -days


def _holidays(place: str) -> Container[date]:
    try:
        # Only offices need it; see the extra `rounds` in pyproject.toml and ADR 0084.
        import holidays
    except ModuleNotFoundError as error:
        raise EnvironmentProblem(
            f"office/records.yml says `holidays: {place}`, and the package that knows them "
            "is not installed",
            fix='install it: `pip install "credfolio[rounds]"`, or `make rounds` in a clone',
        ) from error
    country, _, part = place.partition("-")
    try:
        found: Container[date] = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError as error:
        raise UsageError(
            f"office/records.yml says `holidays: {quoted(place)}`, and nobody knows those",
            fix="write a country such as US, or one with its state such as US-NY",
        ) from error
    return found
