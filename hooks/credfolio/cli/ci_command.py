"""``credfolio ci``: what continuous integration runs, and anybody can run as well."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

import click

from credfolio.checking.merge_reader import plan_merge
from credfolio.checking.proposal import check_merge
from credfolio.cli import main, project_root
from credfolio.cli.check_command import account_of, render_checked, report_options, write_report
from credfolio.cli.progress import show_progress
from credfolio.errors import UsageError
from credfolio.project import checked_day


@main.group()
def ci() -> None:
    """What continuous integration runs; the workflows in .github/ call these commands."""


@ci.command("check")
@click.option(
    "--base", metavar="REVISION", help="The branch that HEAD would be merged into, or its commit."
)
@click.option(
    "--merge-commit",
    is_flag=True,
    help="HEAD is the merge that the forge made; compare it with its first parent.",
)
@report_options
@click.pass_context
def check_ci(
    ctx: click.Context,
    base: str | None,
    merge_commit: bool,
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
    from the change.

    \b
    Examples:
      credfolio ci check --base origin/main --author robin-teaches
      credfolio ci check --merge-commit --author robin-teaches --reviewer rosa-d
    """
    root = project_root(ctx)
    if merge_commit == bool(base):
        raise UsageError(
            "say what HEAD would be merged into",
            fix="give either --base BRANCH, or --merge-commit for the forge's own merge",
        )
    who = account_of(author)
    approved = [account_of(one) for one in reviewers]
    merge = plan_merge(root, base)
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        folder = Path(name)
        show_progress("Reading the records")
        try:
            found = check_merge(folder, checked_day(root, today), merge, who, reviewers=approved)
        finally:
            show_progress("")
        after = folder / "after"
        click.echo(render_checked((after,), found.checked, found, form), nl=False)
        if report is not None:
            write_report(report, render_checked((after,), found.checked, found, "json"))
    if found.checked.has_errors:
        sys.exit(1)
