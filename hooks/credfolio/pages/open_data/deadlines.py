"""Days on which something ends, as a calendar (RFC 5545).

Only days that a record states, those that have passed as well: an event is true
on any day that somebody reads it. It keeps its identifier from build to build.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.records.model import MicroCredential, Stack


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of something."""

    on: date
    title: str
    text: str
    page: str
    stated: date
    """When the record's fact was last known to hold; the event's own stamp."""
    jurisdiction: str = ""


def deadlines_of(view: CatalogView) -> list[Deadline]:
    """What ends, soonest first."""
    offers: list[MicroCredential | Stack] = [*view.still_awarded, *view.stacks]
    found = [deadline for offer in offers for deadline in _of_offer(offer, view)]
    for one in view.registry.jurisdictions.values():
        for rule in one.rules:
            if rule.effective_until:
                found.append(
                    Deadline(
                        rule.effective_until,
                        f"{one.name}: “{rule.title}” ends",
                        f"The rule is in force until {words.day(rule.effective_until)}.",
                        addresses.jurisdiction(one.id),
                        rule.last_checked or rule.effective_from or rule.effective_until,
                        one.id,
                    )
                )
    return sorted(found, key=lambda d: (d.on, d.page, d.title, d.text))


def _of_offer(offer: MicroCredential | Stack, view: CatalogView) -> Iterable[Deadline]:
    page = addresses.stack(offer) if isinstance(offer, Stack) else addresses.credential(offer)
    for credit in view.credits(offer):
        value = credit.value
        if value.effective_until:
            known = view.registry.jurisdictions.get(value.jurisdiction)
            where = known.name if known else value.jurisdiction
            yield Deadline(
                value.effective_until,
                f"{offer.title}: credit in {where} ends",
                f"{credit.text} until {words.day(value.effective_until)}.",
                page,
                credit.checked or value.effective_from or value.effective_until,
                value.jurisdiction,
            )
    if isinstance(offer, MicroCredential):
        for incentive in offer.incentives:
            if incentive.until:
                given = words.INCENTIVE[incentive.kind]
                until = words.day(incentive.until)
                yield Deadline(
                    incentive.until,
                    f"{offer.title}: {given.lower()} of {incentive.district} ends",
                    f"{given}, {incentive.amount} until {until}."
                    if incentive.amount
                    else f"{given} until {until}.",
                    page,
                    incentive.starts or incentive.until,
                )


def render_calendar(deadlines: Iterable[Deadline], *, name: str, site_url: str) -> bytes:
    """An iCalendar file of all-day events."""
    from icalendar import Calendar, Event  # most commands make no calendar

    calendar = Calendar()
    calendar.add("prodid", "-//credfolio//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for deadline in deadlines:
        event = Event()
        key = f"{site_url}{deadline.page}|{deadline.on}|{deadline.title}|{deadline.text}"
        event.add("uid", str(uuid5(NAMESPACE_URL, key)))
        event.add("dtstamp", datetime.combine(deadline.stated, time(), UTC))
        event.add("dtstart", deadline.on)
        event.add("dtend", deadline.on + timedelta(days=1))
        event.add("summary", deadline.title)
        event.add("description", deadline.text)
        if site_url:
            event.add("url", f"{site_url}{deadline.page}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical(sorted=True)
    return made
