"""``credfolio ci who`` and ``ci comment``: a proposal on the forge."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli import project_root
from credfolio.cli.ci_command import ci, repository_option, results_option
from credfolio.errors import CredfolioError
from credfolio.findings.comment import MAX_BYTES, ReportRefused, read_report, render_comment
from credfolio.forge.comments import put_comment
from credfolio.forge.gh import repository_name
from credfolio.forge.proposals import (
    open_proposal,
    preview_address,
    proposal_number,
    read_proposal,
)
from credfolio.forge.runner import write_results
from credfolio.project import site_url


@ci.command()
@click.argument("proposal", envvar="CREDFOLIO_PROPOSAL")
@repository_option
@click.option(
    "--head",
    envvar="CREDFOLIO_HEAD",
    default="",
    metavar="COMMIT",
    help="The commit that was proposed; another one is refused. Default: the variable "
    "CREDFOLIO_HEAD; empty in a queue.",
)
@results_option
def who(proposal: str, repository: str, head: str, results: Path | None) -> None:
    """Ask the forge who proposes and who has approved.

    PROPOSAL is a number, or the branch of a merge queue, which holds one; also
    in CREDFOLIO_PROPOSAL. The results are `author` and `reviewers`. An approval
    counts if it is the reviewer's last word, about the newest commit.

    \b
    Example:
      credfolio ci who 12 --repo your-district/badges
    """
    found = read_proposal(repository_name(repository), proposal_number(proposal), head)
    results_of = {"author": found.author, "reviewers": " ".join(found.reviewers)}
    write_results(results, results_of)


@ci.command()
@click.argument(
    "report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="CREDFOLIO_REPORT",
)
@repository_option
@click.option(
    "--owner",
    envvar="CREDFOLIO_OWNER",
    required=True,
    metavar="ACCOUNT",
    help="Whose repository the proposal comes from. Default: CREDFOLIO_OWNER.",
)
@click.option(
    "--source",
    envvar="CREDFOLIO_SOURCE",
    default="",
    metavar="OWNER/NAME",
    help="That repository. Default: CREDFOLIO_SOURCE.",
)
@click.option(
    "--branch",
    envvar="CREDFOLIO_BRANCH",
    required=True,
    help="Its branch. Default: CREDFOLIO_BRANCH.",
)
@click.option(
    "--head",
    envvar="CREDFOLIO_HEAD",
    required=True,
    metavar="COMMIT",
    help="The commit that was checked. Default: CREDFOLIO_HEAD.",
)
@click.option(
    "--server",
    envvar="CREDFOLIO_SERVER",
    required=True,
    metavar="URL",
    help="The forge's address. Default: CREDFOLIO_SERVER.",
)
@click.option(
    "--run",
    "run_address",
    envvar="CREDFOLIO_RUN",
    default="",
    metavar="URL",
    help="The run with the preview. Default: CREDFOLIO_RUN.",
)
@click.pass_context
def comment(
    ctx: click.Context,
    report: Path,
    repository: str,
    owner: str,
    source: str,
    branch: str,
    head: str,
    server: str,
    run_address: str,
) -> None:
    """Write a check's REPORT under its proposal, or update the comment there.

    Run it in a checkout of the main branch, whose settings say where the site
    is. REPORT may come from a stranger: its form is checked, every word is
    escaped, and it does not say where it belongs. The forge does: the proposal
    is the one whose newest commit is --head.

    \b
    Example:
      credfolio ci comment report.json --repo your-district/badges --owner robin \\
        --branch change --head 0a1b… --server https://github.com
    """
    repository_name(repository)
    number = open_proposal(repository, owner, branch, head)
    if number is None:
        click.echo(f"no open proposal has the commit {head} any more; nothing to write")
        return
    try:
        with report.open("rb") as stream:
            plain = read_report(stream.read(MAX_BYTES + 1))
    except (OSError, ReportRefused) as error:
        raise CredfolioError(
            f"the report cannot be used: {error}", fix="look at the run that wrote it"
        ) from error
    link = f"{server}/{repository}/blob/{head}/"
    preview = preview_address(site_url(project_root(ctx)), number, source, head)
    put_comment(repository, number, render_comment(plain, link, run_address, preview))
    click.echo(f"The comment under proposal {number} is up to date")
