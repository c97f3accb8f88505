"""``credfolio approve``, and that nothing is signed before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.badges.openbadges.signing_state import signing_state
from credfolio.checking.check import check_project
from credfolio.checking.proposal import check_proposal
from credfolio.cli import main
from credfolio.proof.digests import digest_of_text
from credfolio.records.loading.loader import load_project
from proposals import commit, git, lay, make_base
from threats import GOVERNANCE, JUDGED, NEW_AWARD, approved, base_text

TODAY = date(2026, 6, 1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_base(tmp_path / "project")
    lay(folder, {NEW_AWARD: JUDGED.replace("approved_by: rosa-d\n", "")})
    commit(folder, "A recorded award")
    git(folder, "tag", "base")
    return folder


def approve(project: Path, *words: str) -> Result:
    options = ["--project", str(project), "approve", *words, "--on", "2026-05-30"]
    return CliRunner().invoke(main, options, env={"CREDFOLIO_AUTHOR": ""})


def rules(project: Path, author: str, *reviewers: str) -> set[str]:
    found = check_proposal(project, TODAY, "base", author, 1, reviewers=reviewers)
    return {finding.rule for finding in found.checked.findings if finding.is_error}


def state(project: Path) -> str:
    registry = load_project(project).registry
    return signing_state(registry.awards["tom-berg", "active-listening"], registry).id


def test_an_award_is_signed_only_after_its_approver_has_approved_it(project: Path) -> None:
    assert state(project) == "not-for-signing"
    done = approve(project, "tom-berg/active-listening", "--as", "Rosa-D")
    assert done.exit_code == 0, done.output
    assert "No assessor" not in done.output
    text = (project / NEW_AWARD).read_text()
    for line in ("approved_by: rosa-d", "approval: approved", "approved_on: 2026-05-30"):
        assert line in text
    assert rules(project, "rosa-d") == set()
    assert state(project) == "pending"


def test_an_approval_says_where_no_assessor_is_recorded(project: Path) -> None:
    unjudged = JUDGED.replace("approved_by: rosa-d\n", "").partition("submissions:")[0]
    lay(project, {NEW_AWARD: unjudged})
    done = approve(project, "tom-berg/active-listening", "--as", "rosa-d")
    assert done.exit_code == 0, done.output
    assert "No assessor is recorded;" in done.output


def test_somebody_elses_typing_counts_when_the_approver_reviews_it(project: Path) -> None:
    approve(project, "tom-berg/active-listening", "--as", "rosa-d")
    assert rules(project, "riverside-office") == {"approval-act"}
    assert rules(project, "riverside-office", "lee-o") == {"approval-act"}
    assert rules(project, "riverside-office", "Rosa-D") == set()


def test_an_account_that_the_issuer_does_not_list_approves_nothing(project: Path) -> None:
    before = (project / NEW_AWARD).read_bytes()
    done = approve(project, "tom-berg/active-listening", "--as", "sam-other")
    assert done.exit_code == 2
    assert "the approvers are: rosa-d\n" in done.output
    assert "`account: sam-other`" in done.output
    assert "catalog/riverside-usd/issuer.yml" in done.output
    assert (project / NEW_AWARD).read_bytes() == before


@pytest.mark.parametrize(("until", "may"), [("2026-05-29", False), ("2026-05-30", True)])
def test_an_approver_whose_time_has_ended_approves_nothing(
    project: Path, until: str, may: bool
) -> None:
    issuer = base_text(
        "catalog/riverside-usd/issuer.yml",
        ("account: rosa-d\n", f"account: rosa-d\n    until: {until}\n"),
    )
    lay(project, {"catalog/riverside-usd/issuer.yml": issuer})
    before = (project / NEW_AWARD).read_bytes()
    done = approve(project, "tom-berg/active-listening", "--as", "rosa-d")
    assert (done.exit_code == 0) is may, done.output
    assert ("rosa-d was an approver until 2026-05-29, before 2026-05-30" in done.output) is not may
    assert ((project / NEW_AWARD).read_bytes() == before) is not may


def test_one_person_assesses_and_approves_where_governance_says_so(tmp_path: Path) -> None:
    folder = make_base(tmp_path / "project")
    governance = base_text(
        GOVERNANCE,
        ("approvers: [rosa-d]", "approvers: [rosa-d, lee-o]\n    one_person: yes"),
    )
    issuer = base_text(
        "catalog/riverside-usd/issuer.yml",
        ("approvers:\n", "approvers:\n  - {account: lee-o, name: Lee Osei}\n"),
    )
    lay(folder, {GOVERNANCE: governance, "catalog/riverside-usd/issuer.yml": issuer})
    lay(folder, {NEW_AWARD: JUDGED.replace("approved_by: rosa-d", "approved_by: lee-o")})
    commit(folder, "One person")
    git(folder, "tag", "base")
    lay(folder, {NEW_AWARD: approved(JUDGED.replace("rosa-d", "lee-o"))})
    assert rules(folder, "lee-o") == {"approval-act", "same-person"}
    lay(folder, {NEW_AWARD: approved(JUDGED.replace("rosa-d", "lee-o"), "one-person")})
    assert rules(folder, "lee-o") == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tom-berg/active-listening"], "none was named"),
        (["tom-berg/active-listening", "--as", "not an account"], "none was named"),
        (["tom-berg/nothing", "--as", "rosa-d"], "there is no readable award"),
        (["ana-lopez/active-listening", "--as", "rosa-d"], "does not wait for an approval"),
        (
            ["tom-berg/active-listening", "ana-lopez/active-listening", "--as", "rosa-d"],
            "does not wait for an approval",
        ),
    ],
)
def test_a_wrong_request_changes_nothing_and_says_why(
    project: Path, words: list[str], said: str
) -> None:
    done = approve(project, *words)
    assert done.exit_code != 0
    assert said in done.output
    assert git(project, "status", "--porcelain") == ""


WITH_FILE = (
    JUDGED
    + """\
