"""The page of figures: listed awards only, and no number about few people anywhere."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

from credfolio.records.reckoned.award_state import award_state
from credfolio.pages.catalog.figures_page import CSV, SMALL


def rows(demo_site) -> list[dict[str, str]]:
    text = (demo_site / CSV).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_year_counts_the_awards_of_listed_educators_and_no_others(demo, demo_site) -> None:
    def by_year(whose: set[str]) -> Counter[str]:
        return Counter(
            str(award.awarded_on.year)
            for (educator, _), award in demo.awards.items()
            if educator in whose and award.visibility == "public"
            if award_state(award, date.today()).id in ("active", "expired")
        )

    listed = by_year({educator.id for educator in demo.listed_educators})
    shown = {
        row["group"]: int(row["awards"])
        for row in rows(demo_site)
        if row["table"] == "years" and row["awards"]
    }
    assert shown == {year: listed[year] for year in shown}
    everybody = by_year(set(demo.educators))
    assert any(everybody[year] > listed[year] for year in shown)


def test_no_number_is_about_fewer_people_than_may_be_shown(demo_site, pages) -> None:
    assert any(row["educators"] for row in rows(demo_site))
    for row in rows(demo_site):
        assert row["educators"] in ("", "0") or int(row["educators"]) >= SMALL, row
        if not row["educators"]:
            assert (row["awards"], row["amount"]) == ("", ""), row
    cells = [cell.text for cell in pages("figures/").main.all("td")]
    assert "not shown" in cells

