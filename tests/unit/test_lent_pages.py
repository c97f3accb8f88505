"""Which of the program's pages a site of a district shows, and where links to the others lead."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from credfolio import DOCUMENTATION
from credfolio.building.lent_pages import (
    audience_of,
    choose_lent,
    navigation,
    pictures_of,
)
from credfolio.building.page_links import LinksElsewhere
from credfolio.errors import CredfolioError
from credfolio.project import documentation_address
from demo import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
HOME = "https://program.example/"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_for_whom_it_is(page: str) -> None:
    assert audience_of(page) in ("own", "readers", "contributors", "program")


def test_a_lent_page_names_nobody_of_the_demonstration() -> None:
    words = ("tamarack", "example-org", "harlow", "juniper")
    for page in choose_lent(PAGES, (), "contributors").shown:
        text = (DOCS / page).read_text(encoding="utf-8").lower()
        assert [word for word in words if word in text] == [], page


@pytest.mark.parametrize("page", choose_lent(PAGES, (), "contributors").shown)
def test_a_lent_page_leads_to_no_place_that_a_new_sites_own_page_lacks(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, place in re.findall(r"\]\([./]*(privacy|about|accessibility)\.md#([\w-]+)\)", text):
        own = ROOT / f"hooks/credfolio/founding/starter/docs/{name}.md"
        headings = re.findall(r"(?m)^#+ (.+)$", own.read_text(encoding="utf-8"))
        places = [re.sub(r"[^\w]+", "-", one.lower()).strip("-") for one in headings]
        assert place in places, f"{page} → {name}.md#{place}"


def test_readers_get_no_page_for_developers_and_own_pages_win() -> None:
    pages = ("about.md", "glossary.md", "how-it-works.md", "contributing/map.md", "adr/0001-x.md")
    lent = choose_lent(pages, ("glossary.md",), None)
    assert lent.shown == {"how-it-works.md": "readers"}
    assert lent.elsewhere == {"about.md", "contributing/map.md", "adr/0001-x.md"}
    assert choose_lent(pages, (), "none").shown == {}
    assert set(choose_lent(pages, (), "all").shown) == set(pages) - {"about.md"}


def test_pages_for_contributors_are_shown_and_not_listed() -> None:
    lent = choose_lent(("glossary.md", "guides/issuing.md"), (), "contributors")
    assert lent.unlisted == {"guides/issuing.md"}


@pytest.mark.parametrize("choice", ["everyone", "", 7, ["readers"], {}])
def test_a_word_that_is_no_choice_is_refused_with_the_choices(choice: object) -> None:
    with pytest.raises(CredfolioError) as refused:
        choose_lent(PAGES, (), choice)
    assert "extra.credfolio.guides" in refused.value.message
    assert refused.value.fix == "write one of none, readers, contributors, all"


def test_a_site_without_a_navigation_gets_one_with_its_own_pages_first() -> None:
    own = ("about.md", "our-team.md", "privacy.md")
    assert navigation(own, ("guides/index.md", "guides/educators.md", "glossary.md")) == [
        "our-team.md",
        "about.md",
        {"Guides": ["guides/index.md", "guides/educators.md"]},
        "glossary.md",
        "privacy.md",
    ]


def test_pictures_go_along_with_the_pages_that_show_them() -> None:
    shown = pictures_of(["contributing/step-by-step.md"], DOCS)
    assert shown
    assert all(
        f"../{path}" in (DOCS / "contributing/step-by-step.md").read_text("utf-8") for path in shown
    )
    assert pictures_of(["glossary.md"], DOCS) == []


@pytest.mark.parametrize(
    ("page", "text", "href"),
    [
        ("about.md", "[a](guides/start-your-own.md)", f"{HOME}guides/start-your-own/"),
        ("guides/issuing.md", "[a](../adr/index.md#x)", f"{HOME}adr/#x"),
        ("guides/issuing.md", "[a](start-your-own.md#keys)", f"{HOME}guides/start-your-own/#keys"),
        ("about.md", "[a](glossary.md#award)", "glossary.md#award"),
        ("about.md", "[a](#here)", "#here"),
        ("about.md", "[a](https://else.example/adr/index.md)", "https://else.example/adr/index.md"),
        ("about.md", "[a](/adr/index.md)", "/adr/index.md"),
        ("about.md", "[a][1]\n\n[1]: adr/index.md", f"{HOME}adr/"),
    ],
)
def test_a_link_to_a_page_that_is_not_shown_leads_to_the_programs_site(
    page: str, text: str, href: str
) -> None:
    links = LinksElsewhere(frozenset({"guides/start-your-own.md", "adr/index.md"}), HOME)
    links.page = page
    html = Markdown(extensions=[links]).convert(text)
    assert f'<a href="{href}">a</a>' in html


def test_text_that_only_looks_like_a_link_is_left_alone() -> None:
    links = LinksElsewhere(frozenset({"adr/index.md"}), HOME)
    html = Markdown(extensions=[links]).convert("`[a](adr/index.md)`\n\n    [a](adr/index.md)\n")
    assert HOME not in html


def test_a_link_to_a_page_without_an_address_is_its_words() -> None:
    links = LinksElsewhere(frozenset({"guides/issuing.md"}), "")
    links.page = "guides/districts.md"
    html = Markdown(extensions=[links]).convert("See [Issuing](issuing.md#keys), [us](about.md).")
    assert html == '<p>See <span>Issuing</span>, <a href="about.md">us</a>.</p>'


def test_an_address_that_nobody_can_own_is_none() -> None:
    assert documentation_address(None) in ("", DOCUMENTATION)
    assert documentation_address("https://docs.state.org/c") == "https://docs.state.org/c/"
    nobodys = ("https://credfolio.example/", "https://a.invalid", "https://b.c.test/x/")
    for unset in (*nobodys, "/", "docs", "https://[bad/", "https://a:b/", "ftp://docs.state.org/"):
        assert documentation_address(unset) == "", unset


def test_building_a_wheel_warns_of_the_address_that_is_to_be_set() -> None:
    hook = (ROOT / "hatch_build.py").read_text("utf-8")
    waiting = re.search(r'^PLACEHOLDER = "(.+)"$', hook, re.MULTILINE)
    assert waiting
    assert documentation_address(waiting[1]) == ""
    assert documentation_address(None) or waiting[1] == DOCUMENTATION
