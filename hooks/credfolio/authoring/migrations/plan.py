"""What an upgrade of the records would change: texts by path in, old and new texts out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from credfolio.authoring.migrations import MIGRATIONS, Migration
from credfolio.authoring.migrations.accounts import give_accounts
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, printable
from credfolio.records.model.kinds import KINDS, SIGNED, RecordPlace
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import parse_yaml


@dataclass(frozen=True)
class Upgrade:
    """The files that would change, with old and new text, and why others cannot be changed."""

    changed: Mapping[str, tuple[str, str]]
    used: tuple[Migration, ...]
    refused: tuple[UsageError, ...] = field(default=())


def plan_upgrade(
    texts: Mapping[str, str],
    paths: Iterable[str] = (),
    migrations: Iterable[Migration] = MIGRATIONS,
) -> Upgrade:
    """Run `migrations` over the records in `texts`, by path.

    `paths` are all files of the project: the record of a signed award must say the same
    afterwards. Signed files are never edited, because they are not in a record's place.
    """
    rows = tuple(migrations)
    there = frozenset(paths)
    changed: dict[str, tuple[str, str]] = {}
    used: list[Migration] = []
    refused: list[UsageError] = []
    # Rights move from names to accounts across files, and mean something else on purpose.
    given = give_accounts(texts)
    for path, before in sorted(texts.items()):
        place = KINDS.place(path)
        if place is None or KINDS.is_signed(path):
            continue
        text, done = given.get(path, before), list[Migration]()
        try:
            for one in rows:
                if one.model is place.model and (after := one.edit(text, path)) != text:
                    text, done = after, [*done, one]
            if text != before:
                _refuse_another_meaning(place, path, before, text, there)
                changed[path] = before, text
                used += done
        except UsageError as error:
            refused.append(error)
    return Upgrade(changed, tuple(one for one in rows if one in used), tuple(refused))


def _refuse_another_meaning(
    place: RecordPlace, path: str, before: str, after: str, there: frozenset[str]
) -> None:
    if place.kind != "awards" or SIGNED.path(*place.key) not in there:
        return
    records = []
    for text in (before, after):
        data = parse_yaml(text, path)
        records.append(
            data if isinstance(data, Finding) else read_record(place.model, data, path, place.given)
        )
    if records[0] != records[1]:
        raise UsageError(
            f"{path} is signed, and an upgrade would change what it says",
            fix="leave it; this version of credfolio has to read the old form",
        )


def render_difference(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff of one file, safe to show on a terminal."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", n=1, lineterm=""
    )
    return (printable(line) for line in lines)
