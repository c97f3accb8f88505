"""Portfolios, awards and the list of educators as they are built."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from credfolio.pages.fragments import addresses
from credfolio.records.model import Educator
from demo import build_once
from extreme_portfolios import MANY, PEOPLE, badges_of, extreme_project
from html_tree import Page, load_page


@pytest.fixture(scope="module")
def extreme_site(shared_folder: Path) -> Path:
    return build_once(shared_folder / "extreme", extreme_project)


@pytest.fixture(scope="module")
def index(demo_site: Path) -> dict:
    return json.loads((demo_site / "portfolios" / "index.json").read_text("utf-8"))


def test_a_role_that_no_micro_credential_is_for_leads_nowhere(extreme_site: Path) -> None:
    assert "librarian" in PEOPLE["only-one"]["roles"]
    assert not (extreme_site / "audiences" / "librarian").exists()
    page = load_page(extreme_site, "figures/")
    assert "Librarians" in page.main.text
    assert not [a for a in page.main.all("a") if a.text == "Librarians"]


def sections(page: Page) -> list:
    (article,) = page.main.by_class("cf-portfolio")
    return [one for one in article.all("section") if "cf-check" not in one.classes]


def test_no_section_is_empty_and_the_list_at_the_top_names_each(demo, pages) -> None:
    for educator in demo.educators.values():
        if educator.visibility == "private":
            continue
        page = pages(addresses.educator(educator.id))
        found = sections(page)
        assert found
        for section in found:
            assert len(section.text) > len(next(section.all("h2")).text), educator.id
        jumps = [nav for nav in page.main.all("nav") if nav.get("aria-label") == "On this page"]
        for nav in jumps:
            below = [s["id"] for s in found if s["id"] != "badges"]
            assert [a["href"] for a in nav.all("a")] == [f"#{one}" for one in below]


def test_a_hidden_school_stands_nowhere(demo, demo_site, pages) -> None:
    hiding = [e for e in demo.educators.values() if "school" in e.hide and e.school]
    assert hiding
    for educator in hiding:
        for award in demo.awards_by_educator[educator.id]:
            if award.visibility != "private":
                assert educator.school not in pages(addresses.award(award)).main.text
        own = pages(addresses.educator(educator.id))
        head = next(iter(own.main.by_class("cf-who")))
        assert educator.school not in head.text
        assert educator.school not in (demo_site / "portfolios" / "index.json").read_text("utf-8")


def test_a_skill_is_linked_to_as_many_badges_as_it_counts(demo, pages) -> None:
    counted = 0
    for educator in demo.educators.values():
        if educator.visibility == "private":
            continue
        for section in sections(pages(addresses.educator(educator.id))):
            if section["id"] != "skills":
                continue
            for skill in section.all("details"):
                number = [one.text for one in skill.by_class("cf-skills__n")]
                if skill.get("class") == "cf-more" or len(number) != 1:
                    continue
                badges = list(next(skill.all("ul")).all("li"))
                assert number[0].split()[0] == str(len(badges))
                counted += 1
    assert counted > 20


def test_the_index_of_educators_has_the_listed_ones_and_no_other(demo, index) -> None:
    listed = [educator.id for educator in demo.listed_educators]
    assert [row[0] for row in index["people"]] == listed
    hidden: list[Educator] = [e for e in demo.educators.values() if e.visibility != "public"]
    assert hidden
    text = json.dumps(index, ensure_ascii=False)
    for educator in hidden:
        assert educator.display_name not in text
        assert f'"{educator.id}"' not in text


def test_a_row_of_the_index_says_what_the_card_says(demo, index, pages) -> None:
    cards = {
        card["href"].rstrip("/").rpartition("/")[2]: card
        for card in pages("portfolios/").main.by_class("cf-card--person")
    }
    assert len(cards) == len(index["people"]) > 10
    for row in index["people"]:
        card = cards[row[0]]
        assert row[1] in card.text
        assert row[2] in card.text
        badges = "1 badge" if row[10] == 1 else f"{row[10]} badges"
        assert card.text.endswith(badges)
        assert len(set(row[8])) == len(row[8]) <= row[10]
        portfolio = pages(f"portfolios/{row[0]}/").main.text
        assert badges in portfolio or (row[10] == 0 and "No badges yet" in portfolio)
        educator = demo.educators[row[0]]
        assert row[9] == int(educator.opt_in_reviewer)
        assert [index["roles"][n] for n in row[5]] == list(educator.roles)


def test_who_has_nothing_or_one_thing_has_a_whole_page(extreme_site) -> None:
    nothing = load_page(extreme_site, "portfolios/nothing-yet/")
    assert [s["id"] for s in sections(nothing)] == ["badges"]
    assert "No badges yet" in nothing.main.text
    one = load_page(extreme_site, "portfolios/only-one/")
    assert "timeline" not in one.ids
    assert "pinned" not in one.ids
    assert not list(one.main.all("form"))


def test_two_hundred_badges_stand_on_the_wall_once_each(extreme_site) -> None:
    page = load_page(extreme_site, "portfolios/two-hundred/")
    (badges,) = [s for s in sections(page) if s["id"] == "badges"]
    links = [a["href"] for a in badges.by_class("cf-award")]
    assert len(links) == len(set(links)) == MANY
    raw = (extreme_site / "portfolios" / "two-hundred" / "index.html").read_bytes()
    assert len(gzip.compress(raw)) < 60_000


@pytest.mark.parametrize("handle", PEOPLE)
def test_a_name_of_any_script_is_set_apart_from_what_surrounds_it(handle, extreme_site) -> None:
    name = PEOPLE[handle]["display_name"]
    page = load_page(extreme_site, f"portfolios/{handle}/")
    (title,) = page.main.all("h1")
    assert next(title.all("bdi")).text == name
    assert len(list(page.main.by_class("cf-award"))) >= badges_of(handle)
    if badges_of(handle):
        award = load_page(extreme_site, f"portfolios/{handle}/badge-0/")
        assert name in {one.text for one in award.main.all("bdi")}


def test_an_award_page_stays_slim(demo_site) -> None:
    """What 150,000 pages weigh: each is small, its shell included, and most of it is the shell."""
    sizes = sorted(
        len(gzip.compress(file.read_bytes()))
        for file in (demo_site / "portfolios").glob("*/*/index.html")
    )
    # The sheet to share it, the check and the certificate are some 900 of them.
    assert sizes[len(sizes) // 2] < 8_000
    assert sizes[-1] < 10_300  # one that expires says both that it is valid and that it was