evidence:
  - id: board
    title: The board
    kind: student-work
    part: 1
    file: board.svg
"""
)
BOARD = "portfolios/tom-berg/awards/board.svg"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" width="300" height="300">'
    '<rect width="300" height="300" fill="#123456"/></svg>\n'
)
OTHER = DRAWING.replace("#123456", "#654321")


def test_the_approved_file_of_evidence_stays_what_it_was(tmp_path: Path) -> None:
    folder = make_base(tmp_path / "project")
    lay(folder, {NEW_AWARD: WITH_FILE, BOARD: DRAWING})
    commit(folder, "With a drawing")
    git(folder, "tag", "base")
    lay(folder, {NEW_AWARD: approved(WITH_FILE)})
    assert rules(folder, "rosa-d") == {"approval-act"}, "approved without a digest"
    lay(folder, {NEW_AWARD: WITH_FILE})
    assert approve(folder, "tom-berg/active-listening", "--as", "rosa-d").exit_code == 0
    assert f"digest: {digest_of_text(DRAWING)}\n" in (folder / NEW_AWARD).read_text()
    assert rules(folder, "rosa-d") == set()
    commit(folder, "Approved")
    git(folder, "tag", "--force", "base")
    lay(folder, {BOARD: DRAWING.replace("\n", "\r\n")})
    assert rules(folder, "tom-b") == set(), "git on Windows changes line ends"
    lay(folder, {BOARD: OTHER})
    # What follows for the award, whose file is not in the change, waits for the file that is.
    assert rules(folder, "tom-b") == {"award-add-only"}
    assert "evidence-digest" in {one.rule for one in check_project(folder, TODAY, 1).findings}
    award = (folder / NEW_AWARD).read_text().replace(digest_of_text(DRAWING), digest_of_text(OTHER))
    lay(folder, {NEW_AWARD: award})
    assert rules(folder, "tom-b") == {"award-add-only"}
    assert rules(folder, "keeper") == {"award-add-only"}
    lay(folder, {NEW_AWARD: award + "reissues:\n  - {on: 2026-05-31, reason: A clearer copy.}\n"})
    assert rules(folder, "keeper") == set()


def test_an_award_without_the_field_is_older_and_counts_as_approved(tmp_path: Path) -> None:
    folder = make_base(tmp_path / "project")
    registry = load_project(folder).registry
    award = registry.awards["ana-lopez", "active-listening"]
    assert award.approval is None
    assert signing_state(award, registry).id == "pending"
