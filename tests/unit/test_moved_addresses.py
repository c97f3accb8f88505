"""The file of former addresses: what it may say, and the pages that are made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import material
import pytest
from jinja2 import FileSystemLoader

from credfolio.building.moved_addresses import parse_moved, read_moved
from credfolio.building.shell import Shell
from credfolio.errors import CredfolioError
from credfolio.pages.catalog.moved_pages import MovedPages
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.records.registry import Registry
from demo import ROOT

NAME = "moved-pages.txt"
FOLDERS = (ROOT / "theme", Path(material.__file__).parent / "templates")


def test_each_line_is_an_old_address_and_a_new_one() -> None:
    text = "# ours\n\nb/ https://elsewhere.org/x/#part\na/old/  guides/new/#top\r\nhome/ #main\n"
    assert parse_moved(text, NAME) == (
        ("a/old/", "guides/new/#top"),
        ("b/", "https://elsewhere.org/x/#part"),
        ("home/", "#main"),
    )
    assert read_moved(Path("nowhere"), None) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a/", "1 words"),
        ("a/ b/ c/", "3 words"),
        ("/a/ b/", "'/a/' is no address"),
        ("a b/", "'a' is no address"),
        ("../a/ b/", "'../a/' is no address"),
        ("a/ ../b/", "'../b/' is no address to lead to"),
        ("a/ http://b.org/", "'http://b.org/' is no address"),
        ("a/ javascript:alert(1)", "is no address to lead to"),
        ('a/ https://b.org/"><script>', "is no address to lead to"),
        ("a/ b/\na/ c/", "moved-pages.txt:2: a/ is there twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, said: str) -> None:
    with pytest.raises(CredfolioError) as refused:
        parse_moved(line, NAME)
    assert refused.value.message.startswith(f"{NAME}:")
    assert said in refused.value.message
    assert refused.value.fix


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CredfolioError, match=r"moved_pages names gone\.txt"):
        read_moved(tmp_path, "gone.txt")


def test_a_page_leads_on_inside_the_site_and_out_of_it_unless_there_is_a_page() -> None:
    moved = (("a/b/", "guides/new/"), ("c/", "https://elsewhere.org/c/"), ("own/", "x/"))
    site = Site("S", "https://s.org/", date(2026, 1, 1), moved=moved, docs=frozenset({"own/"}))
    pages = MovedPages(Registry(), Renderer(FileSystemLoader(FOLDERS), site))
    inside, outside = pages.of_settings(site)
    shell = Shell("moved", ("", "canonical", "|", "head", "|", "body", ""))
    html = shell.join(inside, site.url)
    assert html.startswith("https://s.org/guides/new/|")
    assert 'content="0; url=../../guides/new/"' in html
    assert 'href="../../guides/new/"' in html
    html = shell.join(outside, site.url)
    assert html.startswith("https://elsewhere.org/c/|")
    assert 'content="0; url=https://elsewhere.org/c/"' in html
    assert 'href="https://elsewhere.org/c/"' in html
    assert not inside.indexed
