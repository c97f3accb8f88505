"""The sitemap: valid, in parts where it is too long for one file, and packed the same each time."""

from __future__ import annotations

import gzip

from defusedxml.ElementTree import fromstring

from credfolio.pages.sitemap import MOST_ADDRESSES, build_robots, build_sitemap

URL = "https://badges.example/credentials/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def files(addresses: list[str], most: int = MOST_ADDRESSES) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in build_sitemap(URL, addresses, most)}


def locations(xml: bytes) -> list[str]:
    return [element.text or "" for element in fromstring(xml).iter(f"{SPACE}loc")]


def test_it_names_each_address_once_in_order() -> None:
    made = files(["catalog/", "", "catalog/"])
    assert set(made) == {"sitemap.xml", "sitemap.xml.gz"}
    assert locations(made["sitemap.xml"]) == [URL, f"{URL}catalog/"]
    assert gzip.decompress(made["sitemap.xml.gz"]) == made["sitemap.xml"]
    # No time, no system, and stored as it is: other computers would compress it otherwise.
    assert made["sitemap.xml.gz"].startswith(b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01")
    assert made["sitemap.xml"] in made["sitemap.xml.gz"]
    assert fromstring(made["sitemap.xml"]).tag == f"{SPACE}urlset"


def test_more_than_fit_into_one_file_are_split_and_the_parts_listed() -> None:
    made = files([f"catalog/{n}/" for n in range(7)], most=3)
    assert fromstring(made["sitemap.xml"]).tag == f"{SPACE}sitemapindex"
    parts = locations(made["sitemap.xml"])
    assert parts == [f"{URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    named = [one for n in (1, 2, 3) for one in locations(made[f"sitemap-{n}.xml"])]
    assert named == [f"{URL}catalog/{n}/" for n in range(7)]
    assert all(f"{name}.gz" in made for name in made if name.endswith(".xml"))


def test_fifty_thousand_fit_and_one_more_does_not() -> None:
    full = [f"{n:05}/" for n in range(MOST_ADDRESSES)]
    assert "sitemap-1.xml" not in (fit := files(full))
    assert gzip.decompress(fit["sitemap.xml.gz"]) == fit["sitemap.xml"]
    made = files([*full, "x/"])
    assert len(locations(made["sitemap-1.xml"])) == MOST_ADDRESSES
    assert locations(made["sitemap-2.xml"]) == [f"{URL}x/"]


def test_what_means_something_in_xml_is_escaped() -> None:
    assert locations(files(["a&b<c/"])["sitemap.xml"]) == [f"{URL}a&b<c/"]


def test_two_times_give_the_same_bytes() -> None:
    assert files(["a/", "b/"]) == files(["b/", "a/"])


def test_a_site_without_an_address_has_no_sitemap_and_says_so_to_robots() -> None:
    assert list(build_sitemap("", ["catalog/"])) == []
    assert b"Sitemap" not in build_robots("").data


def test_robots_may_read_all_and_are_told_of_the_sitemap() -> None:
    text = build_robots(URL).data.decode()
    assert f"Sitemap: {URL}sitemap.xml\n" in text
    assert "Disallow" not in text
