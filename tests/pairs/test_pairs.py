"""A public and a private repository are checked as one project, whatever is in which."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio import __version__
from credfolio.checking.check import check_project
from credfolio.checking.pair import check_pair
from credfolio.checking.proposal import check_proposal
from credfolio.checking.rules.pairing import PAIR_RULES
from credfolio.cli import main
from credfolio.findings.report import render_findings
from pairs import TwoRepositories, make_pair
from proposals import TODAY, commit, folder_files, git, lay

HERE = Path(__file__).parent
ACCEPT = bool(os.environ.get("CREDFOLIO_ACCEPT"))
GOVERNANCE = "catalog/governance.yml"
DEFINITION = "catalog/riverside-usd/active-listening.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
SHEET = "on: 2026-03-17\ndecision: pass\n"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def report(pair: TwoRepositories) -> str:
    checked = pair.check()
    return render_findings(checked.findings, checked.files, "text")


def rules(pair: TwoRepositories) -> set[str]:
    return {one.rule for one in pair.check().findings}


def two_homes(pair: TwoRepositories) -> None:
    home = pair.private / "portfolios/ana-lopez"
    pinned = pair.commit_public(
        {f"portfolios/ana-lopez/{path}": text for path, text in folder_files(home).items()}
    )
    pair.settle(pinned)


def a_commit_that_vanished(pair: TwoRepositories) -> None:
    pair.settle("0123456789abcdef0123456789abcdef01234567")


def another_program(pair: TwoRepositories) -> None:
    pair.settle(program="0.0.1")


FAULTS: dict[str, Callable[[TwoRepositories], None]] = {
    "two-homes": two_homes,
    "public-commit": a_commit_that_vanished,
    "other-program": another_program,
}


def test_a_split_project_is_clean_in_all_three_views(pair: TwoRepositories) -> None:
    assert report(pair).endswith(": no findings\n")
    public = check_project(pair.public, TODAY, 1)
    assert public.findings == ()
    # The private one alone has no catalog, which the command says before it reads anything.
    assert {one.rule for one in check_project(pair.private, TODAY, 1).findings} == {"no-catalog"}


def test_a_persons_portfolio_is_in_either_repository_or_was_taken_down(
    pair: TwoRepositories,
) -> None:
    person = "office/people/p-lee1.yml"
    text = (pair.private / person).read_text()
    for home, expected in (("ana-lopez", 0), ("tom-berg", 0), ("gone-away", 1)):
        lay(pair.private, {person: f"{text}educator: {home}\n"})
        found = [one for one in pair.check().findings if one.rule == "unknown-educator"]
        assert [one.path for one in found] == [person] * expected
    stone = HERE.parent / "examples/bad/id-taken/portfolios/k7m2/tombstone.yml"
    pair.settle(pair.commit_public({"portfolios/gone-away/tombstone.yml": stone.read_text()}))
    assert "unknown-educator" not in rules(pair)


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_a_fault_of_the_pair_is_told_as_expected(pair: TwoRepositories, rule: str) -> None:
    expected = HERE / "bad" / rule / "expected.txt"
    FAULTS[rule](pair)
    # Commits of examples are others whenever a file of the base is another.
    text = re.sub(r"\b[0-9a-f]{40}\b", "NEWEST", report(pair))
    if ACCEPT:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert f"[{rule}]" in text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".credfolio.yml", "# A note.\nversion: '0.0.1'\nanswers: {}\n"),
        ("hooks/credfolio/__init__.py", '__version__ = "0.0.1"\n'),
    ],
)
def test_another_program_of_the_public_repository_is_refused_in_words(
    pair: TwoRepositories, path: str, text: str
) -> None:
    pair.settle(pair.commit_public({path: text}))
    [found] = pair.check().findings
    assert (found.rule, found.is_error) == ("other-program", True)
    assert f"has version 0.0.1, and this is {__version__}" in found.message
    pair.settle(pair.commit_public({path: text.replace("0.0.1", __version__)}))
    assert rules(pair) == set()


def test_every_rule_of_the_pair_has_its_example() -> None:
    assert set(FAULTS) == set(PAIR_RULES)
    assert {folder.name for folder in (HERE / "bad").iterdir()} == set(PAIR_RULES)


def test_two_sheets_of_one_person_are_told_and_nothing_else_is(pair: TwoRepositories) -> None:
    """Lee has a second file in office/people/, with the account of the first, and reads twice."""
    place = "submissions/2026/k7qm3-xw9t2"
    asked = (pair.private / place / "assigned.yml").read_text().replace("p-tom1", "p-lee2")
    sheets = pair.private / place / "sheets"
    (sheets / "p-tom1.yml").rename(sheets / "p-lee2.yml")
    lee = "name: L. Osei\naccount: Lee-O\nassesses: {trained_on: 2024-08-20}\n"
    lay(pair.private, {f"{place}/assigned.yml": asked, "office/people/p-lee2.yml": lee})
    [found] = pair.check().findings
    assert (found.rule, found.is_error) == ("conflict-of-interest", True)
    assert found.message == '"p-lee1" and "p-lee2" are the same person'
    assert found.fix == "assign it to somebody else"


def test_nothing_private_is_read_where_somebody_has_two_homes(pair: TwoRepositories) -> None:
    two_homes(pair)
    assert pair.check().registry.submissions == {}


def test_a_commit_of_another_branch_was_reviewed_by_nobody(pair: TwoRepositories) -> None:
    git(pair.public, "checkout", "--quiet", "-b", "mine")
    taken = (pair.public / GOVERNANCE).read_text().replace("maintainers: [", "maintainers: [eve, ")
    pinned = pair.commit_public({GOVERNANCE: taken})
    git(pair.public, "checkout", "--quiet", "main")
    pair.settle(pinned)
    [found] = pair.check().findings
    assert (found.rule, found.is_error) == ("public-commit", True)
    assert "not on the main branch" in found.message


def test_an_old_commit_is_a_hint_only_after_the_main_branch_went_on(pair: TwoRepositories) -> None:
    pinned = git(pair.public, "rev-parse", "HEAD")
    later = TODAY + timedelta(days=31)
    assert check_pair(pair.opened(), later, 1).findings == ()
    pair.commit_public({"catalog/README.md": "A note.\n"})
    pair.settle(pinned)
    [found] = check_pair(pair.opened(), later, 1).findings
    assert (found.rule, found.severity) == ("public-commit", "hint")


def test_records_are_checked_with_the_commit_named_and_not_with_a_working_copy(
    pair: TwoRepositories,
) -> None:
    lay(pair.public, {DEFINITION: "title: [not, a, title]\n"})
    assert report(pair).endswith(": no findings\n")


def test_the_governance_of_the_public_repository_holds_in_the_private_one(
    pair: TwoRepositories,
) -> None:
    git(pair.private, "checkout", "--quiet", "-b", "change")
    sheet = "submissions/2026/k7qm3-xw9t2/sheets/p-max1.yml"
    pair.commit_private({sheet: SHEET})
    found = {(one.rule, one.path) for one in pair.propose("stranger").checked.findings}
    assert ("may-not-change", sheet) in found


def test_a_right_that_the_office_gives_ends_at_the_private_records(pair: TwoRepositories) -> None:
    pair.settle(more="issuers:\n  - {issuer: riverside-usd, editors: [clerk]}\n")
    base = commit(pair.private, "A clerk")
    git(pair.private, "checkout", "--quiet", "-b", "change")
    events = "submissions/2026/k7qm3-xw9t2/events.yml"
    award = "portfolios/ana-lopez/awards/active-listening.yml"
    pair.commit_private(
        {
            events: "events:\n  - {what: triaged, on: 2026-03-03}\n",
            award: (pair.private / award).read_text() + "show_results: no\n",
        }
    )
    refused = {one.path for one in pair.propose("clerk", base).checked.findings if one.is_error}
    assert award in refused
    assert events not in refused


def test_a_change_cannot_take_rights_from_the_commit_that_it_names_itself(
    pair: TwoRepositories,
) -> None:
    taken = (pair.public / GOVERNANCE).read_text().replace("maintainers: [", "maintainers: [eve, ")
    assert "eve" in taken
    pair.commit_public({GOVERNANCE: taken})
    git(pair.private, "checkout", "--quiet", "-b", "change")
    pair.settle()
    commit(pair.private, "Name the newest commit")
    found = {one.rule for one in pair.propose("eve").checked.findings if one.is_error}
    assert found == {"may-not-change"}


def test_without_a_public_commit_in_the_base_nobody_has_a_right(pair: TwoRepositories) -> None:
    lay(pair.private, {"office/records.yml": "assessors: 2\n"})
    base = commit(pair.private, "No public repository yet")
    taken = (pair.public / GOVERNANCE).read_text().replace("maintainers: [", "maintainers: [eve, ")
    pair.commit_public({GOVERNANCE: taken})
    git(pair.private, "checkout", "--quiet", "-b", "change")
    pair.settle()
    commit(pair.private, "Name the commit of one's own")
    found = {one.rule for one in pair.propose("eve", base).checked.findings if one.is_error}
    assert found == {"no-governance"}


@pytest.mark.parametrize("is_in_the_base", [True, False])
def test_the_lists_that_count_are_those_of_the_base(
    pair: TwoRepositories, is_in_the_base: bool
) -> None:
    own = (pair.public / ISSUER).read_text()
    ended = own.replace("    name: Rosa Duarte\n", "    name: Rosa Duarte\n    until: 2026-05-25\n")
    assert ended != own
    award = (pair.private / AWARD).read_text().replace("Rosa Duarte", "rosa-d")
    pair.commit_public({ISSUER: own if is_in_the_base else ended})
    pair.settle()
    lay(pair.private, {AWARD: award + "approval: recorded\n"})
    base = commit(pair.private, "An award that waits")
    pair.commit_public({ISSUER: own})
    git(pair.private, "checkout", "--quiet", "-b", "change")
    pair.settle()
    pair.commit_private({AWARD: award + "approval: approved\napproved_on: 2026-05-30\n"})
    found = [one for one in pair.propose("rosa-d", base).checked.findings if one.path == AWARD]
    assert (not any(one.is_error for one in found)) is is_in_the_base, found
    assert {one.rule for one in found if one.is_error} <= {"approval-act", "may-not-change"}


def test_what_moves_from_public_to_private_is_still_the_same_award(pair: TwoRepositories) -> None:
    home = pair.private / "portfolios/ana-lopez"
    moved = {f"portfolios/ana-lopez/{path}": text for path, text in folder_files(home).items()}
    pinned = pair.commit_public(moved)
    lay(pair.private, {"portfolios/ana-lopez": None})
    pair.settle(pinned)
    base = commit(pair.private, "All of it is public")
    pair.commit_public({"portfolios/ana-lopez": None})
    git(pair.private, "checkout", "--quiet", "-b", "change")
    pair.settle()
    text = str(moved[AWARD], "utf-8") if isinstance(moved[AWARD], bytes) else ""
    for name, refused in (("Ana López", set()), ("Eve Stone", {"award-add-only"})):
        lay(pair.private, {**moved, AWARD: text.replace("Ana López", name)})
        found = pair.propose("keeper", base).checked.findings
        assert {one.rule for one in found if one.is_error} == refused


def test_the_public_repository_may_not_reword_what_was_awarded_in_private(
    pair: TwoRepositories,
) -> None:
    known = f"commit: {git(pair.private, 'rev-parse', 'HEAD')}\nprogram: {__version__}\n"
    known += 'awarded:\n  riverside-usd/active-listening: ["1.1"]\n'
    text = (pair.public / DEFINITION).read_text()
    reworded = text.replace("A recording of one conversation", "A recording of any conversation")
    assert reworded != text
    # Without a public award of the version, nothing else says that it was awarded.
    for files, expected in (({}, False), ({"catalog/records.yml": known}, True)):
        base = pair.commit_public({DEFINITION: text, **files})
        lay(pair.public, {DEFINITION: reworded})
        found = check_proposal(pair.public, TODAY, base, "riverside-office", 1).checked.findings
        assert ("frozen-version" in {one.rule for one in found}) is expected


def test_figures_are_printed_for_the_office_and_those_of_one_person_do_not_leave(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    out = tmp_path / "figures.json"
    arguments = ["--project", pair.private, "figures", "--with", pair.public]
    arguments += ["--today", TODAY.isoformat(), "--out", out]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert "Cases whose first attempt is decided: 1\n" in done.output
    assert "Passed in the end: 1 of 1 (100.0 %)\n" in done.output
    # A file that says "fewer than ten" tells who knows nine that there is nobody else.
    assert done.exit_code == 1
    assert "these are too few people" in done.output
    assert not out.exists()


def test_check_takes_the_zip_that_the_commands_of_a_round_take(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    file = tmp_path / "public.zip"
    git(
        pair.public, "archive", "--format=zip", "--prefix=catalog-main/", f"--output={file}", "HEAD"
    )
    check = ["--project", str(pair.private), "check", "--today", TODAY.isoformat(), "--with"]
    by_clone, by_zip = (CliRunner().invoke(main, [*check, str(one)]) for one in (pair.public, file))
    assert (by_zip.exit_code, by_zip.output) == (0, by_clone.output)
    done = CliRunner().invoke(main, [*check, str(file), "--base", "main", "--author", "ana-lopez"])
    assert done.exit_code == 2
    assert "a ZIP has one\n  fix: name a clone" in done.output


def test_figures_of_records_with_errors_are_not_counted(pair: TwoRepositories) -> None:
    pair.settle(program="0.0.1")
    done = CliRunner().invoke(
        main, ["--project", str(pair.private), "figures", "--with", str(pair.public)]
    )
    assert done.exit_code == 1
    assert "the records have errors" in done.output
