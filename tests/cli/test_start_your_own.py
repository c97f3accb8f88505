"""The guide "Start your own", followed from a copy of this repository to a signed badge online."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from guide_runner import ROOT, blocks_of, guide_environment
from html_tree import load_page
from pages_remote import git, live_files, make_remote, save
from terminal import on_terminal

GUIDE = ROOT / "docs" / "guides" / "start-your-own.md"
EXAMPLES = ROOT / "docs" / "contributing" / "files.md"
CREDENTIAL = "catalog/example-district/active-listening.yml"
COPIED = ("catalog", "portfolios", "docs", "theme", "hooks", "mkdocs.yml", ".gitignore")

ANSWERS = {
    "Delete it?": "y",
    "Name of the issuer": "Example District Schools",
    "Kind": "district",
    "Title": "Active Listening",
    "Name on the page": "Robin Example",
    "Visibility": "public",
    "Has the educator agreed": "y",
    "How (": "signed-form",
    "Approved by": "Alex Placeholder",
    "Assessed by": "Jordan Sample",
    "in part 1": "clear",
    "in part 2": "yes",
}
"""What somebody types who follows the guide; to every other question Enter alone."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What "Use this template" and `git clone` leave, with a forge that takes what is pushed."""
    folder = tmp_path / "copy"
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", str(make_remote(tmp_path / "forge.git")))
    save(folder, "Initial commit")
    git(folder, "push", "-q", "--set-upstream", "origin", "main")
    return folder


def put_settings(folder: Path, block: str) -> None:
    """The guide's settings, written over the ones that stand in mkdocs.yml."""
    text = (folder / "mkdocs.yml").read_text("utf-8")
    wanted = yaml.safe_load(block)
    wanted |= wanted.pop("extra")["credfolio"]
    for name, value in wanted.items():
        text, times = re.subn(rf"(?m)^( *){name}: .*$", rf"\g<1>{name}: {value}", text)
        assert times == 1, name
    (folder / "mkdocs.yml").write_text(text, "utf-8")


def fill_in(folder: Path) -> None:
    """The complete examples of "Where the files go", as one types them; people come later."""
    for kind, block in blocks_of(EXAMPLES):
        name, _, text = block.partition("\n")
        path = name.removeprefix("# file: ")
        if kind == "yaml" and path.startswith("catalog/") and "governance" not in path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")


def test_the_guide_leads_from_a_copy_to_a_signed_badge_that_is_live(
    copy: Path, tmp_path: Path
) -> None:
    environment = guide_environment(tmp_path / "home", copy / "hooks")
    shown = {}
    for kind, block in blocks_of(GUIDE):
        if kind == "yaml":
            put_settings(copy, block)
        for command in block.splitlines() if not kind else ():
            if command.startswith("credfolio new educator"):
                draft = (copy / CREDENTIAL).read_text("utf-8")
                assert "title: Active Listening" in draft
                assert "status: draft" in draft
                fill_in(copy)
            words = ["bash", "-c", command]
            code, said = on_terminal(copy, words, answers=ANSWERS, environment=environment)
            assert code == 0, f"{command}\n{said}"
            assert "Traceback" not in said
            shown[command] = said
            if command == "credfolio demo remove":
                assert_nothing_of_the_demonstration_is_left(copy)
            elif command == "credfolio build":
                assert_an_empty_site_is_in_good_order(copy / "site")
    assert "no findings" in shown["credfolio check"]
    live = live_files(tmp_path / "forge.git")
    badge = json.loads(live["portfolios/robin-example/active-listening/credential.json"])
    assert badge["id"].startswith("https://badges.schools.example/portfolios/robin-example/")
    assert badge["proof"]
    page = live["catalog/example-district/active-listening/index.html"]
    assert "Active Listening" in page
    assert "Tamarack" not in page
    assert "https://badges.schools.example/" in shown["credfolio deploy"]
    key = tmp_path / "home" / ".config" / "credfolio" / "example-district.key"
    assert key.stat().st_mode & 0o77 == 0
    assert git(copy, "status", "--porcelain") == ""


def assert_nothing_of_the_demonstration_is_left(folder: Path) -> None:
    left = [*folder.glob("catalog/*"), *folder.glob("portfolios/*")]
    # Words that any catalog can begin with, and what the two folders are for.
    assert sorted(one.name for one in left) == ["README.md", "README.md", "synonyms.yml"]
    for text in (*folder.glob("*/README.md"), folder / "mkdocs.yml"):
        assert "demonstration" not in text.read_text("utf-8")


def assert_an_empty_site_is_in_good_order(site: Path) -> None:
    for address in ("", "catalog/", "portfolios/", "stacks/", "resources/", "issuers/", "topics/"):
        page = load_page(site, address).main
        assert not re.search(r"\b0\b", page.text), f"{address}: nothing is counted yet"
        assert list(page.by_class("cf-empty")), address
    for address in ("", "catalog/"):
        page = load_page(site, address).main
        assert not list(page.all("form")), "there is nothing to search"
        begin = [link["href"] for link in page.all("a") if link.text == "How to begin"]
        assert [href.partition("guides/")[2] for href in begin] == [
            "start-your-own/#4-write-the-first-records"
        ]
    guide = load_page(site, "guides/start-your-own/")
    assert "4-write-the-first-records" in guide.source
