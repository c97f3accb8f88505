"""Every value of a record with the words that its page has to show for it.

A new field is looked for on the page as it was written; whatever is shown in
other words, or on purpose nowhere, is named in `EXPLAINED` with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from credfolio.badges.openbadges.verified import KNOWN_BY, VERIFIED_BY
from credfolio.pages.fragments import words
from credfolio.pages.fragments.counting_rule import counting_rule
from credfolio.pages.fragments.lookups import standard_name
from credfolio.pages.fragments.sentences import SENTENCES
from credfolio.proof.age_key import fingerprint
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.model.credential import Cost, TimeEstimate
from credfolio.records.reckoned.account_names import account_names
from credfolio.records.registry import Registry
from credfolio.text.prose import plain_text

Explain = Callable[[Any, Any, Registry], list[str]]


@dataclass(frozen=True)
class Value:
    """A value of a record: where it stands, and what a reader has to see of it."""

    path: str
    shown: list[str]
    """Each of these, written one way or another."""


def squashed(text: str) -> str:
    """Text without its spaces, which markup moves about."""
    return "".join(text.split())


def nothing(*_: Any) -> list[str]:
    return []


def from_words(table: dict[str, str]) -> Explain:
    return lambda value, parent, registry: [table[value]]


def title_of_credential(value: str, parent: Any, registry: Registry) -> list[str]:
    return [registry.credentials[value].title]


def title_of_stack(value: str, parent: Any, registry: Registry) -> list[str]:
    return [registry.stacks[value].title]


def name_of_issuer(value: str, parent: Any, registry: Registry) -> list[str]:
    return [registry.issuers[value].name]


def name_of_framework(value: str, parent: Any, registry: Registry) -> list[str]:
    return [registry.frameworks[value].title]


def name_of_jurisdiction(value: str, parent: Any, registry: Registry) -> list[str]:
    return [registry.jurisdictions[value].name]


def heading(value: str, parent: Any, registry: Registry) -> list[str]:
    return [words.title_of(value)]


def language(value: str, parent: Any, registry: Registry) -> list[str]:
    return [words.language(value)]


def category(value: str, parent: Any, registry: Registry) -> list[str]:
    found = registry.jurisdictions[parent.jurisdiction].categories
    return [next(one.name for one in found if one.id == value)]


def whole(say: Callable[[Any], str]) -> Explain:
    """The field is shown as one phrase together with its neighbours."""
    return lambda value, parent, registry: [say(parent)]


def if_true(text: str) -> Explain:
    return lambda value, parent, registry: [text] if value else []


def either(yes: str, no: str) -> Explain:
    return lambda value, parent, registry: [yes if value else no]


def hours(parent: TimeEstimate) -> str:
    return words.hours(parent)


def money(parent: Cost) -> str:
    return words.money(parent)


def counting(value: bool, parent: Any, registry: Registry) -> list[str]:
    return [counting_rule(parent)]


def status_note(value: str, parent: Any, registry: Registry) -> list[str]:
    return [] if value == "active" else [words.STATUS[value]]


EXPLAINED: dict[tuple[str, str], Explain] = {
    # An id is the address of the page; shown are titles.
    ("*", "id"): nothing,
    ("*", "extra"): nothing,  # "Kept as they are, shown nowhere."
    ("*", "image"): nothing,  # shown as the picture
    ("*", "image_alt"): nothing,  # an attribute; test_outline looks at it
    ("*", "glyph"): nothing,  # drawn on the small badge
    ("*", "aliases"): nothing,  # addresses that lead here
    ("*", "former_ids"): nothing,
    ("*", "former_handles"): nothing,
    ("*", "jurisdiction"): name_of_jurisdiction,
    ("*", "category"): category,
    ("*", "unit"): whole(words.amount),
    ("*", "amount"): whole(words.amount),
    ("*", "framework"): name_of_framework,
    ("Alignment", "code"): lambda code, *_: [standard_name(code)],
    # MicroCredential
    ("MicroCredential", "issuer"): name_of_issuer,
    ("MicroCredential", "language"): language,
    ("MicroCredential", "co_issuers"): name_of_issuer,
    ("MicroCredential", "status"): status_note,
    ("MicroCredential", "level"): from_words(words.LEVEL),
    ("MicroCredential", "audience_roles"): from_words(words.ROLES),
    ("MicroCredential", "grade_bands"): from_words(words.GRADES),
    ("MicroCredential", "topics"): heading,
    ("MicroCredential", "tags"): nothing,  # for the search, not for readers
    ("MicroCredential", "evidence_types"): nothing,  # on the card and in the lists
    ("MicroCredential", "supersedes"): title_of_credential,
    ("MicroCredential", "superseded_by"): title_of_credential,
    ("MicroCredential", "equivalent_to"): title_of_credential,
    ("MicroCredential", "see_also"): title_of_credential,
    ("MicroCredential", "prerequisites"): title_of_credential,
    ("MicroCredential", "recommended_before"): title_of_credential,
    ("MicroCredential", "requires_students"): either(
        "You need students to work with.", "You do not need students"
    ),
    ("MicroCredential", "remote_ok"): either(
        "It can be done remotely.", "It cannot be done remotely."
    ),
    ("MicroCredential", "past_evidence_ok"): either(
        "Evidence from earlier work is accepted.", "Evidence must be new."
    ),
    ("MicroCredential", "assessors_per_submission"): lambda n, *_: [words.count(n, "assessor")],
    ("MicroCredential", "double_blind"): if_true(
        "The educator and the assessors do not learn each other's names."
    ),
    ("MicroCredential", "conversation"): lambda value, *_: [SENTENCES[f"conversation {value}"]],
    ("SealingKey", "id"): lambda value, *_: [value],
    ("SealingKey", "recipient"): lambda value, *_: [fingerprint(value)],
    ("Correction", "kind"): from_words({"spelling": "Spelling", "link": "Dead link"}),
    ("Correction", "approved_by"): nothing,  # by name, on the page of the version
    ("TimeEstimate", "min_hours"): whole(hours),
    ("TimeEstimate", "max_hours"): whole(hours),
    ("Cost", "amount"): whole(money),
    ("Cost", "currency"): nothing,  # a sign before the amount
    ("Cost", "who_pays"): lambda value, cost, _: [words.WHO_PAYS[value]] if cost.amount else [],
    ("ExpiresAfter", "years"): whole(words.expiry),
    ("ExpiresAfter", "months"): whole(words.expiry),
    ("Attempts", "max"): lambda value, *_: [f"At most {value}."],
    ("Attempts", "wait_days"): lambda n, *_: [words.count(n, "day")] if n else [],
    ("AssessmentTimeline", "business_days"): lambda n, *_: [words.count(n, "business day")],
    ("AssessorRequirements", "trained"): if_true("They are trained on this rubric."),
    ("AssessorRequirements", "must_hold_credential"): if_true("hold this credential"),
    ("SubmissionRoute", "kind"): from_words(words.SUBMISSION),
    ("ExtraSection", "after"): nothing,  # its place on the page
    ("Translation", "language"): language,
    ("Translation", "credential"): nothing,  # a link with the language as its text
    ("Research", "open_access"): if_true("open access"),
    ("Resource", "kind"): from_words(words.RESOURCE),
    ("Resource", "free"): either("free", "paid"),
    ("Resource", "minutes"): lambda value, *_: [f"{value} minutes"],
    ("Resource", "part"): lambda value, *_: [f"for part {value}"],
    ("Resource", "language"): nothing,  # said where it is not the definition's own
    # A link that is known to be dead leads nobody astray.
    ("Resource", "url"): lambda value, resource, _: [] if resource.status == "dead" else [value],
    ("Resource", "status"): lambda value, *_: (
        [] if value == "live" else ["no longer online" if value == "dead" else "moved"]
    ),
    ("Part", "number"): lambda value, *_: [f"Part {value}"],
    ("Part", "author"): from_words(words.PART_AUTHOR),
    ("Part", "scale"): from_words(words.SCALE),
    ("Part", "required_level"): nothing,  # in the passing rule, and as the levels that pass
    ("WordLimit", "*"): whole(words.word_limit),
    ("EvidenceItem", "type"): from_words(words.EVIDENCE),
    ("EvidenceItem", "need"): lambda value, *_: (
        [] if value == "required" else ["optional" if value == "optional" else "for example"]
    ),
    ("EvidenceItem", "max_minutes"): lambda value, *_: [f"at most {value} minutes"],
    ("EvidenceItem", "consent_needed"): if_true("Families' consent is needed."),
    ("EvidenceItem", "same_subjects_as"): lambda *_: ["From the same people as"],
    ("EvidenceItem", "unit"): lambda value, *_: [value],
    ("Level", "passing"): nothing,  # a tick beside the level; the passing rule says it in words
    ("Level", "points"): nothing,  # test_fields looks at the rubric's head
    ("Level", "description"): nothing,  # where criteria say it in their own words, they do
    ("Criterion", "levels"): lambda value, *_: [value],
    ("PassingRule", "*"): nothing,  # one sentence, looked for by itself
    ("PartRequirement", "*"): nothing,
    ("PointsRequirement", "*"): nothing,
    ("Alignment", "strand"): nothing,  # the code says which
    ("Incentive", "kind"): lambda value, *_: [words.INCENTIVE[value].lower()],
    ("Incentive", "amount"): lambda value, *_: [value],
    # Stack
    ("Stack", "issuer"): name_of_issuer,
    ("Stack", "level"): from_words(words.STACK_LEVEL),
    ("Stack", "status"): status_note,
    ("Stack", "topics"): nothing,  # the pages of topics name it
    ("Stack", "ordered"): if_true("The path, in order"),
    ("Stack", "minimum"): lambda value, *_: [f"{value} of"],
    ("Stack", "released"): nothing,  # the versions below have their dates
    ("Member", "credential"): title_of_credential,
    ("Member", "stack"): title_of_stack,
    ("Member", "required"): lambda value, member, _: [] if value or member.group else ["optional"],
    ("Member", "group"): nothing,
    ("Group", "title"): lambda value, *_: [value],
    ("Group", "pick"): lambda value, *_: [f"pick {value} of"],
    ("Grant", "kind"): nothing,  # its text says what it is
    # Issuer
    ("Issuer", "kind"): from_words(words.ISSUER_KIND),
    ("Issuer", "parent"): name_of_issuer,
    ("Issuer", "status"): lambda value, *_: ["Closed"] if value == "closed" else [],
    ("Issuer", "linkedin_organization_id"): nothing,  # for the sharing tools
    ("Assessor", "*"): nothing,  # a count; who they are is in the repository
    ("Approver", "*"): nothing,
    ("PublicKey", "*"): nothing,
    # Framework and Jurisdiction
    ("Framework", "licence"): lambda value, *_: [value],
    ("DiscussionQuestion", "strand"): nothing,
    ("Jurisdiction", "kind"): from_words(words.JURISDICTION_KIND),
    ("Jurisdiction", "parent"): name_of_jurisdiction,
    ("Jurisdiction", "expired_counts"): counting,
    ("Jurisdiction", "superseded_counts"): counting,
    ("Unit", "unit"): lambda value, unit, _: ([unit.name or words.UNITS[value][1].capitalize()]),
    ("Cycle", "years"): lambda value, *_: [words.count(value, "year")],
    ("Cycle", "unit"): lambda value, cycle, _: [words.quantity(cycle.amount, value)],
    ("Cycle", "amount"): nothing,  # with its unit
    ("CycleMinimum", "unit"): lambda value, cycle, _: [words.quantity(cycle.amount, value)],
    ("CycleMinimum", "amount"): nothing,
    ("CycleMinimum", "category"): nothing,  # test of jurisdictions in test_fields
    ("CreditRule", "cap_unit"): nothing,  # for the check; the text says it
    ("CreditRule", "cap_amount"): nothing,
    # Educator
    ("Educator", "roles"): from_words(words.ROLE),
    ("Educator", "grades"): from_words(words.GRADES),
    ("Educator", "languages"): language,
    ("Educator", "years"): lambda n, *_: [words.count(n, "year") + " in education"],
    ("Educator", "pinned"): nothing,  # awards are looked for by themselves
    ("Educator", "hide"): nothing,
    ("Educator", "layout"): nothing,  # how the page looks
    ("Educator", "accent"): nothing,
    ("Educator", "order"): nothing,
    ("Educator", "visibility"): nothing,
    ("Educator", "search_indexing"): nothing,
    ("Educator", "opt_in_reviewer"): if_true("open to reviewing"),
    ("Educator", "in_progress"): title_of_credential,
    ("Consent", "*"): nothing,  # how she agreed is not published
    ("Photo", "*"): nothing,  # a picture with its alt
    ("Educator", "placeholder"): nothing,  # a drawing, beside the name
    ("Collection", "awards"): nothing,
    ("Goal", "credential"): nothing,  # its text says it
    ("Goal", "stack"): nothing,
    ("Playlist", "credentials"): title_of_credential,
    ("LearningEntry", "kind"): lambda value, *_: [value.capitalize()],
    ("LearningEntry", "minutes"): lambda value, *_: [f"{value} minutes"],
    # Award
    ("Award", "educator"): nothing,
    ("Award", "credential"): title_of_credential,
    ("Award", "stack"): title_of_stack,
    ("Award", "issuer"): name_of_issuer,
    ("Award", "version"): lambda value, *_: [
        "version not known" if value == "unknown" else f"version {value}"
    ],
    ("Award", "digest"): nothing,
    ("Award", "approved_by"): lambda value, _, registry: (
        # An educator only if she is listed; an account by its name.
        [] if value in registry.educators else [account_names(registry).get(value, value)]
    ),
    # An account, which the page calls by its name; one without a public name is not shown.
    ("Award", "status_by"): lambda value, _, registry: [
        name for name in [account_names(registry).get(value, value)] if name
    ],
    # Of an award that has ended the expiry says nothing any more.
    ("Award", "expires_on"): lambda value, award, _: (
        [words.day(value)] if award.status == "active" else []
    ),
    ("Award", "visibility"): nothing,
    ("Award", "show_evidence"): nothing,
    ("Award", "show_results"): nothing,
    ("Award", "status"): nothing,  # test_awards looks for it
    ("Award", "superseded_by"): lambda *_: ["the award that replaced it"],
    ("Award", "back_dating_reason"): nothing,  # for the maintainers
    ("Submission", "*"): nothing,  # private, but for public feedback: test_privacy
    ("Award", "submissions"): nothing,
    ("Judged", "assessors"): lambda n, *_: [words.count(n, "assessor")],
    ("Judged", "basis"): nothing,
    ("Judged", "records"): nothing,  # a commit that only the office can look up
    ("Judged", "sealed"): nothing,  # in the badge
    ("Judged", "verified_by"): lambda value, *_: [VERIFIED_BY[value]],
    ("Judged", "identity"): lambda value, *_: [KNOWN_BY[value]],
    ("PartResult", "*"): nothing,  # test_awards looks for them
    ("Evidence", "kind"): from_words(words.EVIDENCE),
    ("Evidence", "part"): lambda value, *_: [f"part {value}"],
    ("Evidence", "file"): nothing,
    ("Evidence", "source"): from_words(
        {"issuer": "attested by the issuer", "holder": "added by the holder"}
    ),
    ("Evidence", "visible"): nothing,
    ("Evidence", "student_data"): lambda value, *_: {
        "none": [],
        "deidentified": ["Students' names have been removed."],
        "consented": ["Shown with the families' consent."],
    }[value],
    ("EvidenceConsent", "*"): nothing,
    ("Endorsement", "accepted"): nothing,
    ("ImportCheck", "outcome"): nothing,  # in a sentence of its own; tests of importing read it
    ("ImportCheck", "online"): nothing,  # likewise
    ("ImportedFrom", "file"): nothing,
}


def values_of(record: BaseModel, registry: Registry, path: str = "") -> Iterator[Value]:
    """Every value that `record` states, with what its page has to show."""
    kind = type(record).__name__
    for name in type(record).model_fields:
        value = getattr(record, name)
        where = f"{path}.{name}" if path else name
        yield from _values(value, record, kind, name, where, registry)


def _values(
    value: Any, parent: BaseModel, kind: str, name: str, where: str, registry: Registry
) -> Iterator[Value]:
    if value is None or value == () or value == {}:
        return
    if isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from _values(one, parent, kind, name, f"{where}[{n}]", registry)
        return
    explained = next(
        (EXPLAINED[key] for key in ((kind, name), (kind, "*"), ("*", name)) if key in EXPLAINED),
        None,
    )
    if isinstance(value, BaseModel):
        if _is_hidden(value):
            return
        if explained is None or (type(value).__name__, "*") not in EXPLAINED:
            yield from values_of(value, registry, where)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _values(one, parent, kind, name, f"{where}.{key}", registry)
    elif explained is not None:
        yield Value(where, explained(value, parent, registry))
    elif isinstance(value, bool):
        raise AssertionError(f"{kind}.{name}: say in EXPLAINED how a yes is shown")
    elif isinstance(value, date):
        yield Value(where, [words.day(value)])
    elif isinstance(value, int | Decimal):
        yield Value(where, [words.number(value)])
    else:
        yield Value(where, [value])


def _is_hidden(piece: BaseModel) -> bool:
    """Whether somebody asked that this piece be shown to nobody."""
    return getattr(piece, "visible", True) is False or getattr(piece, "accepted", True) is False


def is_shown(text: str, page_text: str, links: set[str]) -> bool:
    """Whether `text` is on the page: as written, as Markdown's words, or as a link's address.

    Whether a word is capitalised depends on where in a sentence it stands.
    """
    wanted = (squashed(text).casefold(), squashed(plain_text(text)).casefold())
    return any(one in page_text for one in wanted) or text in links


def title_of_award(award: Award, registry: Registry) -> str:
    found: MicroCredential | Stack = (
        registry.credentials[award.credential]
        if award.credential
        else registry.stacks[award.stack or ""]
    )
    return found.title
