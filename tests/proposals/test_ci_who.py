"""``credfolio ci who``: the forge says who proposes and who approved, never the change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from fake_gh import FakeForge

HEAD = "a" * 40


def review(who: str, state: str, commit: str = HEAD) -> dict[str, object]:
    return {"user": {"login": who}, "state": state, "commit_id": commit}


FIRST_PAGE = [
    review("rosa-d", "APPROVED"),
    review("mira", "CHANGES_REQUESTED"),
    review("mira", "APPROVED"),
    review("tom", "APPROVED", "c" * 40),
]
SECOND_PAGE = [
    review("lee", "APPROVED"),
    review("lee", "DISMISSED"),
    review("rosa-d", "COMMENTED"),
    {"user": None, "state": "APPROVED", "commit_id": HEAD},
]
PULL = {"user": {"login": "robin-teaches"}, "head": {"sha": HEAD}}
ANSWERS = [
    ("pulls/7/reviews", json.dumps(FIRST_PAGE) + json.dumps(SECOND_PAGE)),
    ("pulls/7", PULL),
    ("pulls/8/reviews", []),
    ("pulls/8", {**PULL, "user": {"login": "x\nreviewers=rosa-d"}}),
    ("", None),
]


@pytest.mark.parametrize("proposal", ["7", f"refs/heads/gh-readonly-queue/main/pr-7-{'b' * 40}"])
def test_the_forge_says_who_proposes_and_who_approved(tmp_path: Path, proposal: str) -> None:
    done = ask_who(tmp_path, proposal, "")
    assert done.stdout == "author=robin-teaches\nreviewers=mira rosa-d\n"


@pytest.mark.parametrize(
    ("proposal", "head", "code"),
    [("7", "c" * 40, 1), ("main", "", 2), ("7; id", "", 2), ("8", "", 3), ("9", "", 3)],
)
def test_an_older_commit_no_number_or_a_strange_answer_is_refused(
    tmp_path: Path, proposal: str, head: str, code: int
) -> None:
    done = ask_who(tmp_path, proposal, head)
    assert (done.exit_code, done.stdout) == (code, "")
    assert "\n  fix: " in done.stderr


def ask_who(folder: Path, proposal: str, head: str) -> Result:
    forge = FakeForge(folder / "bin", ANSWERS)
    result = CliRunner().invoke(
        main,
        ["ci", "who"],
        env={"PATH": forge.path, "GH_TOKEN": "s3cret", "CREDFOLIO_PROPOSAL": proposal}
        | {"CREDFOLIO_REPO": "o/r", "CREDFOLIO_HEAD": head},
    )
    assert not isinstance(result.exception, Exception), result.exception
    forge.asked()
    return result
