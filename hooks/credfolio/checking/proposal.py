"""Check a project, and what a proposal changes in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from credfolio.checking.change import Change, check_change
from credfolio.checking.change_reader import Commits, read_change
from credfolio.checking.check import Checked, check_loaded, check_project
from credfolio.checking.merge_reader import Merge, lay_records, read_merge, settled_signatures
from credfolio.checking.signatures import check_changed_signatures
from credfolio.disk.kept import Kept
from credfolio.findings.finding import Finding
from credfolio.ids import fold_account
from credfolio.records.loading.loader import Loaded, load_project, place_findings


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
    kept: Kept | None = None,
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    """Check the project at `root`, and what it changes against the commit `base`.

    `author` is the account that proposes the change and `reviewers` are those
    that have approved exactly this state of it, as the forge says. What is `kept` is believed, so
    it has to have a secret. Raises
    `UsageError` or `EnvironmentProblem` when git cannot tell the change.
    """
    proposal = read_proposal(root, base, author, jobs, kept)
    return check_read(proposal, today, jobs, without=without, kept=kept, reviewers=reviewers)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A working copy and what it changes, read and not yet checked."""

    root: Path
    loaded: Loaded
    change: Change
    commits: Commits


def read_proposal(
    root: Path, base: str, author: str, jobs: int = 0, kept: Kept | None = None
) -> Proposal:
    """Read what `check_proposal` checks."""
    loaded = load_project(root, jobs, kept)
    change, commits = read_change(root, base, author, loaded.registry)
    return Proposal(root, loaded, change, commits)


def check_read(
    proposal: Proposal,
    today: date,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    kept: Kept | None = None,
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    """Check `proposal` with the options of `check_proposal`, as often as one likes."""
    root, loaded, change = proposal.root, proposal.loaded, proposal.change
    checked = check_loaded(loaded, root, today, jobs, without=without, kept=kept, signatures=False)
    unproven = check_changed_signatures(change.before, change.after, change.by_path)
    found = [*checked.findings, *(one for one in unproven if one.rule not in without)]
    checked = Checked(checked.registry, tuple(found), checked.files)
    return judged(root, today, checked, change, proposal.commits, reviewers, without)


def check_merge(
    folder: Path,
    today: date,
    merge: Merge,
    author: str,
    *,
    without: Container[str] = (),
    reviewers: Iterable[str] = (),
) -> CheckedChange:
    """Check what `merge` would make, written to the empty `folder`, and what it changes.

    What is wrong on the main branch already is left out: the author did not do it.
    """
    after = folder / "after"
    after.mkdir()
    lay_records(merge.repository, merge.after, after)
    settled = settled_signatures(merge)
    checked = check_project(after, today, 1, without=without, settled=settled)
    change, commits = read_merge(merge, after, author, checked.registry)
    if checked.has_errors:
        before = folder / "before"
        before.mkdir()
        lay_records(merge.repository, merge.before, before)
        base = check_project(before, today, 1, without=without, settled=settled)
        known = {_said(one) for one in base.findings}
        own = tuple(one for one in checked.findings if _said(one) not in known)
        checked = Checked(checked.registry, own, checked.files)
    return judged(after, today, checked, change, commits, reviewers, without)


def judged(
    root: Path,
    today: date,
    checked: Checked,
    change: Change,
    commits: Commits,
    reviewers: Iterable[str],
    without: Container[str],
    *,
    beside: Path | None = None,
) -> CheckedChange:
    """What was found in records and in the change, with its place in the files."""
    change = replace(change, reviewers=frozenset(map(fold_account, reviewers)))
    found = place_findings(root, list(check_change(change, today, without)), beside)
    rest = without_consequences(checked.findings, change, found)
    findings = place_findings(root, [*rest, *found], beside)
    checked = Checked(checked.registry, tuple(findings), checked.files)
    return CheckedChange(checked, change, commits)


def without_consequences(
    findings: Sequence[Finding], change: Change, refused: Sequence[Finding] = ()
) -> list[Finding]:
    """What was found in files of the change; elsewhere only if those have no error themselves.

    A record that cannot be read makes others look wrong that refer to it, and so does one that
    was changed in a way that is `refused`. Whoever corrects it sees what is left.
    """
    own = [one for one in findings if one.path in change.by_path]
    waits = any(one.is_error and one.path in change.by_path for one in (*own, *refused))
    return own if waits else list(findings)


def _said(finding: Finding) -> tuple[str, str, str]:
    """What a finding says, wherever its lines are by now."""
    return finding.rule, finding.path, finding.message
