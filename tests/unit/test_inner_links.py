"""Links inside the site: what is there is found however it is written, and nothing else."""

from __future__ import annotations

import pytest

from credfolio.building.inner_links import LinksOut, check_inner_links
from credfolio.pages.fragments.renderer import ROOT

FILES = {
    "index.html": "",
    "catalog/index.html": '<h2 id="all">All</h2>',
    "catalog/a/b/index.html": '<h2 id="part-2">Two</h2>',
    "catalog/a/b/badge.svg": "",
    "assets/credfolio.css": "",
}
PAGE = "catalog/a/b/"


def broken(html: str, address: str = PAGE, base: str = "") -> list[str]:
    links = LinksOut()
    links.add(html, address, "catalog/a/b.yml", base)
    return [
        finding.message for finding in check_inner_links(links, FILES.keys(), FILES.__getitem__)
    ]


@pytest.mark.parametrize(
    "reference",
    [
        "&#109;&#97;&#105;&#108;&#116;&#111;&#58;badges@district.example",
        "https&colon;//else.example/",
        ROOT,
        f"{ROOT}./",
        f"{ROOT}catalog/",
        f"{ROOT}catalog/#all",
        f"{ROOT}catalog/?q=listening#all",
        f"{ROOT}catalog/a/b/badge.svg",
        f"{ROOT}catalog/a/%62/",
        "badge.svg",
        "./",
        "../../",
        "../../#all",
        "../../../assets/credfolio.css",
        "#",
        "#top",
        "",
        "https://elsewhere.example/nothing/",
        "//elsewhere.example/",
        "mailto:badges@riverside.example",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_link_that_leads_somewhere_is_let_be(reference: str) -> None:
    assert broken(f'<a href="{reference}">x</a>') == []


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        (f"{ROOT}catalog/gone/", "catalog/gone/"),
        (f"{ROOT}catalog", "catalog"),
        (f"{ROOT}catalog/#none", "catalog/#none"),
        ("credential.json", "catalog/a/b/credential.json"),
        ("../c/", "catalog/a/c/"),
        ("../../../../outside/", "../outside/"),
        ("#part-3", "catalog/a/b/#part-3"),
        (f"{ROOT}catalog/?q=a&amp;b=c#none", "catalog/?q=a&b=c#none"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(reference: str, place: str) -> None:
    (message,) = broken(f'<a class="x" href="{reference}">x</a>')
    assert f'"{place}"' in message
    assert f'the page "{PAGE}"' in message


@pytest.mark.parametrize("attribute", ["src", "action", "data-index", "poster", "href"])
def test_other_attributes_lead_somewhere_too(attribute: str) -> None:
    assert len(broken(f'<x {attribute}="{ROOT}gone.js">')) == 1


def test_a_place_on_the_page_itself_is_looked_for_in_it() -> None:
    assert broken('<a href="#part-1">x</a><h2 class="y" id="part-1">One</h2>') == []


def test_an_address_from_the_root_of_the_host_begins_with_that_of_the_site() -> None:
    html = '<a href="/credentials/catalog/">x</a><a href="/credentials/.">y</a>'
    assert broken(html, "404.html", "/credentials/") == []
    assert len(broken('<a href="/credentials/gone/">x</a>', "404.html", "/credentials/")) == 1


def test_a_place_is_named_once_with_the_first_page_that_leads_there() -> None:
    whole = LinksOut()
    for address in ("z/", "b/", "m/"):
        part = LinksOut()
        part.add(f'<a href="{ROOT}gone/">x</a>', address, f"{address}record.yml")
        whole.merge(part)
    (finding,) = check_inner_links(whole, FILES.keys(), FILES.__getitem__)
    assert finding.path == "b/record.yml"
    assert finding.message.startswith('the page "b/" leads to "gone/"')


def test_only_pages_that_others_lead_into_are_read() -> None:
    read = []
    links = LinksOut()
    links.add(f'<a href="{ROOT}catalog/">x</a><a href="{ROOT}#content">y</a>', PAGE, "")

    def reading(path: str) -> str:
        read.append(path)
        return '<main id="content">'

    assert list(check_inner_links(links, FILES.keys(), reading)) == []
    assert read == ["index.html"]


@pytest.mark.parametrize("before", ["<a ", "<a\n", "<a id='x'\t"])
def test_an_attribute_leads_somewhere_by_its_whole_name(before: str) -> None:
    assert len(broken(f'{before}href="nowhere/">x</a><img src="nothing.png">')) == 2
    assert broken(f'{before}data-href="nowhere/">href="nowhere/"</a>') == []
    assert broken(f'{before}href="nowhere/') == []
