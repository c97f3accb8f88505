"""The published data of the demonstration: true to its description, records, and privacy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry as Schemas
from referencing import Resource
from referencing.jsonschema import DRAFT202012

from credfolio.records.registry import Registry
from demo import SITE_PATH, TODAY

HERE = f"https://tamarack.example{SITE_PATH}"


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def openapi(demo_site: Path) -> dict[str, Any]:
    return read(demo_site, "api/v1/openapi.json")


def test_the_description_is_valid_openapi(openapi: dict[str, Any]) -> None:
    validate(openapi)


def test_every_file_is_what_the_description_says(demo_site: Path, openapi: dict[str, Any]) -> None:
    schemas = Schemas().with_resource(
        "urn:api", Resource.from_contents(openapi, default_specification=DRAFT202012)
    )
    asked = {
        path.removeprefix("/"): answer["get"]["responses"]["200"]["content"]["application/json"]
        for path, answer in openapi["paths"].items()
    }
    seen: set[str] = set()
    for file in sorted((demo_site / "api").rglob("*.json")):
        path = file.relative_to(demo_site).as_posix()
        if path.endswith("openapi.json"):
            continue
        name = (
            "api/v1/credentials/{issuer}/{credential}.json"
            if path.startswith("api/v1/credentials/")
            else path
        )
        reference = asked[name]["schema"]["$ref"]
        checker = Draft202012Validator({"$ref": f"urn:api{reference}"}, registry=schemas)
        faults = [
            f"{path}: {e.json_path} {e.message}" for e in checker.iter_errors(read(demo_site, path))
        ]
        assert faults == []
        seen.add(name)
    assert set(asked) - seen == {"api/v1/catalog-{page}.json"}


def test_no_schema_lets_a_key_have_two_types(openapi: dict[str, Any]) -> None:
    def look(schema: Any, way: str) -> list[str]:
        if isinstance(schema, list):
            return [fault for n, part in enumerate(schema) for fault in look(part, f"{way}/{n}")]
        if not isinstance(schema, dict):
            return []
        found = [
            f"{way}/{key}" for key, part in schema.items() if key in ("anyOf", "oneOf") and part
        ]
        if isinstance(schema.get("type"), list):
            found.append(f"{way}/type")
        return found + [f for key, part in schema.items() for f in look(part, f"{way}/{key}")]

    assert look(openapi["components"]["schemas"], "") == []


def test_the_catalog_holds_every_definition_and_leads_to_files_that_exist(
    demo_site: Path, demo: Registry
) -> None:
    catalog = read(demo_site, "api/v1/catalog.json")
    assert {one["ref"] for one in catalog["credentials"]} == set(demo.credentials)
    for one in catalog["credentials"]:
        for key in ("page_url", "badge_url", "data_url"):
            path = one[key].removeprefix(HERE)
            assert (demo_site / path / "index.html").is_file() or (demo_site / path).is_file(), path
        whole = read(demo_site, one["data_url"].removeprefix(HERE))
        assert whole["credential"] == one
        record = demo.credentials[one["ref"]]
        assert len(whole["definition"].get("parts", [])) == len(record.parts)
        assert "extra" not in whole["definition"]
    index = read(demo_site, "api/v1/index.json")
    for key, address in index.items():
        if key.endswith("_url"):
            assert (demo_site / address.removeprefix(HERE)).exists(), address


def test_nobody_is_named_who_does_not_issue(demo_site: Path, demo: Registry) -> None:
    text = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("api", "feeds")
        for file in (demo_site / folder).rglob("*")
        if file.is_file()
    )
    for educator in demo.educators.values():
        assert educator.display_name not in text, educator.id
        assert f"portfolios/{educator.id}" not in text


def test_the_spreadsheet_has_a_row_for_each(demo_site: Path, demo: Registry) -> None:
    data = (demo_site / "api/v1/catalog.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["ref"] for row in rows} == set(demo.credentials)
    assert not [c for row in rows for c in row.values() if c.startswith(("=", "+", "-", "@"))]


def test_a_feed_reader_reads_every_feed(demo_site: Path) -> None:
    feeds = sorted((demo_site / "feeds").rglob("*.atom"))
    assert len(feeds) > 15
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.get("bozo_exception"))
        path = file.relative_to(demo_site).as_posix()
        assert feed.feed.id == f"{HERE}{path}"
        ids = [entry.id for entry in feed.entries]
        assert ids
        assert len(ids) == len(set(ids))
        days = [entry.updated for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        assert feed.feed.updated == days[0]
        assert max(days)[:10] <= TODAY.isoformat()
        for entry in feed.entries:
            page = urlsplit(entry.link).path.removeprefix(SITE_PATH)
            assert (demo_site / page / "index.html").is_file()


def test_pages_name_their_feed(demo_site: Path) -> None:
    for page, feed in {
        "catalog/": "feeds/catalog.atom",
        "catalog/juniper-university/": "feeds/issuers/juniper-university.atom",
        "topics/formative-assessment/": "feeds/topics/formative-assessment.atom",
    }.items():
        html = (demo_site / page / "index.html").read_text(encoding="utf-8")
        assert 'type="application/atom+xml"' in html
        assert feed in html
        assert (demo_site / feed).is_file()


def test_the_calendars_hold_what_ends(demo_site: Path) -> None:
    whole = Calendar.from_ical((demo_site / "feeds/deadlines.ics").read_bytes())
    events = list(whole.walk("VEVENT"))
    days = [event["DTSTART"].dt for event in events]
    assert min(days) < TODAY <= max(days)  # what has ended stays true
    assert len({str(event["UID"]) for event in events}) == len(events)
    for file in (demo_site / "feeds" / "jurisdictions").glob("*.ics"):
        own = Calendar.from_ical(file.read_bytes())
        assert {str(e["UID"]) for e in own.walk("VEVENT")} <= {str(e["UID"]) for e in events}
