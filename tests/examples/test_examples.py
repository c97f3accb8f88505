"""Every rule by example: one project that breaks it, and its closest neighbour that does not.

`base/` is a small clean project. An example lays its files over it; a file
that holds only the word DELETE takes one away. An example with private records
begins with `private/` besides. The whole report is compared
with `expected.txt`; `CREDFOLIO_ACCEPT=1 pytest tests/examples` writes it anew,
to be read before it is committed.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from credfolio.checking.check import check_project
from credfolio.checking.rules import RULES
from credfolio.checking.rules.reading import READING_RULES
from credfolio.findings.report import render_findings
from example_projects import lay

HERE = Path(__file__).parent
TODAY = date(2026, 6, 1)
NO_FINDINGS = "no findings\n"
ACCEPT = bool(os.environ.get("CREDFOLIO_ACCEPT"))


def examples(kind: str) -> list[str]:
    return sorted(folder.name for folder in (HERE / kind).iterdir())


def report(example: Path, project: Path) -> str:
    lay(example, project)
    checked = check_project(project, TODAY)
    return render_findings(checked.findings, checked.files, "text")


def without_count(text: str) -> str:
    """The report without the number of files, which says nothing about a rule."""
    return text.partition(": ")[2] if text.startswith("checked ") else text


def test_the_base_project_is_clean(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    text = report(tmp_path / "nothing", tmp_path / "project")
    assert text == "checked 11 files: no findings\n"


@pytest.mark.parametrize("rule", examples("bad"))
def test_a_bad_example_gives_exactly_the_report_expected(rule: str, tmp_path: Path) -> None:
    expected = HERE / "bad" / rule / "expected.txt"
    text = report(HERE / "bad" / rule, tmp_path / "project")
    if ACCEPT:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert f"[{rule}]" in text


@pytest.mark.parametrize("rule", examples("good"))
def test_the_closest_clean_neighbour_gives_no_finding(rule: str, tmp_path: Path) -> None:
    expected = HERE / "good" / rule / "expected.txt"
    text = report(HERE / "good" / rule, tmp_path / "project")
    if expected.exists():
        assert text == expected.read_text(encoding="utf-8")
        assert f"[{rule}]" not in text
    else:
        assert without_count(text) == NO_FINDINGS


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_rule_has_its_examples_and_every_example_its_rule(kind: str) -> None:
    assert examples(kind) == sorted([*RULES, *READING_RULES])


def test_no_rule_is_called_like_one_of_reading() -> None:
    assert not RULES.keys() & READING_RULES.keys()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_states_itself_in_one_sentence_then_why_and_how(rule: str) -> None:
    first, *rest = (RULES[rule].__doc__ or "").strip().split("\n\n")
    assert first.endswith(".")
    assert ". " not in " ".join(first.split())
    assert len(rest) >= 2
