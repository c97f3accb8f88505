"""The page of figures: listed awards only, and all of them."""

from __future__ import annotations

import csv
import io
from collections import Counter

from credfolio.pages.catalog.figures_page import CSV
from credfolio.records.model.standing import is_shown


def rows(demo_site) -> list[dict[str, str]]:
    text = (demo_site / CSV).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_year_counts_the_awards_of_listed_educators_and_no_others(demo, demo_site) -> None:
    def by_year(whose: set[str]) -> Counter[str]:
        return Counter(
            str(award.awarded_on.year)
            for (educator, _), award in demo.awards.items()
            if educator in whose and is_shown(award)
        )

    listed = by_year({educator.id for educator in demo.listed_educators})
    shown = {row["group"]: int(row["awards"]) for row in rows(demo_site) if row["table"] == "years"}
    assert shown == {year: listed[year] for year in shown}
    everybody = by_year(set(demo.educators))
    assert any(everybody[year] > listed[year] for year in shown)


def test_every_group_is_counted_however_small_because_its_awards_are_public(
    demo, demo_site, pages
) -> None:
    years = [row for row in rows(demo_site) if row["table"] == "years"]
    listed = {educator.id for educator in demo.listed_educators}
    awards = [
        award
        for (educator, _), award in demo.awards.items()
        if educator in listed and is_shown(award)
    ]
    assert sum(int(row["awards"]) for row in years) == len(awards)
    assert any(0 < int(row["educators"]) < 5 for row in rows(demo_site))
    assert "not shown" not in pages("figures/").main.text.lower()


def test_hours_and_cost_has_a_mark_and_a_row_for_each_that_says_both(demo, pages) -> None:
    sections = pages("figures/").main.all("section")
    section = next(one for one in sections if one.get("id") == "priced")
    marks = list(section.all("circle"))
    links = [one["href"] for one in section.all("a")]
    assert len(marks) == len(links) == len(set(links))
    said = [one for one in demo.credentials.values() if one.time_estimate and one.cost]
    assert 30 < len(marks) <= len(said)
