"""Whatever somebody earned: the rows of her transcript add up to its total, everywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import material
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, FileSystemLoader

from credfolio.badges.openbadges.credential import StatusPlace, build_credential
from credfolio.badges.openbadges.home import Home
from credfolio.pages.fragments.page import Asset, Page, Site
from credfolio.pages.fragments.words import UNITS
from credfolio.pages.site_pages import SitePages
from credfolio.proof import OURS, PublicKey, render_json, sign_document, verify_document
from credfolio.proof.demonstration import (
    DEMONSTRATION_METHOD,
    DEMONSTRATION_PUBLIC,
    DEMONSTRATION_SEED,
)
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, Educator, Jurisdiction
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile, read_signed_file
from demo import ROOT
from html_tree import Element, parse_page
from tries import tries

TODAY = date(2026, 6, 1)
CREATED = "2026-05-31T09:00:00Z"
HOME = Home("https://badges.example/", is_demonstration=True)
REFS = ("riverside-usd/active-listening",)
PLACES = ("maple", "oak", "nowhere")
UNIT_OF = {name: unit for unit, names in UNITS.items() for name in names}
AMOUNT = re.compile(rf"([\d,]+(?:\.\d+)?) ({'|'.join(sorted(UNIT_OF, key=len, reverse=True))})\b")
HOURS = {
    "maple": {"ceu": Decimal(10), "contact-hour": Decimal(1), "clock-hour": Decimal(1)},
    "oak": {"salary-hour": Decimal(1)},
    "nowhere": {"ceu": Decimal(10), "contact-hour": Decimal(1)},
}
"""Hours of a unit: what the jurisdictions below state, and what holds where none is recorded."""


def place(name: str, expired: bool, superseded: bool, cap: int | None) -> Jurisdiction:
    units = [{"unit": unit, "hours": str(hours)} for unit, hours in HOURS[name].items()]
    most = {"title": "Cap", "text": "Cap.", "cap_unit": units[0]["unit"], "cap_amount": cap}
    return Jurisdiction.model_validate(
        {
            "id": name,
            "name": f"State of {name.title()}",
            "kind": "state",
            "units": units,
            "expired_counts": expired,
            "superseded_counts": superseded,
            "rules": [most] if cap else [],
            "categories": [{"id": "reading", "name": "Reading"}],
        }
    )


@st.composite
def credits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Credit of one award: any unit anywhere, and sometimes the same again in another unit."""
    found: list[dict[str, Any]] = []
    for name in draw(st.lists(st.sampled_from(PLACES), max_size=2)):
        unit = draw(st.sampled_from(list(HOURS[name])))
        amount = Decimal(draw(st.integers(1, 400))) / 10
        one = {"jurisdiction": name, "unit": unit, "amount": str(amount)}
        if draw(st.booleans()) and name != "nowhere":
            one["category"] = "reading"
        found.append(one)
        for other, each in HOURS[name].items():
            again = amount * HOURS[name][unit] / each
            if other != unit and again == round(again, 4) and draw(st.booleans()):
                found.append(one | {"unit": other, "amount": f"{again.normalize():f}"})
    return draw(st.permutations(found))


@st.composite
def awards(draw: st.DrawFn) -> list[Award]:
    size = draw(st.integers(0, 7))
    found = []
    for n in range(size):
        status = draw(
            st.sampled_from(("active", "active", "superseded", "revoked", "corrected", "withdrawn"))
        )
        on = draw(st.dates(date(2019, 1, 1), date(2026, 5, 31)))
        given: dict[str, Any] = {
            "id": f"award-{n}",
            "educator": "ana-lopez",
            "credential": REFS[0],
            "version": "1",
            "awarded_on": on.isoformat(),
            "name_as_awarded": "Ana López",
            "status": status,
            "visibility": draw(st.sampled_from(("public", "public", "unlisted"))),
            "credits_earned": draw(credits()),
        }
        if draw(st.booleans()):
            given["expires_on"] = draw(st.dates(on, date(2029, 1, 1))).isoformat()
        if status == "superseded":
            given["superseded_by"] = f"award-{draw(st.integers(0, size))}"
        found.append(Award.model_validate(given))
    return found


