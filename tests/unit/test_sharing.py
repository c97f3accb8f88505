"""Links, codes, snippets and files that take a portfolio elsewhere."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from credfolio.drawing.qr import qr_svg
from credfolio.pages.sharing.contact import build_contact
from credfolio.pages.sharing.links import Certification, add_to_profile, mastodon_share, share_links
from credfolio.pages.sharing.resume import Certificate, build_resume
from credfolio.pages.sharing.snippets import (
    Badge,
    badge_snippet,
    card_snippet,
    signature_html,
    signature_text,
    wall_snippet,
)
from credfolio.records.model import Educator

NAMES = ["Ana López", "Q & A <b>bold</b>", 'Say "why"', "عربي", "李小龍", "R+D 100% #1", "🦉 Owl"]
PAGE = "https://x.example/portfolios/ana/asking/"


def fields(address: str) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}


@pytest.mark.parametrize("name", NAMES)
def test_linkedin_gets_every_value_whole(name: str) -> None:
    certification = Certification(
        name, f"Board of {name}", "", date(2026, 3, 9), date(2029, 11, 1), PAGE, "ana/asking"
    )
    assert fields(add_to_profile(certification)) == {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": f"Board of {name}",
        "issueYear": "2026",
        "issueMonth": "3",
        "expirationYear": "2029",
        "expirationMonth": "11",
        "certUrl": PAGE,
        "certId": "ana/asking",
    }


def test_linkedin_knows_an_organization_by_its_number_and_an_award_without_end() -> None:
    address = add_to_profile(
        Certification("Asking", "Acme", "123", date(2026, 12, 1), None, PAGE, "i")
    )
    found = fields(address)
    assert found["organizationId"] == "123"
    assert not {"organizationName", "expirationYear", "expirationMonth"} & set(found)


@pytest.mark.parametrize("name", NAMES)
def test_shares_carry_the_address_and_the_words(name: str) -> None:
    for link in share_links(PAGE, name):
        values = " ".join(fields(link.href).values())
        assert PAGE in values, link
        assert link.name in ("LinkedIn", "Facebook") or name in values, link
    assert fields(f"https://m.example{mastodon_share(PAGE, name)}") == {"text": f"{name} {PAGE}"}


def test_a_code_is_an_image_with_a_name_and_a_quiet_zone() -> None:
    svg = qr_svg(PAGE, "Code <for> this & that")
    assert svg.startswith('<svg role="img"')
    assert 'aria-label="Code &lt;for&gt; this &amp; that"' in svg
    edge = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    assert f'fill="#fff" d="M0 0h{edge}v{edge}h-{edge}z"' in svg
    assert svg == qr_svg(PAGE, "Code <for> this & that")


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", NAMES)
def test_snippets_stand_alone_and_hold_no_markup_of_others(name: str) -> None:
    badge = Badge(name, PAGE, "https://x.example/catalog/a/b/badge.png", "Acme & Co", "May 2026")
    for html in (
        badge_snippet(badge, name),
        card_snippet(badge, name, "dark"),
        wall_snippet([badge], name, name, PAGE, "light"),
        signature_html(name, name, PAGE, [badge]),
    ):
        parsed = _Tags(html)
        assert {tag for tag, _ in parsed.seen} <= {
            *("a", "img", "table", "tr", "td", "span", "strong", "br")
        }
        # What mail programs drop or show in their own way is not used.
        assert not re.search(r"display:|flex|<style|class=|\.svg|\bfont:", html)
        for _, attributes in parsed.seen:
            assert not any(key.startswith("on") for key in attributes)
            for key in ("href", "src"):
                assert (attributes.get(key) or "https://x.example/").startswith("https://x.example")
        said = parsed.text + " ".join(str(a.get("alt", "")) for _, a in parsed.seen)
        assert name in said
    assert name in signature_text(name, name, PAGE, [badge])


def test_an_e_mail_signature_shows_the_first_badge_and_says_it_in_words() -> None:
    first = Badge("Asking", PAGE, "https://x.example/a/badge.png", "Acme", "May 2026")
    second = Badge("Waiting", PAGE, "https://x.example/b/badge.png", "Acme", "June 2026")
    parsed = _Tags(signature_html("Ana", "Teacher", PAGE, [first, second]))
    pictures = [a for tag, a in parsed.seen if tag == "img"]
    assert [(one["src"], one["width"], one["height"]) for one in pictures] == [
        ("https://x.example/a/badge.png", "64", "64")
    ]
    assert "Asking · Waiting" in parsed.text
    assert "<img" not in signature_html("Ana", "Teacher", PAGE, [])


def educator(**more: object) -> Educator:
    return Educator.model_validate({"id": "ana", "display_name": "Ana López", **more})


def test_a_contact_card_is_folded_and_escaped() -> None:
    long = "Teaches; asks, and listens " * 6
    card = build_contact(
        educator(headline=long.strip(), school="Bay School", district="Lake; Harlow"),
        "https://x.example/portfolios/ana/",
    )
    rows = card.split(b"\r\n")
    assert rows[0] == b"BEGIN:VCARD"
    assert rows[-2:] == [b"END:VCARD", b""]
    assert all(len(row) <= 75 for row in rows)
    whole = card.replace(b"\r\n ", b"").decode()
    assert "\r\nORG:Lake\\; Harlow;Bay School\r\n" in whole
    assert "TITLE:" + long.strip().replace(";", "\\;").replace(",", "\\,") in whole


def test_what_is_hidden_is_in_no_file() -> None:
    hidden = educator(
        school="Bay School", district="Harlow", bio="I teach.", hide=["school", "about"]
    )
    assert b"Bay School" not in build_contact(hidden, "https://x.example/")
    document = build_resume(
        hidden,
        [Certificate("Asking", date(2026, 5, 1), "Acme", PAGE)],
        page="https://x.example/portfolios/ana/",
        photo="",
        roles="Teacher",
        languages=["English"],
        skills=[("Asking", ["Asking"])],
    )
    assert document["work"] == [{"name": "Harlow", "position": "Teacher"}]
    assert "summary" not in document["basics"]
    assert document["certificates"][0]["date"] == "2026-05-01"
