"""A check of a project with what builds and earlier checks found, kept for the next one."""

from __future__ import annotations

import marshal
from datetime import date
from pathlib import Path

from credfolio.building.program import program_digest
from credfolio.checking.check import Checked, about_settings, check_project
from credfolio.checking.kept_findings import said
from credfolio.disk.kept import Kept
from credfolio.disk.own_cache import own_shelf
from credfolio.findings.finding import Finding
from credfolio.records.loading.loader import place_findings
from credfolio.records.loading.seen import digest_seen
from credfolio.records.model.kinds import KINDS
from credfolio.records.registry import Registry

_KEY = "checked"


def check_again(root: Path, day: date) -> Checked:
    """Check the project at `root`; where the disk says of all records what it said at the last
    check, without reading them."""
    kept = own_shelf(root, program_digest()).parsed
    seen = digest_seen(root, KINDS.tree)
    told = list(map(said, place_findings(root, [*about_settings(root)])))
    before = _before(kept, day, seen) if seen else None
    # Settings may be read from files of other folders, so they are looked at again.
    if before and told == [said(one) for one in before.findings if one.rule in _OF_SETTINGS]:
        return before
    checked = check_project(root, day, kept=kept)
    if seen:
        found = list(map(said, checked.findings))
        kept.write(_KEY, marshal.dumps([day.isoformat(), seen, found, checked.files]))
    kept.sweep()
    return checked


_OF_SETTINGS = ("unknown-time-zone",)


def _before(kept: Kept, day: date, seen: str) -> Checked | None:
    """What the last check found, if it was on this `day` and the disk said the same."""
    data = kept.read(_KEY)
    then, disk, found, files = ("", "", (), 0) if data is None else marshal.loads(data)
    if (then, disk) != (day.isoformat(), seen):
        return None
    return Checked(Registry(), tuple(Finding(*one) for one in found), files)
