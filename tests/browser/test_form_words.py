"""The form and the command say the same about one file, to the letter.

What "one file" can be told is what the command finds in a project that holds
nothing else. Messages about YAML's syntax come from two parsers and are compared
by their rule only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.checking.rules import check_registry
from credfolio.findings.finding import Finding
from credfolio.ids import is_id
from credfolio.records.model import Award, Educator, MicroCredential
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import decode, parse_yaml
from demo import ROOT

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parents[1] / "examples"
TODAY = date(2026, 6, 1)
FORMS = {"credential": "credential", "award": "award", "educator": "portfolio"}
SCRIPT = "assets/built/builder.js"

# Rules that the form answers; of each it tells what the command finds in one file alone.
TOLD = frozenset(
    {"accent-contrast", "award-target", "changelog-version", "consent-missing", "date-order",
     "duplicate-entry", "duplicate-part-id", "evidence-consent", "future-date", "goal-target",
     "hidden-text", "imported-source", "impossible-count", "incomplete-definition",
     "insecure-link", "lifecycle", "link-address", "no-alignment", "no-passing-level",
     "part-numbers", "passing-rule", "personal-data", "picture-alt", "prose-limits",
     "prose-picture", "raw-html", "rubric-gap", "single-competency", "submission-route",
     "summary-length", "time-estimate", "too-many-pinned", "unknown-evidence-item",
     "unknown-level", "unknown-part", "word-limit"}
)  # fmt: skip
READ = frozenset(
    {"control-character", "differs-from-path", "duplicate-key", "file-too-large", "missing-key",
     "not-a-record", "not-utf-8", "too-deep", "unknown-key", "wrong-value", "yaml-feature",
     "yaml-syntax"}
)  # fmt: skip


def kind_of(path: Path) -> tuple[str, dict[str, str]] | None:
    """The kind of record in a project's file, and what its place says; None for others."""
    match path.parts:
        case ("catalog", "frameworks" | "jurisdictions", *_):
            return None
        case ("catalog", issuer, name) if name not in ("issuer.yml", "governance.yml"):
            return "credential", {"id": Path(name).stem, "issuer": issuer}
        case ("portfolios", handle, "profile.yml"):
            return "educator", {"id": handle}
        case ("portfolios", handle, "awards", name):
            return "award", {"id": Path(name).stem, "educator": handle}
    return None


