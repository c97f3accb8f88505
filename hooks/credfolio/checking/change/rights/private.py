"""The table of rights for a private repository: its office, submissions, and decisions.

An account has a right here by `catalog/governance.yml` or by `office/records.yml`;
what the latter gives ends at these files. See ADR 0075.
"""

from __future__ import annotations

from typing import Any

from credfolio.checking.change.rights import How, Role, Roles, Row, roles

_KEEPERS = roles(Role.MAINTAINER)
_ANY_EDITOR = roles(Role.MAINTAINER, Role.EDITOR_ELSEWHERE)
_CLERKS = roles(Role.MAINTAINER, Role.EDITOR)

_ASK_FIRST = "ask somebody who may, or have the account added to office/records.yml first"
_NOT_KEEPER = "{author} is not a maintainer, and only maintainers change this"
_NOT_CLERK = "{author} is not an editor of {issuer}, to whom this was submitted"
_NOT_ASKED = "what was asked is written once, and it was changed: {fields}"
_NOT_EDITOR = "{author} is not an editor of any issuer"
_WRITTEN_ONCE = "this is written once, and it was {how}: {fields}"
_LOOK = "make sure that the reason is in events.yml"


def _removed(kind: str, what: str) -> Row:
    return Row(
        kind,
        f"remove {what}",
        "removed",
        hint=_KEEPERS,
        refusal=f"{{author}} is not a maintainer, and {what} was removed",
        fix="take it back; `credfolio destroy` removes what is past its days",
        told=f"{what} is removed",
        look=_LOOK,
    )


def _kept_by(kind: str, act: str, fields: tuple[str, ...], may: Roles, refusal: str) -> list[Row]:
    """The rows of a kind that the same people add, change and remove."""
    common: dict[str, Any] = {"may": may, "refusal": refusal, "fix": _ASK_FIRST}
    hows: tuple[How, ...] = ("added", "removed")
    base = Row(kind, act, "changed", fields, is_base=True, **common)
    return [base, *(Row(kind, act, how, **common) for how in hows)]


PUBLISHED = _kept_by(
    "published",
    "say what the public may know of the private repository",
    ("commit", "program", "people", "awarded", "extra"),
    roles(Role.MAINTAINER, Role.PUBLISHER),
    "{author} is neither a publisher nor a maintainer",
)

OFFICE = _kept_by(
    "office",
    "change how the office works, and who may do what there",
    (
        *("public", "program", "time_zone", "closures", "issuers", "assessors", "third_on"),
        *("coach_after", "retry_within_days", "keep_sealed_days", "small", "extra"),
        *("conversation", "conversation_percent"),
        *("holidays", "business_days", "number_marks"),
    ),
    _KEEPERS,
    _NOT_KEEPER,
)

OFFICE_FOLDER = _kept_by(
    "office folder",
    "change a note in the private repository",
    (),
    _ANY_EDITOR | {Role.EDITOR},
    _NOT_EDITOR,
)

PEOPLE = (
    Row("people", "add a person", "added", may=_ANY_EDITOR, refusal=_NOT_EDITOR, fix=_ASK_FIRST),
    Row(
        "people",
        "change the account, the portfolio, or what the person may assess",
        "changed",
        ("account", "educator", "assesses"),
        may=_KEEPERS,
        hint=roles(Role.EDITOR_ELSEWHERE),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        told="who a person is, or what the person may assess, was changed: {fields}",
        look="compare it with the list of assessors",
    ),
    Row(
        "people",
        "change anything else of a person",
        "changed",
        (
            *("name", "address", "roles", "grades", "school", "district", "consent_to_publish"),
            *("coached_by", "numbers", "extra"),
        ),
        may=_ANY_EDITOR,
        is_base=True,
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
    ),
    _removed("people", "a person"),
)

SUBMISSIONS = (
    Row(
        "submissions",
        "record a submission",
        "added",
        may=_CLERKS,
        refusal=_NOT_CLERK,
        fix=_ASK_FIRST,
    ),
    Row(
        "submissions",
        "correct what was submitted",
        "changed",
        (
            *("person", "credential", "version", "attempt", "follows", "submitted_on", "role"),
            *("school", "grades", "hours", "coaching_hours", "money_spent", "support", "evidence"),
            *("ai_use", "sealed", "old_number", "extra"),
        ),
        hint=_CLERKS,
        is_base=True,
        refusal=_NOT_CLERK,
        fix=_ASK_FIRST,
        told="what was submitted was changed: {fields}",
        look="compare it with the receipt",
    ),
    _removed("submissions", "a submission"),
)

