"""What somebody did not agree to publish is published nowhere."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from credfolio.pages.fragments import addresses
from credfolio.records.model import Award, Educator
from credfolio.records.reckoned.passing import part_levels
from credfolio.text.prose import plain_text
from demo import ROOT, SITE_PATH, build_once, small_project
from html_tree import load_page, page_addresses


@pytest.fixture(scope="module")
def texts(demo_site: Path) -> dict[str, str]:
    """Every file of the site as text, by path."""
    found = {}
    for file in sorted(demo_site.rglob("*")):
        if file.is_file():
            raw = file.read_bytes()
            raw = gzip.decompress(raw) if file.suffix == ".gz" else raw
            found[file.relative_to(demo_site).as_posix()] = raw.decode("utf-8", "replace")
    return found


def people(demo, visibility: str) -> list[Educator]:
    found = [e for e in demo.educators.values() if e.visibility == visibility]
    assert found, f"the demonstration has somebody who is {visibility}"
    return found


def own_addresses(educator: Educator) -> tuple[str, ...]:
    """Where she is, and where she was before."""
    return tuple(f"portfolios/{handle}/" for handle in (educator.id, *educator.former_handles))


def unlisted_awards(demo) -> list[Award]:
    found = [
        award
        for award in demo.awards.values()
        if award.visibility == "unlisted" and demo.educators[award.educator].visibility == "public"
    ]
    assert found, "the demonstration has an unlisted award"
    return found


def files_with(texts: dict[str, str], needle: str) -> list[str]:
    return [path for path, text in texts.items() if needle in text]


# --- unlisted -----------------------------------------------------------------------------------


def test_an_unlisted_educator_is_named_only_below_her_own_address(demo, texts) -> None:
    for educator in people(demo, "unlisted"):
        own = addresses.educator(educator.id)
        assert f"{own}index.html" in texts, "she has a page"
        for needle in (educator.display_name, own, educator.id):
            known = own_addresses(educator)
            others = [path for path in files_with(texts, needle) if not path.startswith(known)]
            assert others == [], needle


def test_an_unlisted_award_is_named_only_on_its_own_page(demo, texts) -> None:
    for award in unlisted_awards(demo):
        address = addresses.award(award)
        assert f"{address}index.html" in texts, "it has a page"
        known = tuple(f"{at}{award.id}/" for at in own_addresses(demo.educators[award.educator]))
        for path, text in texts.items():
            if path.startswith(known):
                continue
            assert address not in text, path
            assert f'href="{award.id}/"' not in text or award.educator not in path


def test_an_unlisted_award_counts_for_nobody_to_see(demo, pages) -> None:
    for award in unlisted_awards(demo):
        others = [
            one
            for one in demo.awards_by_educator[award.educator]
            if one.credential == award.credential and one.visibility == "public"
        ]
        if not others and award.credential:
            page = pages(addresses.credential(award.credential))
            assert demo.educators[award.educator].display_name not in page.main.text


def test_only_what_is_listed_may_be_indexed(demo, pages) -> None:
    for educator in demo.educators.values():
        if educator.visibility == "private":
            continue
        listed = educator.visibility == "public" and educator.search_indexing
        assert pages(addresses.educator(educator.id)).is_indexed == listed
        for award in demo.awards_by_educator.get(educator.id, ()):
            if award.visibility != "private":
                page = pages(addresses.award(award))
                assert page.is_indexed == (listed and award.visibility == "public"), award.id


def test_the_sitemap_names_the_indexed_pages_and_no_other(pages, texts) -> None:
    base = f"https://tamarack.example{SITE_PATH}"
    named = {
        row.partition("</loc>")[0].removeprefix(base)
        for row in texts["sitemap.xml"].split("<loc>")[1:]
    }
    indexed = {page.address for page in pages if page.is_indexed and page.address != "404.html"}
    assert named == indexed
    assert texts["sitemap.xml.gz"] == texts["sitemap.xml"]


# --- private ------------------------------------------------------------------------------------


def test_a_private_educator_leaves_no_trace(demo, texts) -> None:
    for educator in people(demo, "private"):
        for needle in (educator.display_name, educator.id, *(educator.bio or "").split("\n")[:1]):
            if needle:
                assert files_with(texts, needle) == [], needle


def test_a_private_award_leaves_no_trace(demo, texts) -> None:
    found = [award for award in demo.awards.values() if award.visibility == "private"]
    assert found
    for award in found:
        assert not any(path.startswith(addresses.award(award)) for path in texts)
        assert files_with(texts, addresses.award(award)) == []
        for text in unpublished(award, everything=True):
            assert files_with(texts, text) == []


# --- what stays between assessor and educator ---------------------------------------------------


def unpublished(award: Award, *, everything: bool = False) -> Iterator[str]:
    """The first words of each text of `award` that is nobody else's business."""
    for result in award.results:
        if result.comment:
            yield beginning(result.comment)
    for submission in award.submissions:
        for assessment in submission.assessments:
            private = not assessment.feedback_public or assessment.decision != "pass"
            if assessment.feedback and (private or everything):
                yield beginning(assessment.feedback)
            for result in assessment.results:
                if result.comment:
                    yield beginning(result.comment)
    for item in award.evidence:
        if item.description and (not item.visible or not award.show_evidence or everything):
            yield beginning(item.description)
    for said in award.endorsements:
        if not said.accepted or everything:
            yield beginning(said.text)
    if everything and award.narrative:
        yield beginning(award.narrative)


