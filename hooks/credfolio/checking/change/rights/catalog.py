"""The table of rights for catalog/: governance, issuers, standards, credit."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, roles

_KEEPERS = roles(Role.MAINTAINER)
_EDITORS = roles(Role.MAINTAINER, Role.EDITOR)
_CARERS = roles(Role.MAINTAINER, Role.CARER)

_NOT_EDITOR = "{author} is not an editor of {issuer}"
_ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"
_SITE = "{author} is not a maintainer, and this file belongs to the whole site"

GOVERNANCE = (
    Row(
        "governance",
        "give a right to their own account",
        "changed",
        ("maintainers", "publishers", "people", "issuers"),
        when="gives the author a right",
        hint=_KEEPERS,
        refusal=_SITE,
        fix=_ASK_FIRST,
        told="{author} gives a right to their own account",
        look="ask another maintainer whether this is right",
    ),
    Row(
        "governance",
        "let one person assess and approve",
        "changed",
        ("issuers",),
        when="an issuer becomes one of one person",
        hint=_KEEPERS,
        refusal=_SITE,
        fix=_ASK_FIRST,
        told="one account may give awards of an issuer alone from now on",
        look="make sure that the issuer has nobody else",
    ),
    Row(
        "governance",
        "change whose a portfolio is",
        "changed",
        ("people",),
        when="a portfolio gets another account, or loses its own",
        hint=_KEEPERS,
        refusal=_SITE,
        fix=_ASK_FIRST,
        told="a portfolio that has an owner gets another account, or loses its own",
        look="ask the owner, by another way than this proposal",
    ),
    Row(
        "governance",
        "change how large and how late a change may be",
        "changed",
        ("limits",),
        hint=_KEEPERS,
        refusal=_SITE,
        fix=_ASK_FIRST,
        told="how large and how late a change may be was changed",
        look="ask another maintainer whether this is right",
    ),
    Row(
        "governance",
        "say who may do what",
        "changed",
        (
            *("maintainers", "publishers", "people", "issuers", "limits", "namesakes"),
            "extra",
        ),
        may=_KEEPERS,
        is_base=True,
        refusal=_SITE,
        fix=_ASK_FIRST,
    ),
    Row("governance", "bring the file where there is none", "added", rule="no-governance"),
    Row(
        "governance",
        "remove the file",
        "removed",
        refusal="without this file nobody may change anything",
        fix="undo the change",
    ),
)

SYNONYMS = tuple(
    Row(
        "synonyms",
        "change which words search takes for one",
        how,
        ("groups", "shipped", "extra") if how == "changed" else (),
        may=_KEEPERS,
        is_base=how == "changed",
        refusal=_SITE,
        fix=_ASK_FIRST,
    )
    for how in ("added", "changed", "removed")
)

_STANDARDS = {
    "frameworks": (
        "change a framework of standards",
        (
            *("title", "description", "publisher", "url", "version", "adopted_on", "licence"),
            *("strands", "discussion_questions", "extra"),
        ),
    ),
    "jurisdictions": (
        "change how a jurisdiction counts credit",
        (
            *("name", "kind", "parent", "agency", "url", "description", "units", "categories"),
            *("expired_counts", "superseded_counts"),
            *("cycles", "rules", "extra"),
        ),
    ),
}

CREDIT_RULES = Row(
    "jurisdictions",
    "change what credit counts",
    "changed",
    ("units", "categories", "cycles", "rules", "expired_counts", "superseded_counts"),
    may=_KEEPERS,
    hint=roles(Role.CARER),
    refusal=_SITE,
    fix=_ASK_FIRST,
    told="what credit counts was changed: {fields}",
    look="compare it with the rules that the jurisdiction published",
)

STANDARDS = tuple(
    Row(
        kind,
        act,
        how,
        fields if how == "changed" else (),
        may=_CARERS,
        is_base=how == "changed",
        refusal=_SITE,
        fix=_ASK_FIRST,
    )
    for kind, (act, fields) in _STANDARDS.items()
    for how in ("added", "changed", "removed")
)

ISSUERS = (
    Row(
        "issuers",
        "add an issuer",
        "added",
        may=_EDITORS,
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
    ),
    Row(
        "issuers",
        "change the keys that sign its badges, or that submissions are sealed for",
        "changed",
        ("keys", "sealing"),
        hint=_KEEPERS,
        rule="issuer-keys",
        hint_rule="issuer-keys",
        in_new=True,
    ),
    Row(
        "issuers",
        "put themselves among assessors, approvers or officials",
        "changed",
        ("assessors", "approvers", "official"),
        when="puts the author on a list",
        rule="people-lists",
        in_new=True,
    ),
    Row(
        "issuers",
        "change who assesses, who approves and whose name is on a certificate",
        "changed",
        ("assessors", "approvers", "official"),
        hint=_EDITORS,
        hint_rule="people-lists",
        in_new=True,
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
    ),
    Row(
        "issuers",
        "claim a former id",
        "changed",
        ("former_ids",),
        when="claims an address",
        hint=_KEEPERS,
        rule="claimed-address",
        hint_rule="claimed-address",
        in_new=True,
        refusal="{author} claims an address as a former one of the issuer",
        fix="take the line out, and ask a maintainer to add it",
        told="an address is claimed as a former one of the issuer",
        look="make sure that the issuer really had it",
    ),
    Row(
        "issuers",
        "give up a former id",
        "changed",
        ("former_ids",),
        may=_KEEPERS,
        rule="claimed-address",
        refusal="{author} takes away an address that leads to the issuer",
        fix="undo the change, and ask a maintainer",
    ),
    Row(
        "issuers",
        "say that the issuer is a part of one that they do not edit",
        "changed",
        ("parent",),
        when="names a parent that the author does not edit",
        hint=_KEEPERS,
        in_new=True,
        refusal="{author} does not edit the issuer that is named as the parent",
        fix="have an editor of both propose it, or a maintainer",
        told="{author} says that the issuer is a part of another",
        look="ask the other issuer whether it is so",
    ),
    Row(
        "issuers",
        "change who the issuer says it is, its policies and whether it is open",
        "changed",
        (
            *("name", "legal_name", "former_names", "kind", "parent", "policies"),
            *("status", "closed_on", "version_grace_days", "requests"),
            "last_place",
        ),
        may=_KEEPERS,
        hint=roles(Role.EDITOR),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        told="the issuer changed what it says about itself: {fields}",
        look="ask the issuer whether this is right",
    ),
    Row(
        "issuers",
        "change how the issuer describes itself",
        "changed",
        (
            *("url", "description", "image", "image_alt", "email", "region"),
            *("linkedin_organization_id", "extra"),
        ),
        may=_EDITORS,
        is_base=True,
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
    ),
    Row("issuers", "remove an issuer", "removed", rule="definition-removed"),
)

ROWS = (*GOVERNANCE, *SYNONYMS, CREDIT_RULES, *STANDARDS, *ISSUERS)
