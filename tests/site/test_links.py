"""Every link of the whole site leads somewhere, and no page asks another server for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from demo import SITE_PATH
from html_tree import Page

FAR = re.compile(r"^(https?:)?//")


def place_of(page: Page, reference: str) -> str:
    """Where below the site's root `reference` on `page` leads; above it, it begins with ``../``."""
    path = unquote(urlsplit(reference).path)
    path = path.removesuffix(".") if path.endswith("/.") else path
    if path.startswith(SITE_PATH):  # 404.html is shown at any depth
        return normpath(path.removeprefix(SITE_PATH) or ".") + ("/" if path.endswith("/") else "")
    folder = page.address.rpartition("/")[0]
    slash = "/" if path.endswith(("/", ".", "..")) or not path else ""
    return normpath(f"{folder}/{path}".lstrip("/") or ".") + slash


def references(page: Page) -> Iterator[str]:
    for element in page.root.all():
        for attribute in ("href", "src", "action", "data-index", "poster"):
            if attribute in element.attributes:
                yield element[attribute]


def file_at(site: Path, place: str) -> Path:
    return site / place / "index.html" if place.endswith("/") else site / place


def test_every_link_and_fragment_inside_the_site_leads_somewhere(pages) -> None:
    ids = {page.address: set(page.ids) for page in pages}
    broken: dict[str, list[str]] = {}
    followed = 0
    for page in pages:
        for reference in references(page):
            if FAR.match(reference) or reference.startswith(("mailto:", "data:")):
                continue
            followed += 1
            place = place_of(page, reference)
            fragment = unquote(urlsplit(reference).fragment)
            address = place.removeprefix("./")
            if place == "plan/" and fragment.startswith("list="):
                fragment = ""  # holds a plan; see credfolio.pages.contribute.plan_link
            there = not place.startswith("../") and file_at(pages.site, place).is_file()
            if not there or (fragment and fragment not in ids.get(address, {fragment})):
                broken.setdefault(page.address, []).append(reference)
    assert broken == {}
    assert followed > 5_000


def test_a_link_to_a_page_ends_in_a_slash_so_that_no_host_has_to_redirect(pages) -> None:
    for page in pages:
        for element in page.root.all("a"):
            if not FAR.match(element["href"]) and not element["href"].startswith("mailto:"):
                path = urlsplit(element["href"]).path
                assert path.endswith("/") or "." in path.rpartition("/")[2] or not path, (
                    page.address,
                    element["href"],
                )


def test_no_address_leads_above_the_root(pages) -> None:
    for page in pages:
        depth = page.address.count("/")
        for way in re.findall(r"(?:\.\./)+", page.source):
            if "<code" not in page.source:
                assert way.count("../") <= depth, (page.address, way)


def test_a_page_loads_nothing_from_elsewhere(pages) -> None:
    for page in pages:
        for element in page.root.all():
            loaded = [element.get(name) for name in ("src", "srcset", "poster", "data", "action")]
            # A page says where it is, and where it is in another language; nobody loads that.
            says = element.get("rel") == "canonical" or element.get("hreflang")
            if element.name == "link" and not says:
                loaded.append(element.get("href"))
            for address in loaded:
                assert not FAR.match(address), (page.address, address)
        for style in re.findall(r"url\(([^)]*)\)|@import", page.source.split("<body", 1)[0]):
            assert not FAR.match(style.strip("'\""))


def test_no_style_or_drawing_loads_anything_from_elsewhere(demo_site) -> None:
    looked_at = 0
    for file in demo_site.rglob("*"):
        if file.suffix in (".css", ".svg"):
            looked_at += 1
            text = file.read_text(encoding="utf-8")
            assert "@import" not in text, file
            for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", text):
                assert address.startswith(("data:", "#")) or not FAR.match(address), file
            assert not re.search(r"\b(?:xlink:)?href\s*=\s*['\"](?!#|data:image/)", text), file
    assert looked_at > 40


def test_no_page_keeps_a_cookie_or_measures_its_readers(demo_site, pages) -> None:
    scripts = {
        place_of(page, script["src"])
        for page in pages
        for script in page.root.all("script")
        if script.get("src")
    }
    assert scripts >= {
        "assets/built/credfolio.js",
        "assets/built/award.js",
        "assets/built/verify.js",
    }
    assert all(place.startswith("assets/") for place in scripts)
    scripts |= {file.relative_to(demo_site).as_posix() for file in demo_site.rglob("*.js")}
    for place in scripts:
        script = (demo_site / place).read_text(encoding="utf-8")
        for word in ("document.cookie", "sendBeacon", "WebSocket", "eval("):
            assert word not in script, place
        # jsonld brings a loader of its own; it is given another, and a test looks at what is asked.
        assert place.startswith("assets/built/verify") or "XMLHttpRequest" not in script


SERVICES = (
    *("https://www.linkedin.com/", "https://www.facebook.com/sharer/", "https://x.com/intent/"),
    "https://bsky.app/intent/",
)


def test_a_link_to_elsewhere_shows_its_host_or_an_identifier(pages) -> None:
    for page in pages:
        if "cf-record" not in page.source:
            continue
        text = page.main.text
        for element in page.main.all("a"):
            address = element["href"]
            if not FAR.match(address) or "Suggest a change" in element.text:
                continue
            host = (urlsplit(address).hostname or "").removeprefix("www.")
            in_prose = "ugc" in element.get("rel")
            assert (
                host in text
                or "doi:" in element.text
                or "archived copy" in element.text
                or in_prose
                or address.startswith(SERVICES)  # named by the link's own word
            ), (page.address, address)
            assert {"nofollow", "noopener", "noreferrer"} <= set(element["rel"].split())


def test_suggest_a_change_opens_the_record_behind_the_page(pages, demo) -> None:
    edits = {
        element["href"]
        for page in pages
        for element in page.root.all("a")
        if element.text == "Suggest a change"
    }
    forge = "https://github.com/example-org/tamarack-credentials/edit/main/"
    form = "../../../contribute/credential/?from="
    assert all(edit.startswith((forge + "catalog/", form)) for edit in edits)
    for reference in demo.credentials:
        assert f"{form}{reference}" in edits
    for reference in demo.stacks:
        issuer, _, name = reference.partition("/")
        assert f"{forge}catalog/{issuer}/stacks/{name}.yml" in edits


def test_the_manifest_is_not_published(demo_site) -> None:
    assert not (demo_site / "manifest.json").exists()
    manifest = json.loads(demo_site.with_name(f"{demo_site.name}.manifest.json").read_text())
    published = {
        file.relative_to(demo_site).as_posix() for file in demo_site.rglob("*") if file.is_file()
    }
    assert {row["path"] for row in manifest["files"]} == published
