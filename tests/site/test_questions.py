"""The page of ten questions: each is led to what the records answer, or to nobody knows."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from credfolio.pages.catalog.questions_page import LEADERSHIP, RESOURCES
from credfolio.pages.fragments import words
from credfolio.records.model.standing import is_on_offer


def items(pages) -> list:
    return [
        one for one in pages("questions/").main.all("li") if one.get("id") and list(one.all("h3"))
    ]


def test_each_question_has_an_answer_and_what_is_not_known(pages) -> None:
    found = items(pages)
    asked = [*LEADERSHIP, *RESOURCES]
    assert [one.get("id") for one in found] == [ident for ident, *_ in asked]
    for item, (_, said, _, unknown) in zip(found, asked, strict=True):
        assert said in item.text
        assert f"Not known: {unknown}" in item.text
        assert list(item.all("ul")), said


def test_a_standard_is_led_to_the_catalogs_filter(demo, demo_site, pages) -> None:
    links = [a.get("href") for a in items(pages)[0].all("a")]
    chosen = [parse_qs(urlsplit(one).query).get("standard", []) for one in links]
    (standard,) = [value for values in chosen for value in values]
    index = json.loads((demo_site / "search/index.json").read_text())
    (facet,) = [one for one in index["facets"] if one["id"] == "standard"]
    assert standard in [value[0] for value in facet["values"]]
    framework, _, code = standard.partition("/")
    aligned = [
        c.ref
        for c in demo.credentials.values()
        if is_on_offer(c)
        and any((one.framework, one.code) == (framework, code) for one in c.alignments)
    ]
    assert f"{len(aligned)} micro-credentials on offer" in items(pages)[0].text


def test_support_that_definitions_ask_for_is_counted_and_shown(demo, pages) -> None:
    asking = [c for c in demo.credentials.values() if c.support_needed and is_on_offer(c)]
    assert f"{len(asking)} of " in items(pages)[2].text
    page = pages("catalog/tamarack-doe/accessible-digital-materials/").main.text
    assert "Technology: A device with a screen reader." in page


def test_every_role_is_reached_by_somebody_or_said_to_be_reached_by_nobody(demo, pages) -> None:
    text = items(pages)[9].text
    reached = Counter(role for one in demo.listed_educators for role in one.roles)
    there, none = text.split("Nobody is listed among ")
    for role, name in words.ROLES.items():
        n = reached[role]
        assert f"{name.lower()} {n}" in there if n else name.lower() in none, role


def test_figures_of_private_records_are_drawn_and_published_as_bands(demo_site, pages) -> None:
    text = pages("figures/").main.text
    assert "What came of submissions" in text
    assert "Others, together" in text
    data = json.loads((demo_site / "figures/lake-harlow-schools-2025.json").read_text())
    assert data["all"]["cases"] == {"least": 20, "most": 99}
