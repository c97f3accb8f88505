"""``credfolio ci links``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from credfolio.cli.ci_command import ci, repository_option
from credfolio.cli.links_command import links
from credfolio.forge.comments import put_links_issue
from credfolio.forge.gh import repository_name


@ci.command("links")
@repository_option
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("links.html"),
    show_default=True,
    help="Write the report as a web page, too.",
)
@click.option(
    "--run",
    "run_address",
    envvar="CREDFOLIO_RUN",
    default="",
    metavar="URL",
    help="Where that page can be fetched. Default: the variable CREDFOLIO_RUN.",
)
@click.option("--offline", is_flag=True, help="Use no network; report what earlier runs found.")
@click.pass_context
def links_ci(
    ctx: click.Context, repository: str, page: Path, run_address: str, offline: bool
) -> None:
    """Follow the links in the records, and keep one issue about those that lead nowhere.

    The issue is opened once, updated, and closed when every link leads
    somewhere. Finding dead links is no failure of this command: it exits with 0.

    \b
    Example:
      credfolio ci links --repo your-district/badges
    """
    repository_name(repository)
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        report = Path(name) / "report.md"
        is_well = True
        try:
            ctx.invoke(links, form="markdown", output=report, page=page, offline=offline)
        except SystemExit as end:
            if end.code != 1:
                raise
            is_well = False
        body = report.read_text(encoding="utf-8")
    if run_address:
        body += f'\nThe same as a page: "links" under [the run that found it]({run_address}).\n'
    put_links_issue(repository, body, is_well=is_well)