def files(folder: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for file in sorted(folder.glob("catalog/**/*.yml")) + sorted(
        folder.glob("portfolios/**/*.yml")
    ):
        found = kind_of(file.relative_to(folder))
        if (
            found
            and is_id(found[1]["id"])
            and file.is_file()
            and file.read_bytes().strip() != b"DELETE"
        ):
            yield file, *found


def of_the_command(raw: bytes, kind: str, given: dict[str, str]) -> list[Finding]:
    """What the command finds in a project that holds only this file."""
    text = decode(raw, "a.yml")
    data = text if isinstance(text, Finding) else parse_yaml(text, "a.yml")
    if isinstance(data, Finding):
        return [data]
    model = {"credential": MicroCredential, "award": Award, "educator": Educator}[kind]
    record = read_record(model, data, "a.yml", given)
    if isinstance(record, list):
        return record
    if isinstance(record, MicroCredential):
        registry = Registry(credentials={record.ref: record})
    elif isinstance(record, Award):
        registry = Registry(awards={(record.educator, record.id): record})
    else:
        registry = Registry(educators={record.id: record})
    return [one for one in check_registry(registry, TODAY) if one.rule in TOLD]


def words(one: Any) -> tuple[object, ...]:
    get = one.get if isinstance(one, dict) else lambda name: getattr(one, name)
    if get("rule") == "yaml-syntax":
        return ("yaml-syntax",)
    pointer = json.dumps(list(get("pointer")))
    return get("rule"), pointer, get("message"), get("fix"), get("severity")


ASK = """async ([script, asked, day]) => {
  const { toldOf, textOf } = await import(script);
  return asked.map(([bytes, given]) => toldOf(textOf(Uint8Array.from(bytes)), given, day));
}"""


@pytest.fixture(scope="module", params=list(FORMS))
def form(request, browser: Browser, demo_address: str) -> Iterator[tuple[str, Page]]:
    with opened(browser) as page:
        page.goto(f"{demo_address}contribute/{FORMS[request.param]}/")
        expect(page.locator("[data-builder]")).to_have_attribute("aria-busy", "false")
        yield request.param, page


def of_the_form(page: Page, address: str, asked: list[tuple[bytes, dict[str, str]]]) -> Any:
    places = [
        (list(raw), {k: v for k, v in given.items() if k != "issuer"}) for raw, given in asked
    ]
    return page.evaluate(ASK, [address + SCRIPT, places, TODAY.isoformat()])


def test_every_example_is_told_the_same_to_the_letter(form, demo_address) -> None:
    kind, page = form
    every = [EXAMPLES / "base", *sorted(EXAMPLES.glob("bad/*")), *sorted(EXAMPLES.glob("good/*"))]
    known = [(file, given) for folder in every for file, one, given in files(folder) if one == kind]
    asked = [(file.read_bytes(), given) for file, given in known]
    seen: set[str] = set()
    for (file, given), (raw, _), told in zip(
        known, asked, of_the_form(page, demo_address, asked), strict=True
    ):
        expected = of_the_command(raw, kind, given)
        name = file.relative_to(EXAMPLES).as_posix()
        assert sorted(map(words, told)) == sorted(map(words, expected)), name
        seen |= {one.rule for one in expected}
    assert len(known) > 20
    if kind == "credential":
        assert seen >= READ - {"not-utf-8"}


def test_each_rule_that_the_form_answers_has_an_example_here() -> None:
    found = {
        one.rule
        for folder in sorted(EXAMPLES.glob("bad/*"))
        for file, kind, given in files(folder)
        for one in of_the_command(file.read_bytes(), kind, given)
    }
    assert found >= TOLD - {"duplicate-entry"}  # that of an award has its own test below


NEAR = """\
title: Near misses
sumary: a slip
statsu: active
status: activ
level: introductry
requires_students: maybe
released: 2026-02-30
time_estimate: {min_hours: ten, max_hour: 4}
version: v2
licence: [a, b]
audience_roles: [techer, zzz]
passing_rule: most
submission_route: {kind: url, url: "https://user@site.example"}
resources:
  - {title: A, kind: podcst, url: "http://10.0.0.1/x"}
  - {title: "", kind: book, url: "https://site.example:80/"}
  - words
parts: {number: 1}
doi: 1
co_issuers: [Not An Id]
recommended_before: [one-word]
language: English
"""


def test_slips_of_the_pen_get_the_same_guess(form, demo_address) -> None:
    kind, page = form
    more = {"credential": {"issuer": "an-issuer"}, "award": {"educator": "ana"}, "educator": {}}
    given = {"id": "near", **more[kind]}
    (told,) = of_the_form(page, demo_address, [(NEAR.encode(), given)])
    expected = of_the_command(NEAR.encode(), kind, given)
    assert sorted(map(words, told)) == sorted(map(words, expected))
    assert any("did you mean" in one.fix for one in expected) or kind != "credential"


TWICE = """\
credential: an-issuer/an-id
version: 1
awarded_on: 2026-03-20
name_as_awarded: Ana Lopez
evidence:
  - {id: plan, title: A plan, kind: project-or-lesson-plan}
  - {id: plan, title: Another plan, kind: project-or-lesson-plan}
"""


def test_evidence_that_is_named_twice_is_told_the_same(form, demo_address) -> None:
    kind, page = form
    if kind == "award":
        given = {"id": "an-id", "educator": "ana"}
        (told,) = of_the_form(page, demo_address, [(TWICE.encode(), given)])
        (expected,) = of_the_command(TWICE.encode(), kind, given)
        assert expected.rule == "duplicate-entry"
        assert words(told[0]) == words(expected)


def test_the_records_of_the_demonstration_are_told_the_same(form, demo_address) -> None:
    kind, page = form
    known = [(file.read_bytes(), given) for file, one, given in files(ROOT) if one == kind][::3]
    for (raw, given), told in zip(known, of_the_form(page, demo_address, known), strict=True):
        assert sorted(map(words, told)) == sorted(map(words, of_the_command(raw, kind, given)))


CHANGE = """async ([script, texts]) => {
  const { changedWith, readAs } = await import(script);
  const step = (value, key) => (Array.isArray(value) ? Number(key) : key);
  const scalars = (value, at = []) => (value && typeof value === "object"
    ? Object.entries(value).flatMap(([key, one]) => scalars(one, [...at, step(value, key)]))
    : typeof value === "string" ? [at] : []);
  const get = (data, at) => at.reduce((here, one) => here[one], data);
  const put = (at, value) => (data) => { get(data, at.slice(0, -1))[at.at(-1)] = value; };
  return texts.map((text) => {
    const all = scalars(readAs(text));
    return all.filter((_, n) => n % Math.ceil(all.length / 5) === 0).map((at) => {
      const made = changedWith(text, put(at, "Changed: in one field"));
      return [at, made, made && changedWith(made, put(at, get(readAs(text), at)))];
    });
  });
}"""


def test_one_field_changed_leaves_every_other_line_and_note_alone(form, demo_address) -> None:
    """A property of the demonstration's own files: each is changed in five places, and back."""
    kind, page = form
    note = "# A note of the author, which has to stay.\n"
    texts = []
    for file, one, _ in files(ROOT):
        if one == kind:
            first, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
            texts.append(first + note + "".join(rest) + note)
    texts = texts[:: max(1, len(texts) // 5)]
    for text, changes in zip(
        texts, page.evaluate(CHANGE, [demo_address + SCRIPT, texts]), strict=True
    ):
        assert len(changes) > 2
        for at, made, back in changes:
            assert made not in (None, text), at
            assert made.count(note) == 2, at
            old, new = text.splitlines(), made.splitlines()
            same = [line for line in new if line in set(old)]
            # Only the lines of the one value are gone, and one has come.
            assert len(new) - len(same) == 1, (at, [line for line in new if line not in old])
            data, again = parse_yaml(text, "a.yml"), parse_yaml(back, "a.yml")
            assert again == data, at