def beginning(text: str) -> str:
    """Enough of a text to know it by, as plain as it would stand in HTML."""
    words = plain_text(text).split()
    plain = [word for word in words if not set(word) & set("\"'&<>")]
    start = " ".join(words[:6])
    return start if not set(start) & set("\"'&<>") else max(plain, key=len)


def test_feedback_comments_and_hidden_evidence_are_not_published(demo, texts) -> None:
    private = {text for award in demo.awards.values() for text in unpublished(award) if " " in text}
    assert len(private) > 20
    whole = "\n".join(" ".join(text.split()) for text in texts.values())
    assert [text for text in private if text in whole] == []


def test_public_feedback_is_published(demo, pages) -> None:
    public = [
        (award, assessment.feedback)
        for award in demo.awards.values()
        for submission in award.submissions
        for assessment in submission.assessments
        if assessment.feedback
        and assessment.feedback_public
        and assessment.decision == "pass"
        and award.visibility != "private"
        and demo.educators[award.educator].visibility != "private"
    ]
    assert public
    for award, feedback in public:
        assert plain_text(feedback)[:60] in pages(addresses.award(award)).main.text


def test_results_of_an_attempt_that_did_not_pass_are_not_on_the_page(demo, pages) -> None:
    retried = 0
    for award in demo.awards.values():
        credential = demo.credentials.get(award.credential or "")
        attempts = [a for s in award.submissions for a in s.assessments]
        if (
            credential is None
            or not any(a.decision == "resubmit" for a in attempts)
            or award.visibility == "private"
            or demo.educators[award.educator].visibility == "private"
        ):
            continue
        retried += 1
        page = pages(addresses.award(award))
        reached = {
            (result.part, result.level)
            for result in (
                *award.results,
                *(r for a in attempts if a.decision == "pass" for r in a.results),
            )
        }
        names = {
            level.name
            for part in credential.parts
            for level in part_levels(part)
            if (part.number, level.id) in reached
        }
        sections = [s for s in page.main.all("section") if s.get("id") == "results"]
        shown = {label.text for s in sections for label in s.by_class("cf-pass")}
        assert shown <= names, award.id
        for word in ("resubmit", "Resubmit", "second attempt", "attempt 2"):
            assert word not in page.main.text, award.id
    assert retried >= 3