@cache
def base() -> Registry:
    return load_project(ROOT / "tests" / "examples" / "base").registry


@cache
def loader() -> ChoiceLoader:
    folders = [ROOT / "theme", next(iter(material.__path__)) + "/templates"]
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])


def published(
    found: list[Award], places: list[Jurisdiction], *, is_signed: bool = False
) -> dict[str, Page | Asset]:
    """The pages and files of an educator with these awards, by address."""
    ana = base().educators["ana-lopez"].model_copy(update={"visibility": "public", "hide": ()})
    registry = replace(
        base(),
        educators={"ana-lopez": Educator.model_validate(ana.model_dump(by_alias=True))},
        awards={(one.educator, one.id): one for one in found},
        jurisdictions={one.id: one for one in places},
        signed={},
        tokens={},
        endorsements={},
    )
    if is_signed:
        registry = replace(registry, signed=signed_by_demonstration(registry))
    site = Site(name="Example", url="https://badges.example/", today=TODAY)
    pages = SitePages(registry, site, loader(), keep=lambda _, draw: b"")  # no pictures
    task = next(one for one in pages.tasks() if one.name == "portfolios/ana-lopez")
    return {
        made.address if isinstance(made, Page) else made.path: made
        for made in task.run()
        if isinstance(made, Page) or made.path.endswith(".json")
    }


def signed_by_demonstration(registry: Registry) -> dict[tuple[str, str], SignedFile]:
    """Every award as its issuer would have signed it."""
    files: dict[tuple[str, str], SignedFile] = {}
    for n, (key, award) in enumerate(registry.awards.items()):
        document = build_credential(award, registry, HOME, StatusPlace(1, n))
        signed = sign_document(document, DEMONSTRATION_SEED, DEMONSTRATION_METHOD, CREATED)
        file = read_signed_file(render_json(signed), "x.json")
        assert isinstance(file, SignedFile), file
        files[key] = file
    return files


def hours(text: str, name: str) -> Decimal:
    """The hours of the first amount in `text`; the amounts after it have to be the same hours."""
    found = AMOUNT.findall(text)
    said = {Decimal(n.replace(",", "")) * HOURS[name][UNIT_OF[unit]] for n, unit in found}
    assert len(said) == 1, text
    return said.pop()


def sheets_in(root: Element) -> list[tuple[str, str, Element]]:
    """The sheets of a transcript that are shown today: place, unit and section."""
    found = []
    for part in root.all("div"):
        if "hidden" in part.attributes:
            continue
        for section in part.all("section"):
            name, _, unit = str(section["id"]).partition("-")
            if name in PLACES:
                found.append((name, unit, section))
    return found


def rows_table(section: Element) -> Element:
    """The table of a sheet whose rows are awards."""
    return next(one for one in section.all("table") if "cf-tr--parts" not in one.classes)


def worth(number: str, name: str, unit: str) -> Decimal:
    return Decimal(number) * HOURS[name][unit]


def rows_of(root: Element) -> dict[str, Decimal]:
    """The hours of the rows of a transcript, by place; each sheet's rows are its sum."""
    sums: dict[str, Decimal] = {}
    for name, unit, section in sheets_in(root):
        table = rows_table(section)
        rows = [
            worth(cell.text, name, unit)
            for cell in table.by_class("cf-tr__n")
            if cell.name == "td" and re.fullmatch(r"[\d.]+", cell.text)
        ]
        *rows, total = rows
        assert sum(rows, Decimal(0)) == total
        for parts in section.by_class("cf-tr--parts"):
            named = [c.text for c in parts.by_class("cf-tr__n") if c.name == "td"]
            assert sum((worth(n, name, unit) for n in named), Decimal(0)) == total
        sums[name] = sums.get(name, Decimal(0)) + total
    return sums


def rows_in(root: Element) -> list[Element]:
    return [row for body in root.all("tbody") for row in body.all("tr")]


