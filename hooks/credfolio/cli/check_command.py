"""``credfolio check``."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from credfolio.building.program import program_digest
from credfolio.checking.change.description import describe_change
from credfolio.checking.check import Checked
from credfolio.checking.pair import Pair, check_pair, check_pair_proposal
from credfolio.checking.proposal import CheckedChange, check_proposal
from credfolio.cli import main, project_root, today_option
from credfolio.cli.check_again import check_again
from credfolio.cli.private_records import open_public, public_day
from credfolio.cli.progress import show_progress
from credfolio.disk.own_cache import own_secret, own_shelf
from credfolio.disk.systems import rename
from credfolio.disk.uncollected import uncollected
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.colors import shown_on
from credfolio.findings.report import FORMATS, render_findings
from credfolio.project import checked_day, forge_address, is_private
from credfolio.records.loading.loader import is_text
from credfolio.records.loading.source_files import read_text
from credfolio.records.model.governance import ACCOUNT_PATTERN

_REPORT_OPTIONS = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="text for people, json for programs, github for annotations, markdown for a comment.",
    ),
    click.option(
        "--author",
        envvar="CREDFOLIO_AUTHOR",
        metavar="ACCOUNT",
        help="The proposer's account. Default: the variable CREDFOLIO_AUTHOR.",
    ),
    click.option(
        "--reviewer",
        "reviewers",
        envvar="CREDFOLIO_REVIEWERS",
        metavar="ACCOUNT",
        multiple=True,
        help="Who has approved exactly this change on the forge; may be repeated. By default those "
        "in CREDFOLIO_REVIEWERS, with spaces between them.",
    ),
    click.option(
        "--report",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Also write the report to this file, as JSON.",
    ),
    today_option,
)


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add who proposes and who approved, the form of the report, and ``--today``."""
    for option in reversed(_REPORT_OPTIONS):
        command = option(command)
    return command


@main.command()
@click.option("--strict", is_flag=True, help="Count hints as errors.")
@click.option(
    "--base",
    metavar="REVISION",
    help="Also check what changed since this commit, and who may change it.",
)
@click.option(
    "--with",
    "public",
    type=click.Path(exists=True, path_type=Path),
    help="In a private repository: a clone of the public one that it belongs to, or the ZIP of the "
    "commit that the records name.",
)
@report_options
@click.pass_context
def check(
    ctx: click.Context,
    public: Path | None,
    form: str,
    strict: bool,
    base: str | None,
    author: str | None,
    reviewers: tuple[str, ...],
    report: Path | None,
    today: date | None,
) -> None:
    """Check every record and say what is wrong, where, and how to fix it.

    Exits with 1 when there are errors, with --strict also for hints.

    \b
    Examples:
      credfolio check
      credfolio check --base origin/main --author robin-teaches
    """
    root = project_root(ctx)
    if is_private(root) and public is None:
        raise UsageError(
            "this is a private repository, which is checked with the public one",
            fix="name a clone of the public repository, or its ZIP: --with ../badges",
        )
    if public is not None and not is_private(root):
        raise UsageError(
            "both are checked in the private repository, and this is the public one",
            fix="run it there, with this one in --with; this one alone: leave --with out",
        )
    if base and public is not None and not public.is_dir():
        raise UsageError(
            "--base looks at two commits of the public repository, and a ZIP has one",
            fix="name a clone of it: --with ../badges",
        )
    day = public_day(public or root, today, checked_day)
    accounts = [account_of(one) for one in reviewers]
    proposer = account_of(author) if base else ""
    show_progress("Reading the records")
    proposal: CheckedChange | None = None
    with TemporaryDirectory(prefix="credfolio-") as laid, uncollected():
        try:
            if public is not None:
                pair = Pair(root, open_public(public), Path(laid))
                if base:
                    proposal = check_pair_proposal(pair, day, base, proposer, reviewers=accounts)
                checked = proposal.checked if proposal else check_pair(pair, day)
            else:
                if base:
                    proposal = _check_proposal(root, day, base, proposer, accounts)
                checked = proposal.checked if proposal else check_again(root, day)
        finally:
            show_progress("")
        tops = (root, Path(laid))
        text = render_checked(tops, checked, proposal, form)
        if form == "text":
            text = shown_on(sys.stdout, text)
        click.echo(text, nl=False)
        if report is not None:
            write_report(report, render_checked(tops, checked, proposal, "json"))
    if checked.has_errors or (strict and checked.findings):
        sys.exit(1)


def _check_proposal(
    root: Path, day: date, base: str, author: str, reviewers: Sequence[str]
) -> CheckedChange:
    """Check a proposal, with what is kept only if it is sealed.

    Whoever wrote the proposal may have written to the cache, and cannot have sealed what is there.
    """
    kept = own_shelf(root, program_digest()).parsed if own_secret() else None
    found = check_proposal(root, day, base, author, kept=kept, reviewers=reviewers)
    if kept is not None:
        kept.sweep()
    return found


def account_of(author: str | None) -> str:
    """The account given, checked; a change says nothing about it that could be believed."""
    if not author:
        raise UsageError(
            "a change is judged by who proposes it, and nobody was named",
            fix="give your account on the forge with --author, or in CREDFOLIO_AUTHOR",
        )
    # Programs have accounts such as dependabot[bot]; nobody can give them rights.
    if not re.fullmatch(rf"(?:{ACCOUNT_PATTERN[1:-1]})(?:\[bot\])?", author):
        raise UsageError(f"{author!r} is not the name of an account", fix="write it without @")
    return author


def render_checked(
    tops: Sequence[Path], checked: Checked, proposal: CheckedChange | None, form: str
) -> str:
    """What was found in the records below the folders `tops`, in one of the report's forms."""

    @cache
    def text_of(path: str) -> str:
        if not is_text(path):
            return ""
        file = next((top / path for top in tops if (top / path).exists()), tops[0] / path)
        text = read_text(file, path)
        return text if isinstance(text, str) else ""

    if proposal is None:
        return render_findings(checked.findings, checked.files, form, text_of=text_of)
    commits = proposal.commits
    forge = forge_address(commits.settings)
    return render_findings(
        checked.findings,
        checked.files,
        form,
        describe_change(proposal.change, commits.base),
        f"{forge}/blob/{commits.head}/" if forge else "",
        text_of,
    )


def write_report(path: Path, text: str) -> None:
    """Put a report at `path`, whole or not at all; raises `EnvironmentProblem`."""
    draft = path.with_name(f".{path.name}.tmp")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        rename(draft, path)
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be written: {error.strerror}", fix="check the folder's permissions"
        ) from error
