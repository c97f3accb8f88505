"""Every rule of the change by example: one change that breaks it, and one beside it that does not.

An example has the account of its author in `author`, of those who approved it in
`reviewers`, in `change/` the files of the change, and in `before/` what the base
has beyond tests/examples/base. A
file that holds only the word DELETE takes one away. The whole report is
compared; `CREDFOLIO_ACCEPT=1 pytest tests/proposals` writes it anew, to be read
before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.change.description import describe_change
from credfolio.checking.rules import RULES
from credfolio.checking.rules.reading import READING_RULES
from credfolio.findings.report import render_findings
from credfolio.proof.digests import digest_of_text
from proposals import check, folder_files, make_base, propose

HERE = Path(__file__).parent
ACCEPT = bool(os.environ.get("CREDFOLIO_ACCEPT"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("proposals") / "base")


def examples(kind: str) -> list[str]:
    return sorted(folder.name for folder in (HERE / kind).iterdir())


def report(base: Path, example: Path, folder: Path) -> str:
    propose(base, folder, folder_files(example / "before"), folder_files(example / "change"))
    approved = example / "reviewers"
    reviewers = frozenset(approved.read_text().split()) if approved.exists() else frozenset()
    found = check(folder, (example / "author").read_text().strip(), reviewers=reviewers)
    checked = found.checked
    description = describe_change(found.change, found.commits.base)
    return render_findings(checked.findings, checked.files, "text", description)


def test_a_change_of_nothing_is_ready(base: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "author").write_text("stranger")
    text = report(base, tmp_path / "nothing", tmp_path / "project")
    assert text == "checked 12 files: no findings\nready\n"


@pytest.mark.parametrize("rule", examples("bad"))
def test_a_bad_change_gives_exactly_the_report_expected(
    rule: str, base: Path, tmp_path: Path
) -> None:
    expected = HERE / "bad" / rule / "expected.txt"
    text = report(base, HERE / "bad" / rule, tmp_path / "project")
    if ACCEPT:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert f"[{rule}]" in text


@pytest.mark.parametrize("rule", examples("good"))
def test_a_good_change_beside_it_is_not_refused(rule: str, base: Path, tmp_path: Path) -> None:
    expected = HERE / "good" / rule / "expected.txt"
    text = report(base, HERE / "good" / rule, tmp_path / "project")
    if ACCEPT:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert f"error[{rule}]" not in text
    assert text.endswith(("ready\n", "good, with suggestions\n"))


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_rule_of_the_change_has_its_examples(kind: str) -> None:
    assert examples(kind) == sorted(CHANGE_RULES)


def test_no_two_rules_have_one_name() -> None:
    assert not CHANGE_RULES.keys() & (RULES.keys() | READING_RULES.keys())


@pytest.mark.parametrize("rule", sorted(CHANGE_RULES))
def test_a_rule_of_the_change_states_itself_then_why_and_how(rule: str) -> None:
    first, *rest = (CHANGE_RULES[rule].__doc__ or "").strip().split("\n\n")
    assert first.endswith(".")
    assert ". " not in " ".join(first.split())
    assert len(rest) >= 2


KEPT = "catalog/riverside-usd/versions/active-listening/1.0.yml"


@pytest.mark.parametrize(
    ("author", "old", "new", "of", "errors"),
    [
        ("keeper", "say more", "(removed)", "whole", set()),
        ("riverside-office", "say more", "(removed)", "whole", {"kept-version"}),
        ("keeper", "say more", "(removed) less", "whole", {"kept-version"}),
        ("keeper", "say more", "say less", "whole", {"kept-version"}),
        ("keeper", "say more", "(removed)", "another text", {"kept-version"}),
    ],
)
def test_only_a_maintainer_takes_words_out_of_a_kept_text_and_does_nothing_else(
    base: Path, tmp_path: Path, author: str, old: str, new: str, of: str, errors: set[str]
) -> None:
    before = folder_files(HERE / "bad" / "kept-version" / "before")
    text = (HERE / "bad" / "kept-version" / "before" / KEPT).read_text()
    digest = digest_of_text(text if of == "whole" else of)
    note = f"redacted:\n  on: 2026-06-01\n  digest: {digest}\n  reason: A name.\n"
    folder = propose(base, tmp_path / "project", before, {KEPT: text.replace(old, new) + note})
    findings = check(folder, author).checked.findings
    assert {one.rule for one in findings if one.is_error} == errors
    if not errors:
        told = [one for one in findings if one.rule == "kept-version"]
        assert [one.message for one in told] == ["words were taken out of a kept text"]
