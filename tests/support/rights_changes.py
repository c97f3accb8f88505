"""The changes that the conditions of the table of rights ask for: a record before and after.

Each function is given a row, a field, a sample record, and the account that proposes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from credfolio.checking.change.rights import Row
from credfolio.records.model import Award
from credfolio.records.model.award import Reissue
from credfolio.records.model.credential import Translation
from credfolio.records.model.educator import Consent
from credfolio.records.model.governance import IssuerAccess, PersonAccount
from credfolio.records.model.hints import hints_of
from credfolio.records.model.issuer import Approver, Assessor, Official
from credfolio.records.model.kept import Redaction
from credfolio.records.reckoned.redacted import MARK
from proposals import TODAY
from rights_world import (
    AWARDED_STACK,
    FAR,
    FRESH,
    KEPT_DIGEST,
    OTHER,
    PARTNER,
    hint_of,
    other,
    sample,
)

JUDGE = "a-judge"
NARROWER: Mapping[str, tuple[Any, Any]] = {
    "visibility": ("public", "unlisted"),
    "search_indexing": (True, False),
    "hide": ((), ("photo",)),
    "show_evidence": (True, False),
    "show_results": (True, False),
}
WIDER: Mapping[str, tuple[Any, Any]] = {name: (now, was) for name, (was, now) in NARROWER.items()}


def changed_award(row: Row, field: str, record: Award) -> tuple[Award, Award]:
    if field in NARROWER:
        was, now = NARROWER[field]
        return record.model_copy(update={field: was}), record.model_copy(update={field: now})
    if field == "status":
        return record, record.model_copy(
            update={"status": "revoked", "status_on": TODAY, "status_reason": "A mistake."}
        )
    issuers, holders = record.evidence
    said = record.endorsements[0]
    pieces: Mapping[str, dict[str, Any]] = {
        "evidence": {"evidence": (issuers.model_copy(update={"title": "Other"}), holders)},
        "evidence.digest": {"evidence": (issuers.model_copy(update={"digest": "uEiA"}), holders)},
        "evidence.visible": {"evidence": (issuers.model_copy(update={"visible": False}), holders)},
        "evidence.holder": {"evidence": (issuers,)},
        "endorsements": {"endorsements": (said.model_copy(update={"text": "Other"}),)},
        "endorsements.accepted": {"endorsements": (said.model_copy(update={"accepted": True}),)},
        "imported_from": {
            "imported_from": sample(hints_of(Award)["imported_from"]).model_copy(
                update={"file": None, "checked": None}
            )
        },
        "credential": {"credential": FRESH},
        "stack": {"stack": AWARDED_STACK},
        "issuer": {"issuer": PARTNER},
    }
    if field == "endorsements.accepted" and not row.when:
        return record.model_copy(update=pieces[field]), record
    if field in pieces:
        return record, record.model_copy(update=pieces[field])
    value = other(getattr(record, field), hints_of(Award)[field])
    return record, record.model_copy(update={field: value})


def wider(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    if field == "evidence.visible":
        new, old = changed_award(row, field, record)
        return old, new
    was, now = WIDER[field]
    return record.model_copy(update={field: was}), record.model_copy(update={field: now})


def with_consent(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    old, new = wider(row, field, record, account)
    agreed = Consent(by="Tom", method="in-person", on=TODAY, scope="All of it.")
    return old, new.model_copy(update={"consent": agreed})


def gives_right(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    value: Any = {
        "maintainers": (*record.maintainers, account),
        "publishers": (*record.publishers, account),
        "people": (*record.people, PersonAccount(account=account, educator="nobody-yet")),
        "issuers": (*record.issuers, IssuerAccess(issuer="nobodys", approvers=[account])),
    }[field]
    return record, record.model_copy(update={field: value})


def on_list(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    entry: Any = {
        "assessors": (*record.assessors, Assessor(account=account, name="A New Entry")),
        "approvers": (*record.approvers, Approver(account=account, name="A New Entry")),
        "official": Official(name=f"Name of {account}", title="Head"),
    }[field]
    return record, record.model_copy(update={field: entry})


def more(word: str) -> Any:
    def change(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
        return record, record.model_copy(update={field: (*getattr(record, field), word)})

    return change


def new_entry(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    """An entry in the name of somebody whom no account of the world speaks for."""
    entry = sample(hint_of(record, field))[0]
    words = {"jurisdiction": "oakland", "district": "Oakland", "kind": "licence-endorsement"}
    own = {name: word for name, word in words.items() if name in type(entry).model_fields}
    if field == "incentives":
        own.pop("kind")
    return record, record.model_copy(
        update={field: (*getattr(record, field), entry.model_copy(update=own))}
    )


def judge_goes(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    """The award before and after its judge, who was named by her handle, is taken down."""
    if field == "approved_by":
        names = ({"approved_by": JUDGE}, {"approved_by": "Former assessor 2"})
        return record.model_copy(update=names[0]), record.model_copy(update=names[1])
    first = record.submissions[0]
    said = first.assessments[0]
    old, new = (
        record.model_copy(
            update={
                "submissions": (
                    first.model_copy(
                        update={"assessments": (said.model_copy(update={"assessor": name}),)}
                    ),
                )
            }
        )
        for name in (JUDGE, "Former assessor 2")
    )
    return old, new


def less(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    return record.model_copy(update={field: (PARTNER,)}), record.model_copy(update={field: ()})


def reissued(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    old, new = changed_award(row, field, record)
    again = (*old.reissues, Reissue(on=TODAY, reason="A slip."))
    return old, new.model_copy(update={"reissues": again})


def unapproved(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    old, new = changed_award(row, field, record)
    recorded = {"approval": "recorded"}
    return old.model_copy(update=recorded), new.model_copy(update=recorded)


def of_another(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    """A correction of a recorded award that another assessor assessed."""
    submission = record.submissions[0]
    said = submission.assessments[0].model_copy(update={"assessor": "assessor-2"})
    by_another = submission.model_copy(update={"assessments": (said,)})
    return unapproved(row, field, record.model_copy(update={"submissions": (by_another,)}), account)


def reassessed(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    """A recorded award before and after somebody else's assessment is said to be of another day."""
    first = record.submissions[0]
    said = first.assessments[0].model_copy(update={"on": TODAY})
    again = (first.model_copy(update={"assessments": (said,)}),)
    old = record.model_copy(update={"approval": "recorded"})
    return old, old.model_copy(update={"submissions": again})


