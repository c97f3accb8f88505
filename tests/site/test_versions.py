"""Each kept version has a page, and an award leads to the one that it was judged by."""

from __future__ import annotations

from credfolio.pages.fragments import addresses
from credfolio.records.registry import Registry

QUESTIONING = "catalog/open-classroom-alliance/formative-questioning/"
OLD_AWARD = "portfolios/kofi-mensah-grey/formative-questioning/"
JUDGED = "portfolios/grace-whitlock/walkthrough-without-judgement/"


def words_of(page, name: str) -> str:
    return " ".join(element.text for element in page.root.all(name))


def links_of(page) -> set[str]:
    return {element.get("href") for element in page.root.all("a")}


def test_every_kept_version_has_a_page_that_the_definition_leads_to(pages, demo: Registry) -> None:
    kept = [*demo.credential_versions.values(), *demo.stack_versions.values()]
    assert len(kept) > 50
    missing = [one for one in map(addresses.version, kept) if one not in pages.addresses]
    assert missing == []
    assert {"versions/2.0/", "versions/2.1/"} <= {
        href.removeprefix("../" * href.count("../")).removeprefix(QUESTIONING)
        for href in links_of(pages(QUESTIONING))
    }


def test_a_version_says_word_by_word_how_it_differs_from_its_neighbors(pages) -> None:
    page = pages(f"{QUESTIONING}versions/2.1/")
    # Part 2 was judged by levels, and its students were not those of part 3.
    assert "What changed from version 2.0" in words_of(page, "h2")
    assert "What changed in version 3.0" in words_of(page, "h2")
    assert "same" in words_of(page, "ins").split()
    assert "Does not meet" in words_of(page, "del")


def test_an_award_shows_the_rubric_it_was_judged_by_and_what_is_asked_today(pages) -> None:
    page = pages(JUDGED)
    assert any(
        href.endswith("walkthrough-without-judgement/versions/1.0/") for href in links_of(page)
    )
    assert "What is asked today" in words_of(page, "summary")
    assert "rate the principal" in words_of(page, "del")
    assert "like another visit" in words_of(page, "ins")


def test_an_imported_award_whose_version_nobody_knows_says_so(pages) -> None:
    page = pages("portfolios/priya-raman-west/leading-professional-learning/")
    text = " ".join(page.root.text.split())
    assert "version not known" in text
    assert "so it was not compared with any text here" in text
    assert "What has changed since" not in text


def test_a_correction_is_noted_beside_its_version_with_who_compared_the_words(pages) -> None:
    at = "catalog/open-classroom-alliance/feedback-that-moves-learning/"
    page = pages(f"{at}versions/2.2/")
    text = " ".join(page.root.text.split())
    assert "Spelling, corrected on 8 June 2026" in text
    assert "The words were compared by " in text
    assert "behaviour" in words_of(page, "del")
    assert "behavior" in words_of(page, "ins")
    assert "Spelling, corrected on 8 June 2026" in " ".join(pages(at).root.text.split())


def test_no_search_finds_a_version_that_was_replaced(pages) -> None:
    found = [
        path
        for path in (pages.site / "search").rglob("*")
        if path.is_file() and b"formative-questioning/versions/" in path.read_bytes()
    ]
    assert found == []


def test_the_sitemap_names_versions(pages) -> None:
    text = (pages.site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{QUESTIONING}versions/2.1/" in text
