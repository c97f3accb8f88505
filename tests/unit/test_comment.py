"""The comment: what it says, and that no text in it can do anything."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import credfolio.findings.comment
from credfolio.findings.comment import (
    ReportRefused,
    code,
    inline,
    read_report,
    render_comment,
)
from credfolio.findings.finding import Finding
from credfolio.findings.report import render_findings

LINK = "https://forge.example/o/r/blob/abc/"
PREVIEW = "https://badges.example/contribute/preview/?pull=7&repo=someone/r&commit=abc"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")

HOSTILE = (
    "@everyone",
    "@org/team",
    "#12",
    "GH-12",
    "o/r#12",
    "https://attacker.example",
    "www.attacker.example",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details>",
    "-->",
    "<!-- credfolio:check -->",
    "[click](https://attacker.example)",
    "![x](https://attacker.example/p.png)",
    "](https://attacker.example)",
    "`code` and ``more``",
    "```\nfence",
    "\n# Ready\n",
    "\r\n::error file=x::forged",
    "**bold** __bold__ ~~gone~~",
    "| a | b |",
    "$x$",
    "&#64;everyone",
    "\u202egnorw",
    "a\u200bb",
    "trailing\\",
    "e@mail.example",
)


def report(text: str) -> dict[str, object]:
    finding = Finding("a-rule", text, text, text, line=3, column=1)
    change = {
        "author": text,
        "base": text,
        "files": [{"path": text, "how": text, "lines": 1}],
        "definitions": [
            {
                "path": text,
                "title": text,
                "changes": [text],
                "checklist": [{"section": text, "state": "no", "text": text}],
            }
        ],
    }
    loaded: dict[str, object] = json.loads(render_findings([finding], 1, "json", change))
    return loaded


def shown(markdown: str) -> tuple[list[str], list[str]]:
    """What a forge would look at for mentions: texts outside of code; and every address."""
    texts, addresses = [], []
    for token in MARKDOWN.parse(markdown):
        for child in token.children or ():
            if child.type == "text":
                texts.append(child.content)
            if child.type == "link_open":
                addresses.append(str(child.attrs["href"]))
            assert child.type != "image"
            assert child.type != "html_inline" or child.content == "<br>", child.content
        if token.type == "html_block":
            own = ("<!-- credfolio:check -->", "<details>", "</details>")
            assert token.content.strip().startswith(own), token.content
            assert "script" not in token.content
    return texts, addresses


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_text(text: str) -> None:
    texts, addresses = shown(render_comment(report(text), LINK))
    assert all(address.startswith(LINK) for address in addresses)
    for piece in texts:
        for sign in ("@e", "@o", "@m", "#1", "://", "GH-1", "www.a"):
            assert sign not in piece, piece


@given(st.text(max_size=200))
def test_no_text_at_all_makes_a_mention_a_link_or_an_element(text: str) -> None:
    texts, addresses = shown(render_comment(report(text or "x"), LINK))
    assert all(address.startswith(LINK) for address in addresses)
    assert not any("://" in piece or "@e" in piece for piece in texts)


def proposed(*files: tuple[str, str]) -> dict[str, object]:
    """A report of a change of `files`, each a path and how it changed."""
    change = {
        "author": "someone",
        "base": "abc",
        "files": [{"path": path, "how": how, "lines": 1} for path, how in files],
        "definitions": [],
    }
    loaded: dict[str, object] = json.loads(render_findings([], 1, "json", change))
    return loaded


def test_records_are_linked_to_where_they_can_be_looked_at() -> None:
    files = (
        ("catalog/riverside-usd/active-listening.yml", "changed"),
        ("portfolios/ana-lopez/awards/wait-time.yml", "added"),
        ("portfolios/ana-lopez/profile.yml", "added"),
    )
    texts, addresses = shown(render_comment(proposed(*files), LINK, preview=PREVIEW))
    assert addresses[0] == f"{PREVIEW}&file=catalog%2Friverside-usd%2Factive-listening.yml"
    assert addresses[-1].count("&file=") == len(addresses) - 1 == 3
    assert "all 3 together" in texts


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("catalog/riverside-usd/active-listening.yml", "removed"),
        ("catalog/riverside-usd/issuer.yml", "changed"),
        ("catalog/riverside-usd/stacks/listening.yml", "changed"),
        ("catalog/frameworks/standards.yml", "changed"),
        ("catalog/jurisdictions/tamarack.yml", "changed"),
        ("catalog/riverside-usd/badge.svg", "changed"),
        ("hooks/site_records.py", "changed"),
        ("catalog/x/../../y.yml", "changed"),
        ("catalog/x/a.yml&repo=mallory/r", "changed"),
        ("catalog/x/a.yml\n", "changed"),
        ("catalog/x/a)[b](https://attacker.example/y.yml", "changed"),
    ],
)
def test_what_cannot_be_looked_at_has_no_such_link(path: str, how: str) -> None:
    assert PREVIEW not in render_comment(proposed((path, how)), LINK, preview=PREVIEW)


@given(st.text(max_size=100))
def test_no_name_of_a_file_leads_anywhere_else(text: str) -> None:
    report = proposed((f"catalog/x/{text}.yml", "added"), (text or "x", "added"))
    _, addresses = shown(render_comment(report, LINK, preview=PREVIEW))
    for address in addresses:
        assert address.startswith((f"{PREVIEW}&file=catalog%2Fx%2F", LINK))
        assert address.count("&") <= 3


@given(st.text(alphabet="`a \\", min_size=1, max_size=30))
def test_what_is_code_stays_code(text: str) -> None:
    inner = MARKDOWN.parse(f"x {code(text)} y")[1].children or []
    assert [child.type for child in inner].count("code_inline") == 1


def test_the_end_of_a_text_cannot_escape_what_follows() -> None:
    assert inline("a\\") == "a\\\\"
    assert inline("open ` tick") == "open \\` tick"
    assert inline("write `status: draft`") == "write `status: draft`"


def test_nothing_is_linked_without_an_address() -> None:
    assert "](" not in render_comment(report("x"))


def test_a_long_report_is_cut_where_a_section_ends() -> None:
    findings = [Finding("a-rule", f"catalog/x/{n}.yml", "y" * 400, "z") for n in range(1_000)]
    text = render_comment(json.loads(render_findings(findings, 1, "json")), LINK)
    assert len(text) < 65_536
    assert text.endswith("more sections are in the run's own report.\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"schema_version": 2}',
        b'{"schema_version": 1, "files": -1, "errors": 0, "hints": 0, "findings": []}',
        b'{"schema_version": 1, "files": true, "errors": 0, "hints": 0, "findings": []}',
        b'{"schema_version": 1, "files": 1, "errors": 0, "hints": 1, "findings": []}',
        b'{"schema_version": 1, "files": 1, "errors": 0, "hints": 0, "findings": [1]}',
        b'{"schema_version":1,"files":1,"errors":0,"hints":0,"findings":[],"change":{"author":1}}',
        b" " * 5_000_000,
    ],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(ReportRefused):
        read_report(data)


def test_a_report_that_calls_its_errors_hints_is_refused() -> None:
    data = json.loads(render_findings([Finding("a-rule", "x", "y")], 1, "json"))
    data["errors"], data["hints"] = 0, 0
    with pytest.raises(ReportRefused, match="errors"):
        read_report(json.dumps(data).encode())


def test_it_needs_nothing_but_the_standard_library() -> None:
    source = Path(credfolio.findings.comment.__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize(
    ("severities", "title"),
    [
        ((), "### Ready\n"),
        (("hint",), "### Good, with suggestions: 1 suggestion\n"),
        (("hint", "error"), "### Cannot be merged yet: 1 error to fix, 1 suggestion\n"),
    ],
)
def test_there_are_three_endings(severities: tuple[str, ...], title: str) -> None:
    findings = [Finding("a-rule", "x.yml", s, severity=s) for s in severities]  # type: ignore[arg-type]
    assert title in render_findings(findings, 1, "markdown")


def test_half_a_character_in_a_report_is_escaped_wherever_it_is() -> None:
    finding = Finding("bad-name", "catalog/a.yml", "the word is WORD", "write WORD")
    text = (
        render_findings([finding], 1, "json")
        .replace("WORD", "\\ud83d")
        .replace("catalog/a.yml", "catalog/\\udc00.yml")
    )
    shown = render_comment(read_report(text.encode()), LINK)
    assert "ud83d" in shown
    shown.encode("utf-8")