def totals_of(lines: list[Element]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in lines:
        name = next(p for p in PLACES if p in line.text.casefold())
        over = re.search(r"license cycle\. (.*?) were earned", line.text)
        said = over[1] if over else line.text.partition("(Reading")[0].partition("Reading ")[0]
        sums[name] = sums.get(name, Decimal(0)) + hours(said, name)
    return sums


def below(root: Element, heading: str) -> Element | None:
    """The section that begins with this heading."""
    for section in root.all("section"):
        if any(one.text == heading for one in section.all("h2")):
            return section
    return None


COUNTING = st.tuples(st.booleans(), st.booleans(), st.sampled_from((None, 3, 30)))


@tries(40)
@given(awards(), COUNTING, COUNTING)
def test_the_rows_add_up_to_the_total_on_the_page_and_in_the_data(
    found: list[Award],
    maple: tuple[bool, bool, int | None],
    oak: tuple[bool, bool, int | None],
) -> None:
    made = published(found, [place("maple", *maple), place("oak", *oak)])
    at = "portfolios/ana-lopez/"
    page, portfolio = made[f"{at}transcript/"], made[at]
    assert isinstance(page, Page)
    assert isinstance(portfolio, Page)
    transcript = parse_page(page.body).root
    rows = rows_of(transcript)

    section = below(parse_page(portfolio.body).root, "Hours and credits")
    assert totals_of(rows_in(section) if section else []) == rows

    file = made[f"{at}resume.json"]
    assert isinstance(file, Asset)
    data = json.loads(file.data)
    in_data: dict[str, Decimal] = {}
    for one in (one for c in data["certificates"] for one in c.get("credit", ())):
        if one["counts"]:
            worth = Decimal(str(one["amount"])) * HOURS[one["jurisdiction"]][one["unit"]]
            in_data[one["jurisdiction"]] = in_data.get(one["jurisdiction"], Decimal(0)) + worth
    assert in_data == rows
    sums: dict[str, Decimal] = {}
    for total in data["meta"].get("credit", ()):
        worth = Decimal(str(total["amount"])) * HOURS[total["jurisdiction"]][total["unit"]]
        sums[total["jurisdiction"]] = sums.get(total["jurisdiction"], Decimal(0)) + worth
        assert total["counts"] <= total["amount"]
    assert sums == rows

    # Every award that counts is listed, and nothing else is among the badges.
    shown = {one.id for one in found if one.visibility == "public"} & {
        one.id for one in found if one.status in ("active", "superseded")
    }
    assert len(data["certificates"]) == len(shown)
    revoked = sum(one.visibility == "public" and one.status == "revoked" for one in found)
    if shown or revoked:
        first = next(one for one in transcript.by_class("cf-tr__sheet"))
        assert len(rows_in(rows_table(first))) == len(shown) + revoked


@st.composite
def one_credit_each(draw: st.DrawFn) -> list[Award]:
    """Awards of at most one credit, since a badge has room for one number."""
    found = []
    for award in draw(awards()):
        amount = Decimal(draw(st.integers(0, 400))) / 10
        one = {"jurisdiction": "maple", "unit": "ceu", "amount": str(amount)}
        given = award.model_dump(mode="json", by_alias=True)
        given["credits_earned"] = [one] if amount else []
        found.append(Award.model_validate(given))
    return found


@tries(12)
@given(one_credit_each())
def test_the_signed_badges_of_a_transcript_add_up_to_its_total(found: list[Award]) -> None:
    at = "portfolios/ana-lopez/"
    made = published(found, [place("maple", True, True, None)], is_signed=True)
    page, file = made[f"{at}transcript/"], made.get(f"{at}transcript.json")
    assert isinstance(page, Page)
    badges: list[dict[str, Any]] = []
    if isinstance(file, Asset):
        badges = json.loads(file.data)["verifiableCredential"]
    key = PublicKey("Ed25519", DEMONSTRATION_PUBLIC)
    for badge in badges:
        verify_document(badge, lambda method: key, OURS)
    # Every award that the page counts is among them, and no other.
    listed = [one for one in found if one.visibility == "public"]
    earned = {one.id for one in listed if one.status in ("active", "superseded")}
    assert {badge["id"].split("/")[-2] for badge in badges} == earned
    total = sum(
        (Decimal(str(badge["credentialSubject"].get("creditsEarned", 0))) for badge in badges),
        Decimal(0),
    )
    rows = rows_of(parse_page(page.body).root)
    assert rows == ({"maple": total * HOURS["maple"]["ceu"]} if total else {})
