"""The shell: cut where records go in, joined with the right way back to the root."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credfolio.building.shell import MARKERS, marker, parse_shell
from credfolio.errors import ShellError
from credfolio.pages.fragments.page import Page, root_of
from credfolio.pages.fragments.renderer import ROOT

HTML = f"""<html><head><title>{marker("title")} · Site</title>
<meta name="description" content="{marker("description")}">
<link rel="canonical" href="{marker("canonical")}">
<link rel="stylesheet" href="../../assets/x.css">{marker("head")}</head>
<body><a href="../..">Home</a><a href="../../catalog/">Catalog</a>
<script id="c">{{"base":"../..","search":"../../x.js"}}</script>
<div style="background: url(../../x.svg)"></div>
<main>{marker("body")}</main></body></html>"""
PAGE = Page("credential", "catalog/x/", "Title", "Words", "<p>Body</p>")


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("", "./"),
        ("about/", "../"),
        ("catalog/x/", "../../"),
        ("catalog/x/y/", "../../../"),
        ("catalog/x/stacks/y/", "../../../../"),
    ],
)
def test_every_way_back_to_the_root_fits_the_depth_of_the_page(address: str, root: str) -> None:
    assert root_of(address) == root
    body = f'<a href="{ROOT}topics/">Topics</a>'
    html = parse_shell("credential", HTML).join(replace(PAGE, address=address, body=body), "")
    for written in (
        f'<a href="{root}">Home</a>',
        f'<a href="{root}catalog/">',
        f'<link rel="stylesheet" href="{root}assets/x.css">',
        f'"base":"{root}","search":"{root}x.js"',
        f"url({root}x.svg)",
        f'<a href="{root}topics/">Topics</a>',
    ):
        assert written in html


def test_no_marker_and_no_nul_is_left_on_a_page() -> None:
    html = parse_shell("credential", HTML).join(
        replace(PAGE, body=f"{ROOT}x"), "https://a.example/"
    )
    assert "@@credfolio" not in html
    assert ROOT not in html


def test_each_marker_gives_way_to_what_it_names() -> None:
    page = replace(PAGE, head='<meta name="x">')
    html = parse_shell("credential", HTML).join(page, "https://a.example/base/")
    assert "<title>Title · Site</title>" in html
    assert '<meta name="description" content="Words">' in html
    assert '<link rel="canonical" href="https://a.example/base/catalog/x/">' in html
    assert '<meta name="x"></head>' in html
    assert "<main><p>Body</p></main>" in html


def test_title_and_description_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    html = parse_shell("credential", HTML).join(replace(PAGE, title=evil, description=evil), "")
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_a_marker_in_the_text_of_a_record_is_text() -> None:
    html = parse_shell("credential", HTML).join(replace(PAGE, title=marker("body")), "")
    assert html.count("<p>Body</p>") == 1


def test_a_page_that_is_not_indexed_says_so() -> None:
    shell = parse_shell("award", HTML)
    robots = '<meta name="robots" content="noindex">'
    assert robots not in shell.join(PAGE, "")
    assert robots in shell.join(replace(PAGE, indexed=False), "")


@pytest.mark.parametrize("name", ["title", "head", "body"])
def test_a_shell_without_a_place_for_something_needed_is_refused(name: str) -> None:
    with pytest.raises(ShellError, match=f"has no place for {name}") as caught:
        parse_shell("award", HTML.replace(marker(name), ""))
    assert marker(name) in (caught.value.fix or "")


@pytest.mark.parametrize("name", ["description", "canonical"])
def test_a_shell_may_do_without_description_and_canonical_address(name: str) -> None:
    parse_shell("award", HTML.replace(marker(name), ""))


@pytest.mark.parametrize("name", ["head", "body"])
def test_a_shell_that_repeats_the_head_or_the_body_is_refused(name: str) -> None:
    with pytest.raises(ShellError, match="repeats"):
        parse_shell("award", HTML.replace(marker(name), marker(name) * 2))


def test_an_unknown_marker_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(ShellError, match="unknown marker: sidebar") as caught:
        parse_shell("award", HTML.replace("<main>", marker("sidebar") + "<main>"))
    assert all(name in (caught.value.fix or "") for name in MARKERS)


def test_a_nul_in_the_theme_is_refused() -> None:
    with pytest.raises(ShellError, match="NUL"):
        parse_shell("award", HTML.replace("<main>", "<main>\x00"))


@pytest.mark.parametrize("way", ["../x.css", "'../../x'", "../../../x.css", "a/../../x"])
def test_a_way_up_that_cannot_be_accounted_for_is_refused(way: str) -> None:
    with pytest.raises(ShellError, match="leads somewhere unexpected"):
        parse_shell("award", HTML.replace("<main>", f'<i data-x="{way}"></i><main>'))
