"""A change for every cell of the table of rights, made from the table itself.

A case is one row, one of its fields, and one role; from them follow the records
before and after, and the account that proposes the change. Nothing is written
to a disk: the table is about records, and how they are read is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credfolio.checking.change import Change, ChangedFile
from credfolio.checking.change.rights import Role, Row
from credfolio.records.model import Award, Educator
from credfolio.records.model.award import Judged
from credfolio.records.model.hints import hints_of
from credfolio.records.model.kinds import KINDS
from credfolio.records.registry import Registry
from proposals import TODAY
from rights_changes import JUDGE, NARROWER, WHEN, changed_award
from rights_files import file_states
from rights_world import (
    ACCOUNTS,
    AWARDED,
    AWARDED_STACK,
    FAR,
    FRESH,
    FRESH_STACK,
    HANDED_IN,
    ISSUER,
    KEPT_STACK,
    NEW,
    SHE,
    held,
    hint_of,
    other,
    path_of,
    put,
    sample,
    without,
    world,
)


@dataclass(frozen=True)
class Case:
    """One cell: a change that meets `row` by `field`, proposed by `account`."""

    row: Row
    field: str
    account: str
    change: Change
    role: Role

    def __str__(self) -> str:
        return f"{self.row.kind}: {self.row.act}: {self.field or self.row.how}: {self.role}"


KEYS: Mapping[str, tuple[Any, Any]] = {
    **dict.fromkeys(("governance", "synonyms", "published", "office"), ("", None)),
    "frameworks": ("teaching-standards", "new-one"),
    "jurisdictions": ("maple", "new-one"),
    "issuers": (ISSUER, ISSUER),
    "credentials": (FRESH, f"{ISSUER}/new-one"),
    "stacks": (FRESH_STACK, f"{ISSUER}/new-one"),
    "credential_versions": (f"{AWARDED}/1.1", f"{AWARDED}/1.0"),
    "stack_versions": (KEPT_STACK, f"{AWARDED_STACK}/0.9"),
    "educators": (SHE, NEW),
    "awards": ((SHE, "first"), (SHE, "second")),
    "tombstones": ("gone", "gone-too"),
    "figures": ("spring", "autumn"),
    "people": ("p-some", "p-more"),
    "submissions": (HANDED_IN, "2026/a2345-b6789"),
    "assignments": (HANDED_IN, None),
    "sheets": (f"{HANDED_IN}/p-some", f"{HANDED_IN}/p-assr"),
    "decisions": (HANDED_IN, None),
    "events": (HANDED_IN, None),
    "requests": (HANDED_IN, "2026/a2345-b6789"),
}
"""For each kind the key of the record that is changed, and of the one that is added."""

SUBMISSION_KINDS = ("submissions", "assignments", "sheets", "decisions", "events")
KEPT_KINDS = ("credential_versions", "stack_versions")
AWARDED_KEYS = {"credentials": AWARDED, "stacks": AWARDED_STACK}
NEEDS_AWARDS = (
    "the version was awarded",
    "it was awarded",
    "a promise of an awarded version changes",
    "the history of an awarded version changes",
    "an entry comes or ends that the author does not answer for",
    "drops a partner of an awarded version",
)


def cases_of(row: Row) -> Iterator[Case]:
    """Every cell of one row; fields that share a test are changed together, by the first."""
    fields: tuple[str, ...] = row.fields or ("",)
    if row.shares:
        fields = fields[:1]
    for field in fields:
        for account in ACCOUNTS:
            before, after, path = states(row, field, account)
            files = [ChangedFile(path, row.how, lines=1)]
            if row.when == "the whole portfolio goes":
                files.append(ChangedFile(f"portfolios/{SHE}/profile.yml", "removed"))
                after = without(after, "educators", SHE)
            if row.when == "it names somebody who is taken down in the change":
                stone = before.tombstones["gone"].model_copy(update={"id": JUDGE})
                files.append(ChangedFile(f"portfolios/{JUDGE}/tombstone.yml", "added", lines=1))
                after = put(after, "tombstones", JUDGE, stone)
            # Approver and assessor have looked at it; what holds without that is tested by itself.
            reviewers = frozenset(() if "is alone" in row.when else ("approver", "assessor"))
            change = Change(account, tuple(files), before, after, reviewers=reviewers)
            yield Case(row, field, account, change, role_in(row, account, path))


def role_in(row: Row, account: str, path: str) -> Role:
    kind = row.kind
    is_award = kind == "awards"
    rests = kind in ("evidence files", "originals") and bool(row.when)
    return held(
        account,
        issuer=kind in ("issuers", "credentials", "stacks", "issuer folder", *KEPT_KINDS)
        or kind in SUBMISSION_KINDS
        or is_award
        or rests,
        educator=path.startswith(("portfolios/tom-berg", "portfolios/new-person"))
        or kind in SUBMISSION_KINDS,
        cared=path.startswith(("portfolios/tom-berg", "portfolios/new-person"))
        or (kind in ("frameworks", "jurisdictions") and row.how != "added"),
        partner=is_award or rests or (kind == "credentials" and row.how != "added"),
    )


def states(row: Row, field: str, account: str) -> tuple[Registry, Registry, str]:
    """The records before and after, and the path of the file that changes."""
    if row.kind not in KEYS:
        return file_states(row)
    kind = KINDS.by_name[row.kind]
    old_key, new_key = KEYS[row.kind]
    if row.when in NEEDS_AWARDS or row.rule == "version-order":
        old_key = AWARDED_KEYS[row.kind]
    before = world()
    if row.when == "the author only assesses, and the sheet is another's":
        before = put(before, "people", "p-assr", before.people["p-some"])
    record = before.all_of(kind)[old_key]
    if row.how == "added" and row.when == "it is the text of the definition":
        return without(before, row.kind, old_key), before, path_of(row.kind, old_key)
    if row.how == "added":
        key = old_key if new_key is None else new_key
        before = without(before, row.kind, key)
        update = (
            {}
            if new_key is None
            else {"id": key[1] if isinstance(key, tuple) else key.rpartition("/")[2]}
        )
        if row.kind == "tombstones" and not row.when:
            before = put(before, "educators", key, before.educators[SHE])
        if "versions" in row.kind:
            update = {"version": key.rpartition("/")[2], "title": "An Older Title"}
        new = added(row, record.model_copy(update=update), account)
        if "is retired or suspended" in row.when:
            definition = before.credentials[AWARDED].model_copy(update={"status": "retired"})
            before = put(before, "credentials", AWARDED, definition)
        if row.when == "the person is private and the award is not":
            person = before.educators[SHE].model_copy(update={"visibility": "private"})
            before = put(before, "educators", SHE, person)
        return before, put(before, row.kind, key, new), path_of(row.kind, key)
    path = path_of(row.kind, old_key)
    if row.how == "removed":
        return before, without(before, row.kind, old_key), path
    old, new = changed(row, field, record, account)
    before = put(before, row.kind, old_key, old)
    return before, put(before, row.kind, old_key, new), path


def added(row: Row, record: Any, account: str) -> Any:
    """A new record of a kind, so that the condition of `row` holds and no stricter one does."""
    if isinstance(record, Educator):
        is_public = row.when == "it is public"
        return Educator(
            id=NEW,
            display_name="New Person",
            visibility="public" if is_public else "unlisted",
        )
    if isinstance(record, Award):
        update: dict[str, Any] = {"evidence": (), "visibility": "unlisted", "approval": "recorded"}
        update |= {"endorsements": (), "reissues": (), "superseded_by": None, "narrative": None}
        update |= {"status": "active", "status_on": None, "status_reason": None, "status_by": None}
        if row.when == "it is new, and was judged here":
            update |= {"status": "revoked", "status_on": TODAY, "reissues": record.reissues}
        if row.when == "it is new, and speaks for its earner":
            update["narrative"] = "I learned to wait."
        if row.when == "it is new, and shows an assessor's words":
            update["submissions"] = (judged_by(record, "assessor", feedback_public=True),)
        if row.when == "it was judged in a private repository":
            update["judged"] = Judged(assessors=2, basis="agreed", records="abc")
            update["approval"] = "approved"
        if row.when == "its definition is retired or suspended":
            update["back_dated_for"] = None
        if row.when == "it was made elsewhere":
            update["imported_from"] = sample(hints_of(Award)["imported_from"]).model_copy(
                update={"file": None, "checked": None}
            )
        if row.when == "the author only assesses, and not this":
            update["submissions"] = (judged_by(record, "assessor-2"),)
        return record.model_copy(update=update)
    plain = {
        "keys": (),
        "sealing": (),
        "assessors": (),
        "approvers": (),
        "official": None,
        "former_ids": (),
    }
    plain |= {"co_issuers": (), "equivalent_to": (), "supersedes": (), "parent": None}
    fields = type(record).model_fields
    return record.model_copy(update={k: v for k, v in plain.items() if k in fields})


def judged_by(award: Award, assessor: str, **more: Any) -> Any:
    """The first submission of an award, assessed by somebody."""
    first = award.submissions[0]
    said = first.assessments[0].model_copy(update={"assessor": assessor, **more})
    return first.model_copy(update={"assessments": (said,)})


def changed(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    """A record before and after, so that `row` is met by `field`."""
    if row.when in WHEN:
        states: tuple[Any, Any] = WHEN[row.when](row, field, record, account)
        return states
    if not field:
        return record, record  # only a note in the file
    if isinstance(record, Award):
        old, new = changed_award(row, field, record)
        return old, new.model_copy(update={"status_by": account}) if field == "status" else new
    if field == "version":
        return record, record.model_copy(update={"version": "99"})
    if field == "parent":
        return record, record.model_copy(update={"parent": FAR if row.when else None})
    if isinstance(record, Educator) and field in NARROWER:
        was, now = NARROWER[field]
        return record.model_copy(update={field: was}), record.model_copy(update={field: now})
    value = other(getattr(record, field), hint_of(record, field))
    return record, record.model_copy(update={field: value})
