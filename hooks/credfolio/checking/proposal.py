"""Check a project, and what a proposal changes in it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from credfolio.checking.change import Change, check_change
from credfolio.checking.change_reader import Commits, read_change
from credfolio.checking.check import Checked, check_project
from credfolio.records.loading.loader import place_findings


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """A project after a change, with what was found in it and in the change."""

    checked: Checked
    change: Change
    commits: Commits


def check_proposal(
    root: Path,
    today: date,
    base: str,
    author: str,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    """Check the project at `root`, and what it changes against the commit `base`.

    `author` is the account that proposes the change and `reviewers` are those
    that have approved exactly this state of it, as the forge says. Raises
    `UsageError` or `EnvironmentProblem` when git cannot tell the change.
    """
    checked = check_project(root, today, jobs, without=without)
    change, text = read_change(root, base, author, checked.registry)
    change = replace(change, reviewers=frozenset(one.lower() for one in reviewers))
    found = place_findings(root, list(check_change(change, today, without)))
    findings = place_findings(root, [*checked.findings, *found])
    return CheckedChange(Checked(checked.registry, tuple(findings), checked.files), change, text)
