"""A world of records for the table of rights: one account for each role, and every field in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from credfolio.checking.change.rights import Role
from credfolio.proof.digests import digest_of_text
from credfolio.records.loading.loader import load_project
from credfolio.records.model import (
    Assignment,
    Award,
    Events,
    Figures,
    KeptCredential,
    KeptStack,
    Office,
    Person,
    Published,
    Request,
    Sheet,
    Submission,
    Synonyms,
    Tombstone,
    Verdict,
)
from credfolio.records.model.award import Assessment, Endorsement, Evidence
from credfolio.records.model.award import Submission as Attempt
from credfolio.records.model.governance import Governance, IssuerAccess, PersonAccount
from credfolio.records.model.hints import hints_of, is_piece, item_of, without_none, words_of
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.model.kinds import KINDS
from credfolio.records.registry import Registry, credential_version_path, stack_version_path
from proposals import TESTS

ISSUER, PARTNER, CARING, FAR = "riverside-usd", "hillcrest-university", "maple-county", "far-away"
AWARDED, FRESH = f"{ISSUER}/active-listening", f"{ISSUER}/wait-time"
AWARDED_STACK, FRESH_STACK = f"{ISSUER}/people-first", f"{ISSUER}/people-second"
KEPT_STACK = f"{AWARDED_STACK}/1"
KEPT_DIGEST = digest_of_text("the text of version 1.1")
HANDED_IN = "2026/k7qm3-xw9t2"
SHE, OTHER, NEW = "tom-berg", "ana-lopez", "new-person"

ACCOUNTS: Mapping[str, Role] = {
    "keeper": Role.MAINTAINER,
    "publisher": Role.PUBLISHER,
    "editor": Role.EDITOR,
    "approver": Role.APPROVER,
    "assessor": Role.ASSESSOR,
    "carer": Role.CARER,
    "herself": Role.HERSELF,
    "partner": Role.PARTNER,
    "editor-elsewhere": Role.EDITOR_ELSEWHERE,
    "judge-elsewhere": Role.JUDGE_ELSEWHERE,
    "other-educator": Role.OTHER_EDUCATOR,
    "stranger": Role.STRANGER,
}
"""One account for each role; what it is to records without an issuer or a portfolio, see `held`."""


def held(account: str, *, issuer: bool, educator: bool, cared: bool, partner: bool) -> Role:
    """What an account is to a record that has, or has not, an issuer, an educator, and so on."""
    role = ACCOUNTS[account]
    if role is Role.PARTNER and not partner:
        return Role.EDITOR_ELSEWHERE
    if role is Role.CARER and not cared:
        return Role.EDITOR_ELSEWHERE
    if role is Role.EDITOR and not issuer:
        return Role.EDITOR_ELSEWHERE
    if role in (Role.APPROVER, Role.ASSESSOR) and not issuer:
        return Role.JUDGE_ELSEWHERE
    if role is Role.HERSELF and not educator:
        return Role.OTHER_EDUCATOR
    return role


def governance() -> Governance:
    """One account for each role, as its file would give it."""
    people = [
        PersonAccount(account="herself", educator=SHE),
        PersonAccount(account="herself", educator=NEW),
        PersonAccount(account="other-educator", educator=OTHER),
        *(PersonAccount(account=a, name=f"Name of {a}") for a in ACCOUNTS if a != "stranger"),
    ]
    issuers = [
        IssuerAccess(
            issuer=ISSUER,
            editors=["editor"],
            assessors=["assessor", "assessor-2"],
            approvers=["approver"],
        ),
        IssuerAccess(issuer=PARTNER, editors=["partner"]),
        IssuerAccess(
            issuer=CARING,
            editors=["carer"],
            educators=[SHE, NEW],
            frameworks=["teaching-standards"],
            jurisdictions=["maple"],
        ),
        IssuerAccess(issuer=FAR, editors=["editor-elsewhere"], approvers=["judge-elsewhere"]),
    ]
    return Governance(
        id="governance",
        maintainers=["keeper"],
        publishers=["publisher"],
        people=people,
        issuers=issuers,
    )


AWARD = Award(
    id="first",
    educator=SHE,
    credential=AWARDED,
    version="1.1",
    awarded_on=date(2026, 5, 20),
    name_as_awarded="Tom Berg",
    approved_by="approver",
    submissions=[
        Attempt(
            submitted_on=date(2026, 5, 4),
            assessments=[Assessment(assessor="assessor", on=date(2026, 5, 11), decision="pass")],
        )
    ],
    evidence=[
        Evidence(id="work", title="Work", kind="video", file="work.png", digest="uEi" + "A" * 44),
        Evidence(id="more", title="More", kind="video", source="holder"),
    ],
    endorsements=[Endorsement(by="A", relation="B", text="C", on=date(2026, 5, 1))],
)


@cache
def world() -> Registry:
    """The records as of the base; every field of every one of them says something."""
    loaded = load_project(TESTS / "examples" / "base").registry
    issuer = loaded.issuers[ISSUER].model_copy(
        update={
            "assessors": (Assessor(account="assessor"), Assessor(account="assessor-2")),
            "approvers": (Approver(account="approver"),),
        }
    )
    credential = filled(loaded.credentials[AWARDED]).model_copy(
        update={"co_issuers": (PARTNER,), "version": "1.1"}
    )
    stack = filled(loaded.stacks[AWARDED_STACK])
    person = filled(loaded.educators[SHE]).model_copy(
        update={"visibility": "unlisted", "hide": ("photo",), "search_indexing": True}
    )
    award = filled(AWARD).model_copy(
        update={
            "status": "active",
            "stack": None,
            "issuer": None,
            "credential": AWARDED,
            "imported_from": None,
            "judged": None,
            "approval": "approved",
            "visibility": "unlisted",
        }
    )
    of_stack = AWARD.model_copy(
        update={"id": "stack", "credential": None, "stack": AWARDED_STACK, "version": stack.version}
    )
    kept = KeptCredential.model_construct(**dict(credential))
    return replace(
        loaded,
        credential_versions={f"{AWARDED}/1.1": kept},
        stack_versions={KEPT_STACK: KeptStack.model_construct(**dict(stack))},
        text_digests={
            credential_version_path(f"{AWARDED}/1.1"): KEPT_DIGEST,
            stack_version_path(KEPT_STACK): KEPT_DIGEST,
        },
        governance=filled(governance()),
        issuers={**loaded.issuers, ISSUER: filled(issuer)},
        credentials={
            **loaded.credentials,
            AWARDED: credential,
            FRESH: credential.model_copy(update={"id": "wait-time", "version": "1.0"}),
        },
        stacks={
            **loaded.stacks,
            AWARDED_STACK: stack,
            FRESH_STACK: stack.model_copy(update={"id": "people-second"}),
        },
        educators={**loaded.educators, SHE: person},
        awards={
            **loaded.awards,
            (SHE, "first"): award,
            (OTHER, "stack"): of_stack.model_copy(update={"educator": OTHER, "evidence": ()}),
        },
        synonyms=filled(Synonyms(id="synonyms")),
        **private(),
        tombstones={"gone": filled(Tombstone(id="gone", taken_down_on=date(2026, 1, 5)))},
    )


def put(registry: Registry, kind: str, key: Any, record: Any) -> Registry:
    row = KINDS.by_name[kind]
    records = {**registry.all_of(row), key: record}
    changes: dict[str, Any] = {kind: records if row.parts else record}
    return replace(registry, **changes)


def without(registry: Registry, kind: str, key: Any) -> Registry:
    row = KINDS.by_name[kind]
    rest = {k: one for k, one in registry.all_of(row).items() if k != key}
    changes: dict[str, Any] = {kind: rest if row.parts else None}
    return replace(registry, **changes)


def private() -> dict[str, Any]:
    """A submission of Tom's in the private repository, with everything that belongs to it."""
    number = HANDED_IN.partition("/")[2]
    place: dict[str, Any] = {"year": "2026", "id": number}
    handed_in = Submission(
        **place,
        person="p-she1",
        credential=AWARDED,
        version="1.1",
        submitted_on=date(2026, 5, 4),
    )
    sheet = Sheet(
        year="2026", submission=number, id="p-some", on=date(2026, 5, 11), decision="pass"
    )
    verdict = Verdict(
        **place, outcome="pass", basis="agreed", approved_by="p-some", on=date(2026, 5, 18)
    )
    asked = Request(
        **place,
        what="hide",
        about="portfolios/tom-berg/",
        issuer=ISSUER,
        name="Tom Berg",
        received_on=date(2026, 5, 20),
        due=date(2026, 6, 3),
    )
    people = {
        name: Person(id=name, name=f"Name {name}", account=account)
        for name, account in (("p-she1", "herself"), ("p-assr", "assessor"), ("p-some", None))
    }
    return {
        "office": filled(Office(id="records")).model_copy(update={"issuers": ()}),
        "figures": {"spring": filled(Figures(id="spring", counted_on=date(2026, 6, 30), small=10))},
        "published": filled(Published(id="records", commit="a" * 40, program="1")),
        "people": {**people, "p-some": filled(people["p-some"])},
        "submissions": {HANDED_IN: filled(handed_in)},
        "assignments": {HANDED_IN: filled(Assignment(**place))},
        "sheets": {f"{HANDED_IN}/p-some": filled(sheet)},
        "decisions": {HANDED_IN: filled(verdict)},
        "events": {HANDED_IN: filled(Events(**place))},
        "requests": {HANDED_IN: filled(asked)},
    }


