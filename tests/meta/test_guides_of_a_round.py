"""The guides of a round name what the pages show: buttons, fields, tasks, e-mails, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from credfolio.cli import all_commands, main
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


def is_a_label(words: str, text: str) -> bool:
    """Whether a page has `words` as a label: as it is spelled, from its begin to its end or comma.

    A number may stand before it, and what a command is called behind it.
    """
    begin, end = r"""["'`>}]\s*(?:\d\. )?""", r"""(?=\s*["'`<]|\s\(|[,.:…])"""
    return bool(re.search(begin + re.escape(words) + end, text))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_what_a_guide_tells_to_press_or_fill_in_is_there(guide: Path) -> None:
    text = shown()
    assert [one for one in named(guide) if not is_a_label(one, text)] == []


def test_a_piece_of_a_sentence_is_no_label() -> None:
    text = """letter: "2. Open the letter", told: "Ask the office to open the letter again." """
    assert is_a_label("Open the letter", text)
    for piece in ("open the letter", "the letter", "Open", "Ask the office"):
        assert not is_a_label(piece, text)


def desk_tasks() -> dict[str, str]:
    """What the desk calls each task, by its command."""
    words = (ROOT / "web/desk/words.js").read_text("utf-8")
    (table,) = re.findall(r"\n  commands: \{\n(.*?)\n  \}", words, re.DOTALL)
    found = dict(re.findall(r'(\w+): "([^"]+)"', table))
    assert {"due", "intake", "publish"} <= set(found)
    return found


def test_the_clerks_table_calls_each_task_as_the_desk_does() -> None:
    text = (ROOT / "docs/guides/clerks.md").read_text("utf-8")
    tasks = desk_tasks()
    named_in_guide = re.findall(r"([^|*.:,(]+?)\**(?:,| \()[^|.(]*?`(?:sealing )?(\w+)`\)", text)
    called = {command: words.strip() for words, command in named_in_guide if command in tasks}
    assert called == {one: re.sub(r" \([\w ]+\)$", "", said) for one, said in tasks.items()}


def typed_commands(text: str) -> list[str]:
    """The commands in a text that say what to type: with a word in capitals for what differs."""
    found = re.findall(r"`credfolio ([^`]+)`", text)
    return [one for one in found if re.search(r"\b[A-Z]{3,}\b", one)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.stem)
def test_a_command_that_a_guide_tells_to_type_has_all_it_needs(guide: Path) -> None:
    all_commands()
    for typed in typed_commands(guide.read_text("utf-8")):
        words = typed.split()
        command = main.commands[words[0]]
        options = [one for one in command.params if one.opts[0].startswith("-")]
        for option in options:
            is_given = any(one in words for one in option.opts)
            assert is_given or not (option.required or option.name == "writes"), (
                typed,
                option.opts,
            )


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


def test_each_picture_is_on_a_page() -> None:
    taken = {file.name for file in (ROOT / "docs/assets/screenshots").iterdir()}
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown_on = {
        name
        for page in pages
        for name in re.findall(r"assets/screenshots/([\w-]+\.png)", page.read_text("utf-8"))
    }
    assert taken == shown_on
