"""``<script>`` in every text of every record: shown as typed everywhere, run nowhere.

The whole demonstration is written out again with an attack behind each text that
its authors typed, read by the real loader and built by the real command.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from annotated_types import MaxLen
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from chromium import served
from credfolio.records.model.base import Record
from credfolio.records.registry import Registry, stack_path
from demo import SITE_PATH, build_once, small_project
from html_tree import load_page, page_addresses

ATTACK = "<script>ran()</script>\"'><img src=x onerror=ran()>"
EDUCATOR = re.compile("[a-z]+(-[a-z]+)+")
LONGEST = {500, 20_000}
"""The longest a line and a prose text of a record may be; nothing else has these limits."""


def is_free_text(field: FieldInfo) -> bool:
    """Whether a field, or each entry of its list or table, is a text that its author words."""

    def limits(annotation: Any) -> Iterator[object]:
        for item in getattr(annotation, "__metadata__", ()):
            yield from item.metadata if isinstance(item, FieldInfo) else (item,)
        for inner in typing.get_args(annotation):
            yield from limits(inner)

    found = [*field.metadata, *limits(field.annotation)]
    return any(isinstance(item, MaxLen) and item.max_length in LONGEST for item in found)


def as_yaml(value: Any, attacked: bool = False) -> Any:
    """A record as plain data, with the attack behind each of its texts."""
    if isinstance(value, BaseModel):
        left_out = {"id", "extra"} if isinstance(value, Record) else set()
        return {
            (field.alias or name): as_yaml(found, is_free_text(field))
            for name, field in type(value).model_fields.items()
            # A digest is no text of an author; another one is an error of its own.
            if name not in {*left_out, "digest"}
            and (found := getattr(value, name)) != field.default
        }
    if isinstance(value, tuple):
        return [as_yaml(one, attacked) for one in value]
    if isinstance(value, dict):
        return {key: as_yaml(one, attacked) for key, one in value.items()}
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | Decimal):
        return str(value)
    # A line that holds an educator's id has to go on holding it.
    if attacked and isinstance(value, str) and not EDUCATOR.fullmatch(value):
        return f"{value} {ATTACK}"
    return value


def write_attacked(demo: Registry, folder: Path) -> Path:
    small_project(folder)
    records: dict[str, BaseModel] = {
        **{f"catalog/{i}/issuer.yml": one for i, one in demo.issuers.items()},
        **{f"catalog/{i}.yml": one for i, one in demo.credentials.items()},
        **{stack_path(i): one for i, one in demo.stacks.items()},
        **{f"catalog/frameworks/{i}.yml": one for i, one in demo.frameworks.items()},
        **{f"catalog/jurisdictions/{i}.yml": one for i, one in demo.jurisdictions.items()},
        **{f"portfolios/{i}/profile.yml": one for i, one in demo.educators.items()},
        **{f"portfolios/{e}/awards/{a}.yml": one for (e, a), one in demo.awards.items()},
    }
    for path, record in records.items():
        data = as_yaml(record)
        data.pop("educator", None)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, width=90), encoding="utf-8")
    for path, picture in demo.pictures.items():
        (folder / path).write_bytes(picture.data)
    return folder


@pytest.fixture(scope="session")
def attacked_site(demo: Registry, shared_folder: Path) -> Path:
    return build_once(shared_folder / "attacked", lambda folder: write_attacked(demo, folder))


def test_the_attack_is_in_every_free_text_of_the_model(demo: Registry) -> None:
    credential = demo.credentials["open-classroom-alliance/formative-questioning"]
    data = as_yaml(credential)
    for name in ("title", "summary", "competency", "key_method", "rationale", "creator"):
        assert data[name].endswith(ATTACK)
    levels = data["parts"][0]["rubric"][0]["levels"]
    assert levels
    assert all(text.endswith(ATTACK) for text in levels.values())
    assert data["version"] == "3.0"


def test_no_page_has_an_element_or_attribute_of_the_attack(attacked_site: Path) -> None:
    shown = 0
    for address in page_addresses(attacked_site):
        page = load_page(attacked_site, address)
        assert page.faults == (), address
        shown += page.source.count("&lt;script&gt;ran()&lt;/script&gt;")
        for element in page.root.all():
            assert not any(name.startswith("on") for name in element.attributes), address
            if element.name == "script" and "ran()" in (text := element.script_text()):
                # Facts for machines: no script, and nothing that could end the element.
                assert element["type"] == "application/ld+json", address
                assert "<" not in text, address
                json.loads(text)
            if element.name == "img":
                assert element["src"] != "x", address
    assert shown > 10_000


def test_no_other_file_of_the_site_carries_it_alive(attacked_site: Path) -> None:
    for file in attacked_site.rglob("*.svg"):
        root = fromstring(file.read_bytes())
        assert not any(element.tag.endswith(("script", "image")) for element in root.iter()), file
    for file in (attacked_site / "search").glob("*/*-cards-*.json"):
        for card in json.loads(file.read_text(encoding="utf-8")):
            if file.name.startswith("others-"):  # a title, an address and a line, shown as text
                assert [type(one) for one in json.loads(card)] == [str, str, str], file
                continue
            assert "<img src=x" not in card
            assert "<script" not in card
    fromstring((attacked_site / "sitemap.xml").read_bytes())


@pytest.mark.browser
def test_nothing_of_it_runs_in_a_browser(attacked_site: Path, browser: Browser) -> None:
    addresses = [
        "",
        "portfolios/?role=teacher",
        "portfolios/amara-okafor-lind/?year=2025",
        "catalog/",
        "catalog/?q=amara+okafor-lind",
        "topics/formative-assessment/",
        "evidence/video/",
        "topics/",
        "resources/",
        "catalog/open-classroom-alliance/formative-questioning/",
        "catalog/juniper-university/stacks/coach-and-mentor/",
        "catalog/juniper-university/",
        "frameworks/tamarack-teaching-standards/",
        "jurisdictions/tamarack/",
        "portfolios/",
        "portfolios/amara-okafor-lind/",
        "portfolios/amara-okafor-lind/formative-questioning/",
    ]
    happened: list[str] = []
    context = browser.new_context()
    context.add_init_script("window.ran = () => { window.hasRun = true; console.error('ran') }")
    page = context.new_page()
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    with served(attacked_site, SITE_PATH) as root:
        for address in addresses:
            page.goto(root + address)
            assert page.evaluate("window.hasRun") is None, address
        # The search writes titles into the page by script.
        page.goto(f"{root}catalog/?q=script")
        page.locator("[data-count]", has_text="for “").wait_for()
        assert page.locator("[data-cards] article").count() == 12
        assert page.evaluate("window.hasRun") is None
        assert page.locator("[data-cards] script, [data-cards] img[src=x]").count() == 0
    context.close()
    assert happened == []
