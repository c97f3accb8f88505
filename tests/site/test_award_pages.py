"""What an award says of others: who issued it too, who assessed it, and what replaced it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from credfolio.pages.fragments import addresses
from credfolio.records.model import Award, MicroCredential
from credfolio.records.reckoned.as_earned import passing_submission
from credfolio.records.registry import Registry


def shown(demo: Registry, pages) -> Iterator[tuple[Award, str]]:
    """Each award with a page of its own, and the words on that page."""
    for award in demo.awards.values():
        if addresses.award(award) in pages.addresses:
            yield award, " ".join(pages(addresses.award(award)).main.text.split())


def test_an_award_names_everybody_with_whom_it_was_issued(demo: Registry, pages) -> None:
    found = 0
    for award, text in shown(demo, pages):
        earned = demo.as_earned(award) or demo.definition_of(award)
        owner = award.issuer or (earned.issuer if earned else "")
        partners = {*getattr(earned, "co_issuers", ()), earned.issuer if earned else ""} - {
            owner,
            "",
        }
        for partner in partners:
            assert demo.issuers[partner].name in text.partition("Issued together with")[2]
        assert ("Issued together with" in text) is bool(partners)
        found += len(partners)
    assert found > 3


def test_an_award_that_was_superseded_leads_to_the_one_that_replaced_it(
    demo: Registry, pages
) -> None:
    found = 0
    for award, text in shown(demo, pages):
        if award.superseded_by is None:
            continue
        other = demo.awards[award.educator, award.superseded_by]
        links = {one.get("href") for one in pages(addresses.award(award)).main.all("a")}
        assert any(link.endswith(addresses.award(other)) for link in links)
        assert "Superseded" in text or "Replaced by a correction" in text
        found += 1
    assert found


def test_an_assessor_is_named_where_that_is_public_and_never_in_a_blind_assessment(
    demo: Registry, pages
) -> None:
    named = blind = counted = 0
    for award, text in shown(demo, pages):
        earned = demo.as_earned(award)
        passing = passing_submission(award)
        if award.judged is not None:  # from private records: how many, and never who
            assert f"Assessed by {award.judged.assessors} assessor" in text
            counted += 1
            continue
        if passing is None or not isinstance(earned, MicroCredential):
            assert "Assessed by" not in text
            continue
        if earned.double_blind:
            assert "Assessed by" not in text
            blind += 1
            continue
        for assessment in passing[1].assessments:
            peer = demo.educators.get(assessment.assessor)
            if peer is not None and peer.visibility == "public":
                assert peer.display_name in text.partition("Assessed by")[2]
                named += 1
            elif peer is not None:
                assert peer.display_name not in text.partition("Assessed by")[2]
    assert named
    assert blind
    assert counted


def test_the_data_of_an_award_say_what_was_earned_and_not_what_is_asked_today(
    demo: Registry, pages
) -> None:
    older = partly = 0
    for award, _ in shown(demo, pages):
        source = pages(addresses.award(award)).source
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', source)
        if found is None:
            continue
        earned = json.loads(found[1])["hasCredential"]
        assert earned.get("version", "unknown") == award.version
        definition = demo.definition_of(award)
        older += bool(definition and definition.version != award.version)
        by = earned["recognizedBy"]
        names = {one["name"] for one in by} if isinstance(by, list) else {by["name"]}
        text = demo.as_earned(award) or definition
        partners = {demo.issuers[name].name for name in getattr(text, "co_issuers", ())}
        assert partners <= names
        partly += bool(partners)
    assert older > 10
    assert partly


def test_what_somebody_was_then_begins_as_a_line_does(demo: Registry, pages) -> None:
    found = 0
    for award, text in shown(demo, pages):
        then = text.partition("At the time ")[2]
        assert not then[:1].islower(), (award.key, then[:40])
        found += bool(then and award.role_at_time)
    assert found
