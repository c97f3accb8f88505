"""``credfolio ci check``."""

from __future__ import annotations

import sys
import tempfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from credfolio.checking.check import Checked, check_project
from credfolio.checking.merge_reader import plan_merge
from credfolio.checking.proposal import CheckedChange, check_merge
from credfolio.cli import project_root
from credfolio.cli.check_command import account_of, render_checked, report_options, write_report
from credfolio.cli.ci_command import ci, runner_of
from credfolio.cli.progress import show_progress
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.forge.runner import append
from credfolio.project import checked_day

_PROPOSED = ("pull_request", "pull_request_review")
_PUBLISHED = ("push", "schedule", "workflow_dispatch")
_QUEUED = "merge_group"


@ci.command("check")
@click.option(
    "--base",
    envvar="CREDFOLIO_BASE",
    metavar="REVISION",
    help="The branch that HEAD would be merged into, or its commit.",
)
@click.option(
    "--merge-commit",
    is_flag=True,
    help="HEAD is the merge that the forge made; compare it with its first parent.",
)
@click.option(
    "--event",
    envvar="CREDFOLIO_EVENT",
    type=click.Choice([*_PROPOSED, _QUEUED, *_PUBLISHED]),
    help="What started the run: a proposal is its merge commit, a queue is compared with --base, "
    "and after a push the records alone are checked. Default: the variable CREDFOLIO_EVENT.",
)
@click.option(
    "--summary",
    envvar="GITHUB_STEP_SUMMARY",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append the report in Markdown to this file. Default: the file in GITHUB_STEP_SUMMARY.",
)
@report_options
@click.pass_context
def check_ci(
    ctx: click.Context,
    base: str | None,
    merge_commit: bool,
    event: str | None,
    summary: Path | None,
    form: str,
    author: str | None,
    reviewers: tuple[str, ...],
    report: Path | None,
    today: date | None,
) -> None:
    """Check what merging HEAD would make, against the branch that it goes into.

    Commits count, and not what is uncommitted. What is wrong on that branch
    already, and what somebody else merged meanwhile, is not held against the
    author. Who proposes and who approved comes from the forge's event, never
    from the change. Exits with 1 when the change cannot be merged.

    \b
    Examples:
      credfolio ci check --base origin/main --author robin-teaches
      credfolio ci check --merge-commit --author robin-teaches --reviewer rosa-d
      credfolio ci check --event push --format github
    """
    root = project_root(ctx)
    is_merged = _is_merged(event, base or None, merge_commit)
    who, approved = "", []
    if not is_merged:
        who, approved = account_of(author), [account_of(one) for one in reviewers]
    show_progress("Reading the records")
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        folder = Path(name)
        found: CheckedChange | None = None
        try:
            if is_merged:
                checked: Checked = check_project(root, checked_day(root, today))
            else:
                merge = plan_merge(root, base or None)
                day = checked_day(root, today)
                found = check_merge(folder, day, merge, who, reviewers=approved)
                checked = found.checked
        finally:
            show_progress("")
        tops = (folder / "after",) if found else (root,)
        # In that form everything is escaped, and the lines are meant for the runner.
        with runner_of(ctx).heard() if form == "github" else nullcontext():
            click.echo(render_checked(tops, checked, found, form), nl=False)
        if report is not None:
            _make_folder(report.parent)
            write_report(report, render_checked(tops, checked, found, "json"))
        if summary is not None:
            append(summary, render_checked(tops, checked, found, "markdown"))
    if checked.has_errors:
        sys.exit(1)


def _is_merged(event: str | None, base: str | None, merge_commit: bool) -> bool:
    """Whether there is nothing to compare: HEAD is what was merged already.

    Raises `UsageError` where it is not clear what HEAD is compared with.
    """
    if event in _PUBLISHED:
        return True
    if event in _PROPOSED:
        if base:
            raise UsageError(
                "a proposal is compared with the first parent of its merge commit",
                fix="leave out --base, and unset CREDFOLIO_BASE",
            )
    elif event == _QUEUED:
        if not base:
            raise UsageError(
                "a queue says what it is compared with", fix="give its base commit with --base"
            )
    elif merge_commit == bool(base):
        raise UsageError(
            "say what HEAD would be merged into",
            fix="give either --base BRANCH, or --merge-commit for the forge's own merge",
        )
    return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"{folder} cannot be made: {error.strerror}", fix="check the folder's permissions"
        ) from error
