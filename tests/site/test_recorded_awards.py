"""An award that nobody has approved is shown as recorded, and counts nowhere as earned."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from demo import ROOT, build_once, small_project
from html_tree import load_page

AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
WORDS = "Recorded, not approved yet"


@pytest.fixture(scope="module")
def site(shared_folder: Path) -> Path:
    """The examples' base, in which Ana López has one award, with credit, that is only recorded."""

    def project(folder: Path) -> Path:
        small_project(folder)
        for part in ("catalog", "portfolios"):
            shutil.copytree(ROOT / "tests" / "examples" / "base" / part, folder / part)
        award = folder / AWARD
        award.write_text(
            award.read_text("utf-8") + "approval: recorded\n",
            encoding="utf-8",
        )
        return folder

    return build_once(shared_folder / "recorded", project)


def data(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def test_the_lists_show_it_as_recorded(site: Path) -> None:
    for address in ("", "transcript/", "active-listening/"):
        text = load_page(site, f"portfolios/ana-lopez/{address}").main.text
        assert WORDS in text, address
        assert "✓ Active" not in text
    transcript = load_page(site, "portfolios/ana-lopez/transcript/").main.text
    assert "1 of them not approved yet" in " ".join(transcript.split())


def test_it_is_in_no_total_and_adds_no_credit(site: Path) -> None:
    for address in ("", "transcript/", "active-listening/"):
        assert "CEU" not in load_page(site, f"portfolios/ana-lopez/{address}").main.text
    page = data(site, "portfolios/ana-lopez/index.html")
    assert "0 badges" in page
    assert json.loads(data(site, "portfolios/index.json"))["badges"] == []
    rows = csv.DictReader(io.StringIO((site / "figures/figures.csv").read_text("utf-8-sig")))
    assert {row["awards"] for row in rows} == {"0"}


def test_no_data_says_that_she_earned_it(site: Path) -> None:
    assert json.loads(data(site, "portfolios/ana-lopez/resume.json"))["certificates"] == []
    at = site / "portfolios/ana-lopez/active-listening"
    assert sorted(file.name for file in at.iterdir()) == ["index.html"]
    page = (at / "index.html").read_text("utf-8")
    assert "hasCredential" not in page
    assert "recorded for Ana López" in page
    addresses = [line for line in data(site, "sitemap.xml").splitlines() if "ana-lopez" in line]
    assert addresses
    assert not [line for line in addresses if "active-listening" in line]
