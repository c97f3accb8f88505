"""The guides of a round name what the pages show: buttons, fields, tasks, e-mails, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from credfolio.rounds.messages import messages
from demo import ROOT

GUIDES = [
    ROOT / f"docs/guides/{name}.md"
    for name in ("submitting", "assessors", "clerks", "approvers", "coaches")
]
ELSEWHERE = {"Clone", "Commit", "Push"}
"""Words of GitHub Desktop."""
MOST_BYTES = 60_000


def shown() -> str:
    """The words of templates and scripts, with single spaces."""
    sources = [
        *(ROOT / "theme/records").glob("*.html"),
        *(ROOT / "theme/assets").glob("*/*.js"),
        *(ROOT / "web").glob("*.js"),
        *(ROOT / "web").glob("[!n]*/**/*.js"),
    ]
    text = " ".join(file.read_text("utf-8") for file in sorted(sources))
    return re.sub(r'" \+\s*"|\s+', " ", text)


def named(guide: Path) -> list[str]:
    """What a guide sets in bold and does not end as a sentence: words of the page."""
    bold = re.findall(r"\*\*([^*]+)\*\*", guide.read_text("utf-8"))
    return [one for one in bold if not one.endswith(".") and one not in ELSEWHERE]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_what_a_guide_tells_to_press_or_fill_in_is_there(guide: Path) -> None:
    text = shown().casefold()
    found = [one for one in named(guide) if one.casefold() not in text]
    assert found == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_an_e_mail_that_a_guide_leads_to_is_there(guide: Path) -> None:
    led = re.findall(r"messages/#([\w-]+)", guide.read_text("utf-8"))
    assert set(led) <= {one.id for one in messages()}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_a_guide_is_two_pages_with_small_pictures_and_their_words(guide: Path) -> None:
    text = guide.read_text("utf-8")
    pictures = re.findall(r"!\[([^\]]+)\]\(\.\./(assets/screenshots/[\w-]+\.png)\)", text)
    assert 2 <= len(pictures) <= 3
    assert 450 <= len(text.split()) <= 700
    for words, file in pictures:
        assert len(words.split()) > 5, file
        assert (ROOT / "docs" / file).stat().st_size < MOST_BYTES
        with Image.open(ROOT / "docs" / file) as picture:
            assert picture.mode == "P"
