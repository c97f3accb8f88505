"""The table of rights for catalog/: governance, issuers, definitions, standards, credit."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, roles
from credfolio.records.model import KeptCredential, KeptStack, Record

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
        look="ask another maintainer whether it is so",
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
        fix="take it back",
    ),
)

SYNONYMS = tuple(
    Row(
        "synonyms",
        "change which words search takes for one",
        how,
        ("groups", "extra") if how == "changed" else (),
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
        "change the keys that sign its badges",
        "changed",
        ("keys",),
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
        refusal="{author} claims an address that the issuer is said to have had",
        fix="take the line out, and ask a maintainer to add it",
        told="an address is claimed that the issuer is said to have had",
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
        fix="take the change back, and ask a maintainer",
    ),
    Row(
        "issuers",
        "change who the issuer says it is, its policies and whether it is open",
        "changed",
        (
            *("name", "legal_name", "former_names", "kind", "parent", "policies"),
            *("status", "closed_on", "version_grace_days"),
        ),
        may=_KEEPERS,
        hint=roles(Role.EDITOR),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        told="the issuer says something else of itself: {fields}",
        look="ask the issuer whether it is so",
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

_PROMISED = (
    *("credit_values", "cost", "incentives", "expires_after", "attempts"),
    *("assessors_per_submission", "double_blind", "assessor_requirements"),
)


def _definitions(
    kind: str, asked: tuple[str, ...], promised: tuple[str, ...], rest: tuple[str, ...]
) -> tuple[Row, ...]:
    """The rows of a kind of definition, with the fields that each row is about."""
    return (
        Row(kind, "add a draft", "added", may=_EDITORS, refusal=_NOT_EDITOR, fix=_ASK_FIRST),
        Row(
            kind,
            "change what an awarded version asks for",
            "changed",
            asked,
            when="the version was awarded",
            rule="frozen-version",
        ),
        Row(
            kind,
            "lower a version, or take it away",
            "changed",
            ("version",),
            when="the version goes down",
            rule="version-order",
        ),
        Row(
            kind,
            "change what an awarded version promises",
            "changed",
            promised,
            when="a promise of an awarded version changes",
            hint=_KEEPERS,
            rule="awarded-terms",
            hint_rule="awarded-terms",
            refusal="the version was awarded, and what it promises was changed: {fields}",
            fix="raise `version`, or give the old entry an end and add a new one",
            told="the version was awarded, and what it promises was changed: {fields}",
            look="make sure that everybody who holds it was told",
        ),
        Row(
            kind,
            "change anything else of a definition",
            "changed",
            (*asked, "version", *promised, *rest),
            may=_EDITORS,
            is_base=True,
            refusal=_NOT_EDITOR,
            fix=_ASK_FIRST,
            shares="no rule looks at one of these fields alone",
        ),
        Row(
            kind,
            "remove a definition that was awarded",
            "removed",
            when="it was awarded",
            rule="definition-removed",
        ),
        Row(
            kind,
            "remove a definition that was never awarded",
            "removed",
            may=_EDITORS,
            refusal=_NOT_EDITOR,
            fix=_ASK_FIRST,
        ),
    )


CREDENTIALS = (
    Row(
        "credentials",
        "name a co-issuer that they do not edit",
        "changed",
        ("co_issuers",),
        when="names a partner that the author does not edit",
        may=_KEEPERS,
        rule="co-issuer",
        in_new=True,
    ),
    Row(
        "credentials",
        "claim that it equals or replaces another issuer's",
        "changed",
        ("equivalent_to", "supersedes"),
        when="makes a claim about another issuer",
        may=_KEEPERS,
        hint=roles(Role.EDITOR),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        in_new=True,
        told="the definition makes a claim about another issuer's: {fields}",
        look="ask the other issuer whether it agrees",
    ),
    *_definitions(
        "credentials",
        ("competency", "parts", "passing_rule"),
        _PROMISED,
        (
            *("title", "summary", "status", "released", "changelog", "human_code", "aliases"),
            *("former_ids", "former_titles", "supersedes", "superseded_by", "equivalent_to"),
            *("see_also", "external_ids", "language", "translations", "licence", "adapted_from"),
            *("image", "image_alt", "maintainers", "key_method", "method_components"),
            *("rationale", "research", "suggested_preparation", "how_to_earn", "glossary"),
            *("extra_sections", "resources", "creator", "contributors", "co_issuers"),
            *("assessor_org", "funders", "audience_roles", "grade_bands", "subjects", "topics"),
            *("tags", "level", "requires_students", "remote_ok", "past_evidence_ok"),
            *("school_calendar_note", "time_estimate", "prerequisites", "recommended_before"),
            *("submission_route", "assessment_timeline", "integrity_statement", "privacy_rules"),
            *("ai_policy", "evidence_types", "alignments", "no_alignment_reason", "renewal"),
            "extra",
        ),
    ),
)

STACKS = _definitions(
    "stacks",
    ("members", "groups", "minimum"),
    ("grants", "credit_values"),
    (
        *("title", "summary", "description", "level", "ordered", "alignments", "topics"),
        *("status", "released", "changelog", "aliases", "former_ids", "image", "image_alt"),
        "extra",
    ),
)

_WAS_KEPT = "the text of a version that was kept is never {how}"
_GO_ON = "take it back; a definition is changed with a new version"


def _kept(kind: str, model: type[Record]) -> tuple[Row, ...]:
    """The rows of the kept texts of one kind of definition."""
    fields = tuple(name for name in model.model_fields if name not in ("id", "issuer", "version"))
    return (
        Row(
            kind,
            "keep the text that the definition has",
            "added",
            when="it is the text of the definition",
            may=_EDITORS | {Role.APPROVER, Role.ASSESSOR},
            rule="kept-version",
            refusal="{author} neither edits nor judges for {issuer}",
            fix=_ASK_FIRST,
        ),
        Row(
            kind,
            "bring the text of an older version",
            "added",
            hint=_KEEPERS,
            rule="kept-version",
            hint_rule="kept-version",
            refusal="this is not the text that the definition has, in the base or in the change",
            fix="run `credfolio versions keep`; a maintainer proposes texts of older versions",
            told="this is not the text that the definition has, in the base or in the change",
            look="compare it with the definition in the history of the repository",
        ),
        Row(
            kind,
            "change a text that was kept",
            "changed",
            fields,
            rule="kept-version",
            is_base=True,
            refusal=_WAS_KEPT,
            fix=_GO_ON,
            shares="nobody may change any of them, and no rule looks at one alone",
        ),
        Row(
            kind,
            "remove a text that was kept",
            "removed",
            rule="kept-version",
            refusal=_WAS_KEPT,
            fix=_GO_ON,
        ),
    )


KEPT_VERSIONS = (
    *_kept("credential_versions", KeptCredential),
    *_kept("stack_versions", KeptStack),
)

ROWS = (*GOVERNANCE, *SYNONYMS, *STANDARDS, *ISSUERS, *CREDENTIALS, *STACKS, *KEPT_VERSIONS)
