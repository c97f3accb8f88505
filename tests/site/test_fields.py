"""Nothing is dropped: whatever a record states can be read on its page."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from credfolio.pages.fragments import addresses, words
from credfolio.records.model import terms
from credfolio.records.model.terms import values
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.definition import four_criteria, missing_for_active
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.records.registry import Registry
from credfolio.text.prose import plain_text
from demo import ROOT, TODAY
from html_tree import Page
from shown_text import is_shown, squashed, title_of_award, values_of

CREDENTIALS = sorted(
    f"{path.parent.name}/{path.stem}"
    for path in (ROOT / "catalog").glob("*/*.yml")
    if path.stem != "issuer" and path.parent.name not in ("frameworks", "jurisdictions")
)
FULLEST = [
    "open-classroom-alliance/formative-questioning",
    "juniper-university/instructional-coaching-cycle",
    "juniper-university/universal-design-lesson",
]


def lost(record: BaseModel, page: Page, registry: Registry) -> list[str]:
    """The values of `record` that its page does not show."""
    text = squashed(page.main.text).casefold()
    # What a browser decodes is decoded: an address is compared as it was written.
    links = {element["href"] for element in page.main.all("a")}
    return [
        f"{value.path}: {wanted[:120]}"
        for value in values_of(record, registry)
        for wanted in value.shown
        if not is_shown(wanted, text, links)
    ]


def test_the_fullest_definitions_are_among_those_compared() -> None:
    assert set(FULLEST) <= set(CREDENTIALS)


@pytest.mark.parametrize("reference", CREDENTIALS)
def test_every_field_of_a_definition_is_on_its_page(reference, demo, pages) -> None:
    credential = demo.credentials[reference]
    page = pages(addresses.credential(reference))
    assert lost(credential, page, demo) == []


@pytest.mark.parametrize("reference", CREDENTIALS)
def test_the_passing_rule_is_one_sentence_and_each_criterion_has_a_tick(
    reference, demo, pages
) -> None:
    credential = demo.credentials[reference]
    page = pages(addresses.credential(reference))
    if credential.parts:
        assert passing_rule_in_words(credential) in page.main.text
    ticks = list(page.main.by_class("cf-tick"))
    expected = [(tick.name, tick.met) for tick in four_criteria(credential)]
    assert len(ticks) == 4
    assert [
        (tick.text.removesuffix(" (not yet)"), "cf-tick--no" not in tick.classes) for tick in ticks
    ] == expected


@pytest.mark.parametrize("reference", FULLEST)
def test_a_criterion_shows_what_passes_and_folds_the_other_levels(reference, demo, pages) -> None:
    page = pages(addresses.credential(reference))
    criteria = [(part, one) for part in demo.credentials[reference].parts for one in part.rubric]
    assert len(criteria) == len(list(page.main.by_class("cf-crit")))
    for part, criterion in criteria:
        shown = page.main.by_id(f"part-{part.number}-{criterion.id}")
        folded = "".join(fold.text for fold in shown.all("details"))
        for level in part_levels(part):
            words_of_level = (level.name, plain_text(criterion.levels.get(level.id, "")))
            for text in map(squashed, words_of_level):
                assert (text in squashed(folded)) != level.passing, (criterion.id, level.id)
                assert text in squashed(shown.text)


def test_a_definition_begins_with_the_sentence_said_to_its_reader(demo, pages) -> None:
    spoken = [c for c in demo.credentials.values() if c.said_to_reader]
    assert len(spoken) > 30
    for credential in spoken:
        page = pages(addresses.credential(credential))
        (first,) = page.main.by_class("cf-competency")
        assert first.text == credential.said_to_reader
        kept = page.main.by_id("competency").text
        assert plain_text(credential.competency or "") in kept
        assert credential.said_of_holder is None or credential.said_of_holder in kept


def test_what_a_partial_definition_lacks_is_listed_and_nothing_else_is_dropped(demo, pages) -> None:
    partial = [
        c for c in demo.credentials.values() if c.status == "draft" and missing_for_active(c)
    ]
    assert partial, "the demonstration has a partial draft"
    for credential in partial:
        page = pages(addresses.credential(credential))
        assert "Draft" in page.main.text
        assert "This definition is not complete yet." in page.main.text
        for item in missing_for_active(credential):
            assert item.words in page.main.text


def test_a_definition_that_has_ended_says_what_may_still_be_done(demo, pages) -> None:
    ended = [
        c
        for c in demo.credentials.values()
        if c.status in ("deprecated", "suspended", "teach-out", "retired")
    ]
    assert ended
    for credential in ended:
        text = pages(addresses.credential(credential)).main.text
        assert words.STATUS[credential.status] in text
        if credential.superseded_by:
            assert demo.credentials[credential.superseded_by].title in text


def test_every_field_of_a_stack_an_issuer_a_framework_and_a_jurisdiction_is_on_its_page(
    demo, pages
) -> None:
    records: Mapping[str, BaseModel] = (
        {addresses.stack(stack): stack for stack in demo.stacks.values()}
        | {addresses.issuer(issuer.id): issuer for issuer in demo.issuers.values()}
        | {addresses.framework(f.id): f for f in demo.frameworks.values()}
        | {addresses.jurisdiction(j.id): j for j in demo.jurisdictions.values()}
    )
    assert {
        address: found
        for address, record in records.items()
        if (found := lost(record, pages(address), demo))
    } == {}


def test_every_field_of_a_profile_is_on_the_portfolio(demo, pages) -> None:
    shown = {
        educator.id: lost(educator, pages(addresses.educator(educator.id)), demo)
        for educator in demo.educators.values()
        if educator.visibility != "private" and not educator.hide
    }
    assert len(shown) >= 10
    assert {educator: found for educator, found in shown.items() if found} == {}


def test_a_portfolio_shows_each_public_award_that_was_not_taken_back(demo, pages) -> None:
    for educator in demo.educators.values():
        if educator.visibility == "private":
            continue
        page = pages(addresses.educator(educator.id))
        links = {element["href"] for element in page.main.all("a")}
        for award in demo.awards_by_educator.get(educator.id, ()):
            shown = any(link.endswith(addresses.award(award)) for link in links)
            state = award_state(award, TODAY)
            if award.visibility == "public" and (state.is_active or state.id == "expired"):
                assert shown, award.id
            elif award.visibility != "public":
                assert not shown, award.id


def test_every_field_of_an_award_is_on_its_page(demo, pages) -> None:
    compared = 0
    lacking = {}
    for award in demo.awards.values():
        if award.visibility == "private" or demo.educators[award.educator].visibility == "private":
            continue
        hidden: dict[str, object] = {} if award.show_evidence else {"evidence": ()}
        # What its holder hides of herself is looked for in test_portfolios.
        owner = demo.educators[award.educator]
        hidden |= {name: None for name in ("school", "district") if name in owner.hide}
        compared += 1
        if found := lost(award.model_copy(update=hidden), pages(addresses.award(award)), demo):
            lacking[award.educator, award.id] = found
    assert lacking == {}
    assert compared >= 60


def test_an_award_says_what_it_is_worth_today(demo, pages) -> None:
    seen = set()
    for award in demo.awards.values():
        if award.visibility == "private" or demo.educators[award.educator].visibility == "private":
            continue
        state = award_state(award, TODAY)
        seen.add(state.id)
        page = pages(addresses.award(award))
        (status,) = page.main.by_class("cf-state")
        assert status.text == state.words
        warnings = [n.get("aria-label") for n in page.main.by_class("cf-notice--warn")]
        assert bool(warnings) == (not state.is_active)
        assert all(label.startswith(state.words) for label in warnings)
        assert title_of_award(award, demo) in page.title
    assert seen == {"active", "expired", *values(terms.AwardStatus)}


@pytest.mark.parametrize(
    ("vocabulary", "tables"),
    [
        ("CredentialStatus", ["STATUS"]),
        ("StackLevel", ["STACK_LEVEL"]),
        ("IssuerKind", ["ISSUER_KIND"]),
        ("JurisdictionKind", ["JURISDICTION_KIND"]),
        ("AudienceRole", ["ROLE", "ROLES"]),
        ("GradeBand", ["GRADES"]),
        ("CredentialLevel", ["LEVEL"]),
        ("EvidenceType", ["EVIDENCE", "EVIDENCE_ICON", "EVIDENCE_MEANING"]),
        ("ResourceKind", ["RESOURCE", "RESOURCE_ICON"]),
        ("LearningKind", ["RESOURCE_ICON"]),
        ("WhoPays", ["WHO_PAYS"]),
        ("SubmissionKind", ["SUBMISSION"]),
        ("PartAuthor", ["PART_AUTHOR"]),
        ("PartScale", ["SCALE"]),
        ("CreditUnit", ["UNITS"]),
        ("IncentiveKind", ["INCENTIVE"]),
    ],
)
def test_every_word_of_a_vocabulary_has_words_for_readers(
    vocabulary: str, tables: list[str]
) -> None:
    for table in tables:
        known = set(getattr(words, table))
        wanted = set(values(getattr(terms, vocabulary)))
        assert wanted <= known
        if table != "RESOURCE_ICON":  # serves two vocabularies
            assert known == wanted


def test_the_vocabularies_without_a_table_are_those_that_need_none() -> None:
    # Shown as they are (media), in a phrase of the template, or nowhere.
    without = {
        *("IssuerStatus", "Medium", "ResourceStatus", "EvidenceNeed", "LimitKind", "LimitScope"),
        *("Visibility", "ConsentMethod", "AwardStatus", "Decision", "EvidenceSource"),
        *("StudentData", "ImportOutcome", "CorrectionKind"),
        *("Approval", "BackDating", "JudgedBasis", "AskedConversation"),
        # Of private records, which have no page.
        *("Confirms", "SubmissionEvent", "ThirdReader", "AiUse", "ConversationRule"),
        # Also in badges, so their words are in credfolio.badges.openbadges.verified.
        *("KnownBy", "VerifiedBy"),
        *("MarkForm", "RequestKind", "RequestOutcome"),
    }
    listed = {"CredentialStatus", "StackLevel", "IssuerKind", "JurisdictionKind", "AudienceRole"}
    listed |= {"GradeBand", "CredentialLevel", "EvidenceType", "ResourceKind", "LearningKind"}
    listed |= {"WhoPays", "SubmissionKind", "PartAuthor", "PartScale", "CreditUnit"}
    listed |= {"IncentiveKind", "SupportKind"}
    vocabularies = {name for name in vars(terms) if name[0].isupper() and name != "Literal"}
    assert vocabularies == without | listed


def test_an_imported_award_says_whose_word_an_answer_from_the_network_is(pages) -> None:
    text = pages("portfolios/kofi-mensah-grey/formative-questioning/").main.text
    for said in (
        "The check on that day could not determine whether it is genuine",
        "The person who recorded it says that the issuer's own site gave no answer.",
    ):
        assert squashed(said) in squashed(text)
