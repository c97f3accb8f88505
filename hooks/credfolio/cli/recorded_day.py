"""The day that a command writes into records, said aloud when nobody gave it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from credfolio.project import site_day

TODAY = "Today is {day.day} {day:%B %Y} in {zone}."
NO_SETTING = (
    TODAY + " If the site is elsewhere, set extra.credfolio.time_zone in mkdocs.yml, "
    "such as to America/Chicago."
)
_SAID = "credfolio.day_said"


def day_to_record(root: Path, given: date | None = None) -> date:
    """The day `given`, else today where the site is; the command says once which day that is."""
    if given is not None:
        return given
    found = site_day(root)
    context = click.get_current_context(silent=True)
    if context is None or _SAID not in context.find_root().meta:
        if context is not None:
            context.find_root().meta[_SAID] = True
        words = TODAY if found.is_setting else NO_SETTING
        click.echo(words.format(day=found.day, zone=found.zone), err=True)
    return found.day
