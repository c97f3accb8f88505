"""The table of rights for definitions, micro-credentials and stacks, and their kept texts."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, roles
from credfolio.records.model import KeptCredential, KeptStack, MicroCredential, Record, Stack
from credfolio.records.reckoned.frozen import FROZEN

_KEEPERS = roles(Role.MAINTAINER)
_EDITORS = roles(Role.MAINTAINER, Role.EDITOR)

_NOT_EDITOR = "{author} is not an editor of {issuer}"
_ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"

_PROMISED = (
    *("level", "time_estimate", "credit_values", "cost", "incentives", "expires_after", "attempts"),
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
            fix="raise `version`; an entry may also be given an end that is still to come",
            told="the version was awarded, and what it promises was changed: {fields}",
            look="make sure that everybody who holds it was told",
        ),
        Row(
            kind,
            "say what an awarded version counts for elsewhere, or until when",
            "changed",
            tuple(name for name in promised if name in ("credit_values", "incentives", "grants")),
            when="an entry comes or ends that the author does not answer for",
            hint=_KEEPERS,
            rule="awarded-terms",
            hint_rule="awarded-terms",
            refusal="the version was awarded, and {author} does not answer for what was added to "
            "{fields} or ended there",
            fix="ask somebody who looks after that jurisdiction or edits that issuer to propose it",
            told="the version was awarded, and {author} does not answer for what was added to "
            "{fields} or ended there",
            look="ask the office that gives the credit, the money or the right",
        ),
        Row(
            kind,
            "promise what others would have to give",
            "changed",
            tuple(name for name in promised if name in ("credit_values", "incentives", "grants")),
            when="it promises what the author does not answer for",
            may=_KEEPERS,
            hint=roles(Role.EDITOR),
            refusal=_NOT_EDITOR,
            fix=_ASK_FIRST,
            in_new=True,
            told="{author} does not answer for what was added to {fields}",
            look="ask the office that would give the credit, the money or the right",
        ),
        Row(
            kind,
            "rewrite when an awarded version came out, and what it changed",
            "changed",
            ("released", "changelog"),
            when="the history of an awarded version changes",
            hint=_KEEPERS,
            rule="awarded-terms",
            hint_rule="awarded-terms",
            refusal="versions were awarded, and what was said of them was changed: {fields}",
            fix="undo the change; say in the entry of the next version what was wrong",
            told="versions were awarded, and what was said of them was changed: {fields}",
            look="compare it with the day on which each version came out",
        ),
        Row(
            kind,
            "change what awards of a version show of it",
            "changed",
            ("title", "alignments"),
            when="the version was awarded",
            hint=_EDITORS,
            refusal=_NOT_EDITOR,
            fix=_ASK_FIRST,
            told="the version was awarded, and its awards show what was changed: {fields}",
            look="make sure that it still says what they were judged by",
        ),
        Row(
            kind,
            "give up an id that leads to a definition",
            "changed",
            ("former_ids", "aliases"),
            when="gives up an address",
            hint=_KEEPERS,
            rule="claimed-address",
            hint_rule="claimed-address",
            refusal="{author} takes away an address that leads to the definition",
            fix="undo the change, and ask a maintainer",
            told="an address that led to the definition leads nowhere afterward",
            look="make sure that nobody has used it",
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
        "drop a co-issuer of an awarded version",
        "changed",
        ("co_issuers",),
        when="drops a partner of an awarded version",
        hint=_KEEPERS,
        rule="awarded-terms",
        hint_rule="awarded-terms",
        refusal="the version was awarded, and a co-issuer whose name is on its awards was dropped",
        fix="raise `version`, or ask a maintainer",
        told="the version was awarded, and a co-issuer whose name is on its awards was dropped",
        look="ask the co-issuer whether this is right",
    ),
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
        "make a claim about another issuer's",
        "changed",
        ("equivalent_to", "supersedes", "superseded_by", "translations"),
        when="makes a claim about another issuer",
        may=_KEEPERS,
        hint=roles(Role.EDITOR),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        in_new=True,
        told="the definition makes a claim about another issuer's: {fields}",
        look="ask the other issuer whether it agrees",
    ),
    Row(
        "credentials",
        "name another issuer or a jurisdiction",
        "changed",
        ("creator", "contributors", "assessor_org", "funders"),
        when="names an issuer or a jurisdiction that the author does not speak for",
        may=_KEEPERS,
        hint=roles(Role.EDITOR),
        refusal=_NOT_EDITOR,
        fix=_ASK_FIRST,
        in_new=True,
        told="the definition names somebody whom {author} does not speak for: {fields}",
        look="ask whoever is named",
    ),
    *_definitions(
        "credentials",
        FROZEN[MicroCredential],
        _PROMISED,
        (
            *("title", "summary", "status", "released", "changelog", "human_code", "aliases"),
            "corrections",
            *("former_ids", "former_titles", "supersedes", "superseded_by", "equivalent_to"),
            *("see_also", "external_ids", "language", "translations", "licence", "adapted_from"),
            *("image", "image_alt", "glyph", "maintainers"),
            *("said_to_reader", "said_of_holder"),
            *("key_method", "method_components"),
            *("rationale", "research", "suggested_preparation", "how_to_earn", "glossary"),
            *("extra_sections", "resources", "creator", "contributors", "co_issuers"),
            *("assessor_org", "funders", "audience_roles", "grade_bands", "subjects", "topics"),
            *("tags", "requires_students", "remote_ok", "past_evidence_ok"),
            *("school_calendar_note", "recommended_before", "support_needed"),
            *("submission_route", "assessment_timeline", "integrity_statement", "privacy_rules"),
            *("ai_policy", "evidence_types", "alignments", "no_alignment_reason", "renewal"),
            "extra",
        ),
    ),
)

STACKS = _definitions(
    "stacks",
    FROZEN[Stack],
    ("level", "grants", "credit_values"),
    (
        *("title", "summary", "description", "alignments", "topics"),
        *("status", "released", "changelog", "corrections", "aliases", "former_ids"),
        *("image", "image_alt", "glyph"),
        "extra",
    ),
)

_WAS_KEPT = "the text of a version that was kept is never {how}"
_GO_ON = "undo the change; a new version may change a definition"


def _kept(kind: str, model: type[Record]) -> tuple[Row, ...]:
    """The rows of the kept texts of one kind of definition."""
    fields = tuple(name for name in model.model_fields if name not in ("id", "issuer", "version"))
    return (
        Row(
            kind,
            "keep the text that the definition has",
            "added",
            when="it is the text of the definition",
            may=_EDITORS | {Role.APPROVER, Role.ASSESSOR, Role.PUBLISHER},
            rule="kept-version",
            refusal="{author} neither edits, judges, nor publishes for {issuer}",
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
            "take words out of a text that was kept",
            "changed",
            fields,
            when="only words are taken out, and the digest of the whole text stays",
            hint=_KEEPERS,
            rule="kept-version",
            hint_rule="kept-version",
            is_base=True,
            refusal=_WAS_KEPT,
            fix=_GO_ON,
            told="words were taken out of a kept text",
            look="read what is left: nothing that was asked for may be gone",
            shares="a text is one thing, from which words of any field are taken out",
        ),
        Row(
            kind,
            "change a text that was kept",
            "changed",
            fields,
            rule="kept-version",
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

ROWS = (*CREDENTIALS, *STACKS, *KEPT_VERSIONS)
