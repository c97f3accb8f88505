"""Every threat is refused, by the controls that are named, and no control is decoration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.proposal import Proposal, check_read, read_proposal
from proposals import TODAY, check, git, make_base, propose
from threats import (
    Threat,
    of_approvals,
    of_awards,
    of_claims,
    of_files,
    of_names,
    of_people,
    of_promises,
)

THREATS = (
    *of_files.THREATS,
    *of_people.THREATS,
    *of_promises.THREATS,
    *of_awards.THREATS,
    *of_approvals.THREATS,
    *of_names.THREATS,
    *of_claims.THREATS,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("threats") / "base")


def errors(proposal: Proposal, threat: Threat, without: frozenset[str] = frozenset()) -> set[str]:
    found = check_read(proposal, TODAY, 1, without=without, reviewers=threat.reviewers)
    return {finding.rule for finding in found.checked.findings if finding.is_error}


def lay(base: Path, folder: Path, threat: Threat) -> Path:
    propose(base, folder, threat.before, threat.change)
    if threat.module:
        inner = make_base(folder / threat.module)
        entry = f"160000,{git(inner, 'rev-parse', 'HEAD')},{threat.module}"
        git(folder, "update-index", "--add", "--cacheinfo", entry)
        # What a clone without its modules has: an empty folder.
        git(folder, "worktree", "prune")
        for file in sorted(inner.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
    return folder


@pytest.mark.parametrize("threat", THREATS, ids=lambda threat: threat.what)
def test_a_hostile_change_is_refused_by_its_controls_and_by_nothing_else(
    threat: Threat, base: Path, tmp_path: Path
) -> None:
    # Read once: no rule has a part in it, and git takes longer than all of them.
    proposal = read_proposal(lay(base, tmp_path / "project", threat), "base", threat.author, 1)
    assert errors(proposal, threat) == threat.refused_by
    controls = threat.refused_by | threat.refused_then_by
    if threat.refused_then_by:
        assert errors(proposal, threat, threat.refused_by) == threat.refused_then_by
    assert errors(proposal, threat, controls) == set(), "it does not pass without them"
    if len(controls) > 1:
        for rule in controls:
            assert rule in errors(proposal, threat, controls - {rule})


@pytest.mark.parametrize(
    ("where", "rule"),
    [("tools", "outside-file"), ("catalog/riverside-usd/materials", "file-kind")],
)
def test_the_pointer_of_another_repository_is_no_small_thing(
    where: str, rule: str, base: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    shutil.copytree(base, folder)
    (folder / where).mkdir()

    def point(commit: str) -> None:
        git(folder, "update-index", "--add", "--cacheinfo", f"160000,{commit},{where}")

    point("1" * 40)
    git(folder, "commit", "--quiet", "--message", "Somebody's tools")
    git(folder, "tag", "base")
    assert rule not in errors_of(folder, "stranger"), "nothing was changed yet"
    point("2" * 40)
    assert rule in errors_of(folder, "stranger")
    assert rule not in errors_of(folder, "stranger", frozenset({rule}))


def errors_of(folder: Path, author: str, without: frozenset[str] = frozenset()) -> set[str]:
    findings = check(folder, author, without).checked.findings
    return {finding.rule for finding in findings if finding.is_error}


def test_there_are_as_many_threats_as_we_know() -> None:
    assert len(THREATS) >= 31
    assert len({threat.what for threat in THREATS}) == len(THREATS)


def test_every_rule_of_the_change_that_refuses_meets_a_threat() -> None:
    met = {rule for one in THREATS for rule in one.refused_by | one.refused_then_by}
    # These ask the reviewer to look, and refuse nothing.
    assert set(CHANGE_RULES) - met == {"similar-credential", "second-look"}
