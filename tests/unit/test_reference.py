"""The reference of the rules is made of what the rules say."""

from __future__ import annotations

import pytest

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.reference import (
    render_reference,
    render_rule_index,
    render_rule_page,
    rule_ids,
)
from credfolio.checking.rules import RULES
from credfolio.checking.rules.pairing import PAIR_RULES
from credfolio.checking.rules.reading import READING_RULES
from demo import ROOT


def example_of(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.startswith("    ")]


def test_a_page_is_the_explanation_and_a_report() -> None:
    page = render_rule_page("unknown-issuer", "catalog/x.yml:1:1: error[unknown-issuer]: …\n")
    assert page.startswith("# unknown-issuer\n\n**An issuer that a record names ")
    assert "\n\n    catalog/x.yml:1:1: error[unknown-issuer]: …\n\n[References]" in page
    assert page.endswith("[References](index.md#references)\n")


def test_a_page_shows_only_the_first_finding_without_its_fix() -> None:
    finding = "catalog/x.yml:{0}:1: error[unknown-issuer]: no issuer {0}\n  fix: write it\n"
    report = "".join(finding.format(number) for number in range(1, 6)) + "what changes:\n  Part 1\n"
    page = render_rule_page("unknown-issuer", report + "checked 5 files: 5 errors\n")
    assert example_of(page) == ["catalog/x.yml:1:1: error[unknown-issuer]: no issuer 1"]


def test_a_page_shows_a_finding_of_its_own_rule() -> None:
    other = "catalog/a.yml:1:1: hint[no-alignment]: see error[unknown-issuer]: here\n  fix: add\n"
    own = "catalog/x.yml:4:1: error[unknown-issuer]: no issuer\n"
    page = render_rule_page("unknown-issuer", other + own + "  fix: write it\nchecked 5 files\n")
    assert example_of(page) == [own.rstrip()]


@pytest.mark.parametrize("rule_id", rule_ids())
def test_the_example_of_each_rule_has_a_finding_of_it(rule_id: str) -> None:
    text = (ROOT / f"docs/reference/rules/{rule_id}.md").read_text(encoding="utf-8")
    (example,) = example_of(text)
    assert f"[{rule_id}]: " in example


def test_the_index_lists_every_rule_once_under_its_family() -> None:
    index = render_rule_index()
    for rule_id in rule_ids():
        assert index.count(f"[`{rule_id}`]({rule_id}.md)") == 1
    assert index.index("## Reading") < index.index("## References") < index.index("## Pictures")


def test_each_family_stands_once() -> None:
    headings = [line for line in render_rule_index().splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(headings))


def test_there_is_a_page_for_every_rule() -> None:
    pages = render_reference(dict.fromkeys(rule_ids(), "report"))
    assert set(pages) == {
        "index.md",
        *(f"{rule}.md" for rule in (*RULES, *READING_RULES, *PAIR_RULES, *CHANGE_RULES)),
    }