ASSIGNMENTS = (
    Row("assignments", "assign readers", "added", may=_CLERKS, refusal=_NOT_CLERK, fix=_ASK_FIRST),
    Row(
        "assignments",
        "assign other readers, or decline",
        "changed",
        ("assessors", "extra"),
        may=_CLERKS | {Role.ASSESSOR},
        is_base=True,
        refusal=_NOT_CLERK,
        fix=_ASK_FIRST,
    ),
    _removed("assignments", "an assignment"),
)

_NOT_HER_OWN: dict[str, Any] = {"never": roles(Role.HERSELF), "never_rule": "own-award"}

SHEETS = (
    Row(
        "sheets",
        "write another reader's sheet",
        "added",
        when="the author only assesses, and the sheet is another's",
        refusal="{author} only assesses, and this is another reader's sheet",
        fix="have the reader propose it, or an editor of {issuer}",
    ),
    Row(
        "sheets",
        "write a sheet, or take one in",
        "added",
        may=roles(Role.ASSESSOR),
        hint=_CLERKS,
        refusal="{author} neither assesses nor edits for {issuer}",
        fix=_ASK_FIRST,
        told="{author} takes in another reader's sheet",
        look="compare it with what the reader sent",
        **_NOT_HER_OWN,
    ),
    Row(
        "sheets",
        "change a sheet",
        "changed",
        ("on", "minutes", "decision", "results", "conversation", "feedback", "extra"),
        hint=_KEEPERS,
        is_base=True,
        refusal=_WRITTEN_ONCE,
        fix="take it back; a correction is a third reader's sheet, or an appeal",
        told=_WRITTEN_ONCE,
        look=_LOOK,
    ),
    _removed("sheets", "a sheet"),
)

DECISIONS = (
    Row(
        "decisions",
        "decide",
        "added",
        may=roles(Role.APPROVER),
        hint=_KEEPERS,
        refusal="{author} is no approver of {issuer}",
        fix="have an approver of {issuer} propose it",
        told="{author} decides for {issuer}",
        look="make sure that an approver of {issuer} asked for it",
        **_NOT_HER_OWN,
    ),
    Row(
        "decisions",
        "decide again after an appeal",
        "changed",
        ("outcome", "basis", "approved_by", "on", "kept_parts"),
        hint=roles(Role.MAINTAINER, Role.APPROVER),
        refusal="{author} is no approver of {issuer}",
        fix="have an approver of {issuer} propose it",
        told="a decision was changed: {fields}",
        look="make sure that events.yml has the appeal",
        **_NOT_HER_OWN,
    ),
    Row(
        "decisions",
        "say when the educator was told",
        "changed",
        ("told_on", "letter_digest", "extra"),
        may=_CLERKS | {Role.APPROVER},
        is_base=True,
        refusal="{author} neither edits nor approves for {issuer}",
        fix=_ASK_FIRST,
    ),
    _removed("decisions", "a decision"),
)

EVENTS = (
    Row("events", "say what happened", "added", may=_CLERKS, refusal=_NOT_CLERK, fix=_ASK_FIRST),
    Row(
        "events",
        "say what else happened",
        "changed",
        ("events", "extra"),
        may=_CLERKS,
        is_base=True,
        refusal=_NOT_CLERK,
        fix=_ASK_FIRST,
    ),
    _removed("events", "what happened"),
)

REQUESTS = (
    Row(
        "requests", "take a request", "added", may=_ANY_EDITOR, refusal=_NOT_EDITOR, fix=_ASK_FIRST
    ),
    Row(
        "requests",
        "change what was asked",
        "changed",
        (
            *("what", "about", "issuer", "text", "name", "address", "received_on", "due"),
            "digest",
        ),
        hint=_KEEPERS,
        refusal=_NOT_ASKED,
        fix="take it back; say what differs under `answered:`",
        told=_NOT_ASKED,
        look="compare it with the file that came in",
    ),
    Row(
        "requests",
        "answer a request",
        "changed",
        ("answered", "extra"),
        may=_ANY_EDITOR,
        is_base=True,
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
    ),
    _removed("requests", "a request"),
)

ROWS = (
    *PUBLISHED,
    *OFFICE,
    *OFFICE_FOLDER,
    *PEOPLE,
    *SUBMISSIONS,
    *ASSIGNMENTS,
    *SHEETS,
    *DECISIONS,
    *EVENTS,
    *REQUESTS,
)
