"""A badge from elsewhere → an award in a portfolio, marked as imported.

It is shown with its source and the result of the check, and is never signed here. The badge is
kept with the award, so that everybody can repeat the check; a badge that contains an e-mail
address is not kept.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from credfolio.badges.verification import Report
from credfolio.badges.verification.badge_words import (
    BadgeWords,
    ending_of,
    holds_address,
    host_in,
    public_link,
)
from credfolio.exchange.importing.additions import Addition, Origin, differences, existing
from credfolio.exchange.importing.cell_dates import iso_day
from credfolio.exchange.importing.rows import Plan
from credfolio.findings.finding import Finding
from credfolio.ids import slug
from credfolio.records.kept_badge import MAX_KEPT
from credfolio.records.model import Award, Educator, MicroCredential, Stack
from credfolio.records.reckoned.as_earned import version_on
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, award_path, original_path


def plan_badge(
    words: BadgeWords,
    report: Report,
    *,
    data: bytes,
    online: Report | None = None,
    source: str,
    educator: Educator,
    earned: MicroCredential | Stack,
    registry: Registry,
    today: date,
) -> Plan:
    """The award that the badge in `data` adds, and the place of the badge itself.

    `report` has what the file alone shows, and goes into the record; `online` has what the
    issuer's site said, which only the importer saw. `source` is the file's name or the address.
    """
    day = words.awarded_on
    if not day:
        return Plan(findings=[_finding(source, "it does not say when it was awarded")])
    origin: dict[str, Any] = {
        "system": words.issuer or host_in(words.address) or "Unknown",
        "on": today.isoformat(),
        "checked": {"outcome": report.outcome, "words": report.summary},
    }
    if address := words.address or (public_link(source) if "://" in source else ""):
        origin["url"] = address
    keeps = len(data) <= MAX_KEPT and not holds_address(data)
    file = f"{earned.id}{ending_of(data)}" if keeps else _file_name(source)
    if "://" not in source or keeps:
        origin["file"] = file
    if online is not None and keeps:
        origin["checked"]["online"] = online.outcome
    entries: dict[str, Any] = {
        "credential" if isinstance(earned, MicroCredential) else "stack": earned.ref,
        "version": version_on(earned, iso_day(day)),
        "awarded_on": day,
        "name_as_awarded": educator.display_name,
        "approval": "recorded",
        "imported_from": origin,
    }
    if words.expires_on:
        entries["expires_on"] = words.expires_on
    if words.narrative:
        entries["narrative"] = words.narrative
    if words.evidence:
        # Who can be seen in it is not known here, so it is not shown until somebody has looked.
        entries["evidence"] = [
            {"id": f"evidence-{n}", "title": title, "kind": "portfolio", "url": url,
             "source": "holder", "visible": "no"}
            for n, (title, url) in enumerate(words.evidence, start=1)
        ]  # fmt: skip
    path = award_path(educator.id, earned.id)
    given = {"id": earned.id, "educator": educator.id}
    record = read_record(Award, entries, path, given)
    if isinstance(record, list):
        return Plan(findings=record)
    compared = frozenset({"credential", "stack", "awarded_on", "expires_on", "imported_from"})
    addition = Addition(record, compared, Origin(source))
    other = existing(registry, record)
    if other is None and path not in registry.broken:
        originals = {original_path(educator.id, file): data} if keeps else {}
        return Plan([addition], files=originals)
    if other is not None and not differences(addition, other):
        return Plan(unchanged=1)
    return Plan(
        findings=[
            Finding(
                "import-differs",
                path,
                "this award is there already and says otherwise",
                "compare the two; an import never overwrites",
            )
        ]
    )


def _finding(source: str, message: str) -> Finding:
    return Finding("import-badge", source, message, "ask who made the badge for one that does")


def _file_name(source: str) -> str:
    name, _, ending = source.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{slug(name) or 'badge'}.{slug(ending) or 'json'}"