def filled(record: Any) -> Any:
    """`record` with a made-up value in every field that says nothing."""
    empty = {
        name: sample(hint_of(record, name))
        for name in type(record).model_fields
        if getattr(record, name) in (None, (), {})
    }
    return record.model_copy(update=empty)


def hint_of(record: BaseModel, field: str) -> Any:
    """The annotation of one field of a record."""
    model: type = type(record)
    return hints_of(model)[field]


def sample(hint: Any) -> Any:
    """A made-up value of the type that a field has."""
    hint = without_none(hint)
    if words := words_of(hint):
        return (words[0],) if item_of(hint) else words[0]
    if (item := item_of(hint)) is not None:
        return (sample(item),)
    if is_piece(hint):
        return hint.model_construct(
            **{name: sample(one) for name, one in hints_of(hint).items() if name != "model_config"}
        )
    inside = hint
    while get_origin(inside) is not None and get_args(inside):
        if get_origin(inside) is dict:
            return {"key": "word"}
        inside = without_none(get_args(inside)[0])
    plain = {bool: True, int: 7, date: date(2026, 4, 1), Decimal: Decimal(7), str: "some-word"}
    return plain.get(inside, "some-word")


def other(value: Any, hint: Any) -> Any:
    """Another value of the same type; an empty list for a list that has something."""
    if value is None:
        return sample(hint)
    if isinstance(value, tuple):
        return () if value else sample(hint)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, dict):
        return {"another": "word"}
    if isinstance(value, BaseModel):
        name = next(iter(type(value).model_fields))
        inner = hints_of(type(value))[name]
        return value.model_copy(update={name: other(getattr(value, name), inner)})
    words = [word for word in words_of(without_none(hint)) if word != value]
    return words[0] if words else f"other {value}"


def path_of(kind: str, key: Any) -> str:
    return KINDS.by_name[kind].path(*(key if isinstance(key, tuple) else (key,) if key else ()))