def anothers_consent(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    agreed = Consent(by="Ana López", method="in-person", on=TODAY, scope="All of it.")
    return record, record.model_copy(update={"consent": agreed})


def plain(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    value = other(getattr(record, field), hint_of(record, field))
    return record, record.model_copy(update={field: value})


def of_another_issuer(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    """A definition before and after it names one of another issuer."""
    name = f"{FAR}/some-word"
    value: Any = name
    if field == "translations":
        value = (*record.translations, Translation(language="es", credential=name))
    elif field != "superseded_by":
        value = (*getattr(record, field), name)
    return record, record.model_copy(update={field: value})


def speaks_as_state(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    own = getattr(record, field)
    value = (*own, "State of Maple") if isinstance(own, tuple) else "The State of Maple"
    return record, record.model_copy(update={field: value})


def changes_hands(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    people = (*record.people, PersonAccount(account="a-friend", educator=OTHER))
    return record, record.model_copy(update={"people": people})


def endorsed_in_a_name(row: Row, field: str, record: Award, account: str) -> tuple[Award, Award]:
    said = record.endorsements[0].model_copy(update={"by": "Name of judge-elsewhere"})
    recorded = record.model_copy(update={"approval": "recorded"})
    return recorded, recorded.model_copy(update={"endorsements": (*record.endorsements, said)})


def one_person(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    first, *rest = record.issuers
    old, new = (
        record.model_copy(
            update={"issuers": (first.model_copy(update={"one_person": alone}), *rest)}
        )
        for alone in (False, True)
    )
    return old, new


def redacted(row: Row, field: str, record: Any, account: str) -> tuple[Any, Any]:
    note = Redaction(on=TODAY, digest=KEPT_DIGEST, reason="It named a student.")
    return record, record.model_copy(update={"title": MARK, "redacted": note})


WHEN: Mapping[str, Any] = {
    "an issuer becomes one of one person": one_person,
    "it promises what the author does not answer for": new_entry,
    "names an issuer or a jurisdiction that the author does not speak for": speaks_as_state,
    "a portfolio gets another account, or loses its own": changes_hands,
    "an endorsement is in the name of somebody who does not confirm it": endorsed_in_a_name,
    "gives the author a right": gives_right,
    "puts the author on a list": on_list,
    "claims an address": more("new-name"),
    "names a partner that the author does not edit": more("nobody-university"),
    "makes a claim about another issuer": of_another_issuer,
    "the version was awarded": plain,
    "a promise of an awarded version changes": plain,
    "an entry comes or ends that the author does not answer for": new_entry,
    "drops a partner of an awarded version": less,
    "it names somebody who is taken down in the change": judge_goes,
    "gives up an address": less,
    "the version goes down": lambda row, field, record, account: (
        record,
        record.model_copy(update={"version": "0.1"}),
    ),
    "shows more": wider,
    "the consent is in the name of somebody else": anothers_consent,
    "shows more, with a new consent": with_consent,
    "a maintainer asks to sign it again": reissued,
    "it becomes approved": lambda row, field, record, account: (
        record.model_copy(update={"approval": "recorded"}),
        record.model_copy(update={"approval": "approved", "approved_on": TODAY}),
    ),
    "nobody has approved it": unapproved,
    "nobody has approved it; the author approves, and is alone with what others assessed": (
        reassessed
    ),
    "nobody has approved it, and the author only assesses, and not this": of_another,
    "it stays recorded": lambda row, field, record, account: (
        record.model_copy(update={"approval": "recorded"}),
        record.model_copy(update={"approval": "recorded", "approved_by": "somebody-else"}),
    ),
    "only words are taken out, and the digest of the whole text stays": redacted,
    "it is the digest of the kept text": lambda row, field, record, account: (
        record.model_copy(update={"digest": None}),
        record.model_copy(update={"digest": KEPT_DIGEST}),
    ),
    "the award ended before": lambda row, field, record, account: (
        record.model_copy(update={"status": "revoked"}),
        record,
    ),
    "it is withdrawn": lambda row, field, record, account: (
        record,
        record.model_copy(
            update={
                "status": "withdrawn",
                "status_on": TODAY,
                "status_reason": "My wish.",
                "status_by": account,
            }
        ),
    ),
}
