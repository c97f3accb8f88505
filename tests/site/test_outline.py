"""Each page by itself: well-formed, named, outlined, with words for its pictures."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from credfolio.building.desk_files import PLACE
from html_tree import Element, Page

HEADINGS = {f"h{level}" for level in range(1, 7)}


def faults(pages, check) -> dict[str, object]:
    """What `check` finds, by page; every page is looked at before anything is said."""
    return {page.address or "home": found for page in pages if (found := check(page))}


def test_the_site_has_pages_of_every_kind(pages) -> None:
    kinds = {
        name.removeprefix("cf-record--")
        for page in pages
        for element in page.root.all("div")
        for name in element.classes
        if name.startswith("cf-record--")
    }
    assert kinds == {
        "styleguide",
        *("home", "catalog", "list", "index", "credential", "stack", "issuer", "framework"),
        *("jurisdiction", "portfolio", "award", "verify", "compare", "plan", "worksheet"),
        *("moved", "gone", "builder", "contribute", "proposal", "assess", "figures", "version"),
        *("receipt", "questions", "desk", "messages"),
    }
    assert len(pages.addresses) > 150


def test_tags_open_and_close_in_order(pages) -> None:
    assert faults(pages, lambda page: page.faults) == {}


def test_an_id_stands_once_on_a_page(pages) -> None:
    def twice(page: Page) -> list[str]:
        return [name for name, n in Counter(page.ids).items() if n > 1]

    assert faults(pages, twice) == {}


def test_labels_and_descriptions_point_at_something_on_the_page(pages) -> None:
    def dangling(page: Page) -> list[str]:
        ids = set(page.ids)
        return [
            f"{element.name} {attribute}={name}"
            for element in page.root.all()
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
            # Material's own switches have been taken out of the header.
            for name in element.get(attribute).split()
            if name not in ids
        ]

    assert faults(pages, dangling) == {}


def test_a_page_has_one_first_heading_with_words_in_it(pages) -> None:
    def first(page: Page) -> list[str] | None:
        found = [heading.text for heading in page.root.all("h1")]
        return None if len(found) == 1 and found[0] else found or ["none"]

    assert faults(pages, first) == {}


def test_headings_do_not_skip_a_level(pages) -> None:
    def skipped(page: Page) -> list[str]:
        before, found = 0, []
        for heading in page.root.all(*HEADINGS):
            level = int(heading.name[1])
            if level > before + 1:
                found.append(f"h{before} → h{level} {heading.text[:60]}")
            before = level
        return found

    assert faults(pages, skipped) == {}


def test_a_heading_has_words(pages) -> None:
    assert faults(pages, lambda p: [h.name for h in p.root.all(*HEADINGS) if not h.text]) == {}


def test_a_page_names_its_language_and_has_a_title_and_a_description(pages) -> None:
    def lacking(page: Page) -> list[str]:
        (html,) = page.root.all("html")
        found = [] if re.fullmatch("[a-z]{2}", html.get("lang")) else ["lang"]
        titles = [t for t in page.root.all("title") if not t.inside("svg")]
        found += [] if len(titles) == 1 and len(titles[0].text) > 5 else ["title"]
        descriptions = [m for m in page.root.all("meta") if m.get("name") == "description"]
        good = len(descriptions) == 1 and 15 <= len(descriptions[0]["content"]) <= 320
        return found if good else [*found, f"description {[d['content'] for d in descriptions]}"]

    assert faults(pages, lacking) == {}


def test_no_two_pages_have_the_same_title(pages) -> None:
    titles = Counter(page.title for page in pages if not page.leads_on)
    assert [title for title, n in titles.items() if n > 1] == []


def test_a_title_names_the_site_once(pages) -> None:
    for page in pages:
        assert page.title.count("Tamarack Educator Credentials") == 1, page.address


def test_a_page_names_its_own_address(pages) -> None:
    def wrong(page: Page) -> str | None:
        found = [e["href"] for e in page.root.all("link") if e.get("rel") == "canonical"]
        wanted = f"https://tamarack.example/credentials/{page.address}"
        if page.leads_on:  # a former address names the one that is right now
            return str(found) if found == [wanted] else None
        return None if page.address == "404.html" or found == [wanted] else str(found)

    assert faults(pages, wrong) == {}


def test_a_picture_has_words_or_says_that_it_needs_none(pages) -> None:
    def silent(page: Page) -> list[str]:
        return [e.get("src") for e in page.root.all("img") if "alt" not in e.attributes]

    assert faults(pages, silent) == {}


def test_the_words_of_a_badge_say_which_one_it_is(pages) -> None:
    for page in pages:
        for image in page.root.all("img"):
            assert image.get("alt").lower() not in ("badge", "badge image", "image", "logo")


def test_a_drawing_is_named_or_hidden(pages) -> None:
    def unnamed(page: Page) -> int:
        return sum(
            not any(e.get("aria-hidden") == "true" for e in (svg, *above(svg)))
            and not any(e.get("aria-label") or e.get("aria-labelledby") for e in (svg, *above(svg)))
            for svg in page.root.all("svg")
        )

    assert faults(pages, unnamed) == {}


@pytest.mark.parametrize("name", ["a", "button"])
def test_what_can_be_pressed_has_a_name(pages, name: str) -> None:
    def nameless(page: Page) -> list[str]:
        return [
            element.get("href") or element.get("class")
            for element in page.root.all(name)
            if not (element.text or element.get("aria-label") or words_of_pictures(element))
            and not any(e.get("aria-hidden") == "true" for e in (element, *above(element)))
        ]

    assert faults(pages, nameless) == {}


def words_of_pictures(element: Element) -> str:
    return "".join(image.get("alt") for image in element.all("img"))


def above(element: Element) -> list[Element]:
    found = []
    while element.parent is not None:
        element = element.parent
        found.append(element)
    return found


def test_regions_of_the_same_kind_have_different_names(pages) -> None:
    def alike(page: Page) -> list[str]:
        names = [e.get("aria-label") or e.get("aria-labelledby") for e in page.root.all("nav")]
        return [name for name, n in Counter(names).items() if n > 1 or not name]

    assert faults(pages, alike) == {}


def test_nothing_of_the_making_is_left_on_a_page(demo_site) -> None:
    # The program that the desk loads has templates in it; `make desk-here` lays it there.
    desk = demo_site / PLACE
    for file in demo_site.rglob("*"):
        if not file.is_relative_to(desk) and file.suffix in (
            ".html",
            ".json",
            ".xml",
            ".svg",
            ".css",
        ):
            text = file.read_text(encoding="utf-8")
            for mark in ("@@credfolio", "\x00", "{{ ", "{% ", "Undefined"):
                if file.suffix != ".css" and not (mark in ("{{ ", "{% ") and "<code" in text):
                    assert mark not in text, (file, mark)
    assert not (demo_site / "credfolio-shell").exists()


def test_no_function_or_object_is_shown_for_its_value(pages) -> None:
    rest = re.compile(r"&lt;function|object at 0x|Decimal\(|datetime\.date|Undefined")
    for page in pages:
        if "cf-record" in page.source:
            assert not (found := rest.search(page.source)), (page.address, found)
