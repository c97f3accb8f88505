"""The page of one micro-credential: the whole definition, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from markupsafe import escape

from credfolio.badges.openbadges.json_ld import describe_definition, render_script
from credfolio.pages.catalog.hours_beside import hours_beside
from credfolio.pages.contribute.builder_page import change_address
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView, Translated
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import clip
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import Part
from credfolio.records.reckoned.definition import four_criteria, missing_for_active, stated
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.records.registry import credential_path
from credfolio.text.prose import plain_text

IMAGE_ALT = "Badge of {title}"
ANSWERS = "{answers} in writing"
AND_MORE = "{first} and {more} more"
LETTERS_OF_TWO = 60
"""Two pieces of evidence are named where their titles have no more letters together."""

OWN_STUDENTS = "{number} of your own"
WITH_STUDENTS = "Needed"
WITHOUT_STUDENTS = "None needed"

SECTIONS = {
    "hand-in": "What you submit, and how it is judged",
    "counts": "What it counts for",
    "method": "The method",
    "prepare": "Prepare",
    "overview": "What it is, and for whom",
    "rules": "Rules of the work",
    "stacks": "Part of",
    "earned": "Who earned it",
    "behind": "Behind it",
    "related": "Related",
}
"""The sections of the page with their headings, in reading order."""

_MOST_RELATED = 3
_MOST_COMPARED = 60
"""In one topic; one with hundreds of definitions is not compared through."""


def build_credential_page(credential: MicroCredential, view: CatalogView, lookups: Lookups) -> Page:
    """The page of `credential` as readers see it on the day of the build."""
    registry = view.registry
    missing = missing_for_active(credential) if credential.status != "retired" else ()
    successor = registry.credentials.get(credential.superseded_by or "")
    stacks = tuple(
        stack
        for stack in registry.stacks_holding.get(credential.ref, ())
        if stack.status != "retired"
    )
    earners = view.earners(credential.ref)
    related = _related(credential, view)
    has = _Has(credential)
    titles = {item.id: item.title for part in credential.parts for item in part.evidence_items}
    translations = view.translations(credential)
    body = view.renderer.speaking(credential.language).render(
        "credential",
        translations=translations,
        c=credential,
        image_alt=credential.image_alt or IMAGE_ALT.format(title=credential.title),
        ticks=four_criteria(credential),
        missing=missing,
        stated=stated(credential),
        successor=successor,
        edit=change_address(view.renderer, credential.ref),
        sections=_sections(has, credential, bool(stacks), bool(earners), bool(related)),
        glance=[_glance(part) for part in credential.parts],
        has=has,
        prerequisites=_known(credential.prerequisites, view),
        recommended=_known(credential.recommended_before, view),
        replaces=_known(credential.supersedes, view),
        levels_of=part_levels,
        rule=passing_rule_in_words(credential),
        evidence_title=lambda evidence_id: titles.get(evidence_id, evidence_id),
        credits=view.credits(credential),
        hours=hours_beside(
            credential.time_estimate,
            (hours for ref, hours in view.hours_of_offered if ref != credential.ref),
        ),
        students=_students(credential),
        places=view.places,
        kept=registry.kept_numbers(credential_path(credential.ref)),
        stacks=stacks,
        earners=earners,
        related=related,
    )
    summary = credential.competency or credential.summary or credential.title
    issuer = registry.issuers.get(credential.issuer)
    url = view.site.url + addresses.credential(credential) if view.site.url else ""
    known = url and credential.status not in ("draft", "cataloged")
    head = render_script(describe_definition(credential, issuer, url)) if known else ""
    if translations and url:
        head += _alternates(credential, translations, view.site.url)
    cards = ["cards"] if stacks or related else []
    head = stylesheets(*cards, "credential") + head
    return Page(
        kind="credential",
        address=addresses.credential(credential),
        title=credential.title,
        description=clip(plain_text(summary), 200),
        body=body,
        head=head,
        source=credential_path(credential.ref),
    )


def _alternates(credential: MicroCredential, translations: Sequence[Translated], site: str) -> str:
    """The definition in each of its languages, for search engines; each page names them all."""
    own = Translated(credential.language or "en", addresses.credential(credential))
    return "".join(
        f'<link rel="alternate" hreflang="{escape(one.language)}" '
        f'href="{escape(site + one.at if one.at else one.url)}">\n'
        for one in (own, *translations)
    )


class _Has:
    """Which sections a definition fills; an empty one is left out of page and contents."""

    def __init__(self, c: MicroCredential) -> None:
        after = {section.after for section in c.extra_sections}
        self.details = bool(
            c.audience_roles
            or c.grade_bands
            or c.subjects
            or c.topics
            or c.time_estimate
            or c.cost
            or c.school_calendar_note
            or c.support_needed
        ) or any(one is not None for one in (c.requires_students, c.remote_ok, c.past_evidence_ok))
        self.overview = bool(
            self.details
            or c.summary
            or c.prerequisites
            or c.recommended_before
            or "overview" in after
        )
        self.method = bool(c.key_method or c.method_components or c.rationale or "method" in after)
        self.prepare = bool(
            c.resources or c.suggested_preparation or c.how_to_earn or "prepare" in after
        )
        self.counts = bool(
            c.credit_values
            or c.incentives
            or c.alignments
            or c.no_alignment_reason
            or c.expires_after
            or c.renewal
            or "credit" in after
        )
        self.rules = bool(c.privacy_rules or c.integrity_statement or c.ai_policy or c.conversation)
        self.research = bool(c.research or c.adapted_from or "research" in after)


def _sections(
    has: _Has, c: MicroCredential, stacks: bool, earned: bool, related: bool
) -> list[tuple[str, str]]:
    there = {
        "hand-in": bool(c.parts),
        "counts": has.counts,
        "method": has.method,
        "prepare": has.prepare,
        "overview": has.overview,
        "rules": has.rules,
        "stacks": stacks,
        "earned": earned,
        "behind": True,
        "related": related,
    }
    return [(anchor, name) for anchor, name in SECTIONS.items() if there[anchor]]


def _glance(part: Part) -> str:
    """What a part asks for, in one line."""
    asked = []
    if part.prompts:
        asked.append(ANSWERS.format(answers=words.count(len(part.prompts), "answer")))
    required = [item.title for item in part.evidence_items if item.need == "required"]
    if len(required) > 2 or (len(required) == 2 and sum(map(len, required)) > LETTERS_OF_TWO):
        required = [AND_MORE.format(first=required[0], more=len(required) - 1)]
    return "; ".join((*asked, *required))


def _students(credential: MicroCredential) -> str:
    """Whose work it takes, in words; the number where one piece of evidence names one."""
    if credential.requires_students is None:
        return ""
    if not credential.requires_students:
        return WITHOUT_STUDENTS
    number = max(
        (
            item.count
            for part in credential.parts
            for item in part.evidence_items
            if item.unit == "students"
        ),
        default=0,
    )
    return OWN_STUDENTS.format(number=number) if number else WITH_STUDENTS


def _known(references: tuple[str, ...], view: CatalogView) -> list[MicroCredential]:
    found = (view.registry.credentials.get(reference) for reference in references)
    return [credential for credential in found if credential]


def _related(credential: MicroCredential, view: CatalogView) -> list[str]:
    """Those named, and up to three in all of those that share most with this one."""
    named = [
        reference
        for reference in (*credential.see_also, *credential.equivalent_to)
        if reference in view.registry.credentials
    ]
    stated = len(named)
    if stated < _MOST_RELATED:
        own = view.traits[credential.ref]
        near = {
            reference
            for topic in credential.topics
            for reference in view.offered_in_topic.get(topic, ())[:_MOST_COMPARED]
        }
        named += nsmallest(
            _MOST_RELATED - stated,
            near - {credential.ref, *named},
            key=lambda reference: (*view.traits[reference].unlike(own), reference),
        )
    return named