QUIET_AWARD = """\
credential: riverside-usd/active-listening
version: "1.1"
awarded_on: 2025-12-01
name_as_awarded: Ana López
approved_by: Rosa Duarte
show_results: no
show_evidence: no
submissions:
  - submitted_on: 2025-11-14
    attempt: 1
    assessments:
      - assessor: tom-berg
        on: 2025-11-24
        decision: pass
        feedback: Between you and me you waited well.
        results:
          - {part: 1, criterion: waiting, level: demonstrated, comment: I counted the seconds.}
          - {part: 2, level: "yes"}
results:
  - {part: 1, criterion: waiting, level: demonstrated}
  - {part: 2, level: "yes"}
evidence:
  - id: recording
    title: A conversation about the water cycle
    kind: audio
    part: 1
    url: https://media.example/water-cycle
endorsements:
  - {by: Lee Osei, relation: colleague, text: She let them finish., on: 2025-12-02}
"""


@pytest.fixture(scope="module")
def quiet_site(shared_folder: Path) -> Path:
    """The examples' base, where Ana López shows that she earned something and nothing more."""

    def project(folder: Path) -> Path:
        small_project(folder)
        for part in ("catalog", "portfolios"):
            shutil.copytree(ROOT / "tests" / "examples" / "base" / part, folder / part)
        award = folder / "portfolios" / "ana-lopez" / "awards" / "active-listening.yml"
        award.write_text(QUIET_AWARD, encoding="utf-8")
        return folder

    return build_once(shared_folder / "quiet", project)


def test_what_the_holder_does_not_show_is_in_no_file(quiet_site) -> None:
    page = load_page(quiet_site, "portfolios/ana-lopez/active-listening/")
    assert "Ana López earned" in page.main.text
    assert not {"results", "evidence", "feedback", "endorsements"} & set(page.ids)
    whole = "\n".join(
        file.read_text(encoding="utf-8")
        for file in quiet_site.rglob("*")
        if file.suffix in (".html", ".json", ".xml", ".svg")
    )
    for text in (
        "water cycle",
        "media.example",
        "Between you and me",
        "I counted the seconds",
        "She let them finish",
    ):
        assert text not in whole


def test_an_assessor_whose_portfolio_is_unlisted_is_not_named_by_it(quiet_site) -> None:
    for address in page_addresses(quiet_site):
        if not address.startswith("portfolios/tom-berg/"):
            source = load_page(quiet_site, address).source
            assert "Tom Berg" not in source
            assert "tom-berg" not in source


def test_how_somebody_agreed_is_not_published(demo, texts) -> None:
    for educator in demo.educators.values():
        if educator.consent and educator.consent.reference:
            assert files_with(texts, educator.consent.reference) == []
    for award in demo.awards.values():
        for item in award.evidence:
            if item.consent and item.consent.reference:
                assert files_with(texts, item.consent.reference) == []


def test_a_section_that_somebody_hides_is_not_on_her_portfolio(demo, pages) -> None:
    hiding = [e for e in demo.educators.values() if e.hide and e.visibility != "private"]
    assert hiding
    for educator in hiding:
        ids = pages(addresses.educator(educator.id)).ids
        assert not set(educator.hide) & set(ids)


def test_sections_stand_in_the_order_that_somebody_chose(demo, pages) -> None:
    choosing = [e for e in demo.educators.values() if e.order and e.visibility != "private"]
    assert choosing
    for educator in choosing:
        ids = pages(addresses.educator(educator.id)).ids
        # The badges lead every page.
        chosen = [name for name in educator.order if name in ids and name != "badges"]
        assert sorted(chosen, key=ids.index) == chosen


def test_the_search_index_names_only_those_who_are_listed(demo, texts) -> None:
    names = [name for name in texts if name.startswith("search/")]
    assert len(names) > 40
    json.loads(texts["search/index.json"])
    people = "".join(texts[name] for name in names if "/others-" in name)
    records = "".join(texts[name] for name in names if "/others-" not in name)
    listed = {educator.id for educator in demo.listed_educators}
    assert 0 < len(listed) < len(demo.educators)
    for educator in demo.educators.values():
        assert educator.display_name not in records
        assert (educator.display_name in people) == (educator.id in listed)
