"""``credfolio deploy``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from credfolio.building.site_commands import Options, build_site
from credfolio.checking.check import check_project
from credfolio.cli import main, today_option
from credfolio.cli.build_command import show_path
from credfolio.cli.file_lists import tell_difference
from credfolio.cli.pair_options import private_option, public_root
from credfolio.cli.progress import show_progress
from credfolio.disk.git_commands import redact
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import counted
from credfolio.findings.report import render_findings
from credfolio.founding.doctor import unfinished
from credfolio.project import project_date, site_url
from credfolio.publishing.audit import Vanished, explain
from credfolio.publishing.built_site import BuiltSite
from credfolio.publishing.deploy import Deployed, Order, deploy, refuse_unready
from credfolio.publishing.saving import save


@main.command("deploy")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="Publish this built folder, with its manifest next to it, instead of building.",
)
@click.option("--remote", default="origin", show_default=True, help="The remote, or its address.")
@click.option(
    "--branch", "-b", default="gh-pages", show_default=True, help="The branch that is served."
)
@click.option(
    "--save",
    "saved",
    metavar="MESSAGE",
    help="First commit all changes with this message, and push the branch.",
)
@click.option("--message", "-m", default="", help="The first line of the commit's message.")
@click.option("--dry-run", is_flag=True, help="Change nothing; print what would change.")
@click.option("--verbose", "-v", is_flag=True, help="Name every file, not only the first ones.")
@click.option(
    "--allow-vanished",
    is_flag=True,
    help="Publish even if addresses disappear without a reason in the records.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Publish even if the live site is newer or was not published by this command.",
)
@private_option
@today_option
@click.pass_context
def deploy_site(
    ctx: click.Context,
    private: Path | None,
    site: Path | None,
    remote: str,
    branch: str,
    saved: str | None,
    message: str,
    dry_run: bool,
    verbose: bool,
    allow_vanished: bool,
    force: bool,
    today: date | None,
) -> None:
    """Build the site and commit it to the branch that the web host serves.

    It refuses to replace a newer site with an older one, and to
    drop addresses without a reason in the records. The live site is the old
    one or the new one, never half of each.

    Exits with 1 when it refuses.

    \b
    Examples:
      credfolio deploy --save "Add two awards"
      credfolio deploy --dry-run
      credfolio deploy --with ../records
      credfolio deploy --remote web --branch pages
    """
    root = public_root(ctx)
    day = project_date(root, today)
    if saved is not None:
        _save(root, day, saved, remote, is_dry=dry_run)
    if site is None:
        refuse_unready(root, private)
        options = Options(today, 0, show_progress, private)
        site = build_site(root, output=None, strict=False, options=options)
    order = Order(
        root, site.resolve(), remote, branch, message, force, allow_vanished, dry_run, private
    )

    def reasons(paths: Sequence[str], built: BuiltSite) -> list[Vanished]:
        return explain(paths, built.blobs, check_project(root, day, beside=private).registry)

    show_progress(f"Comparing {show_path(site)} with the live site")
    try:
        done = deploy(order, reasons)
    finally:
        show_progress("")
    _tell(done, order, verbose, site_url(root))


def _save(root: Path, day: date, message: str, remote: str, *, is_dry: bool) -> None:
    """Commit and push, if the records have no error."""
    if is_dry or not message.strip():
        raise UsageError(
            "--save changes the branch, and a dry run changes nothing"
            if is_dry
            else "--save needs a message: what changed, in a few words",
            fix="leave one of the two out" if is_dry else 'write --save "Add two awards"',
        )
    checked = check_project(root, day)
    if checked.has_errors:
        click.echo(render_findings(checked.findings, checked.files, "text"), nl=False, err=True)
        raise CredfolioError(
            "the records have errors; nothing was saved", fix="correct the findings above"
        )
    commit, number = save(root, message, remote)
    what = (
        f"Saved {counted(number, 'file')} as commit {commit[:9]}, and sent to"
        if number
        else f"Nothing new to save; commit {commit[:9]} is on"
    )
    click.echo(f"{what} {redact(remote)}.")


def _tell(done: Deployed, order: Order, verbose: bool, address: str) -> None:
    where = f"branch {order.branch} of {redact(order.remote)}"
    subject = f" ({done.subject})" if done.subject else ""
    click.echo(f"From commit {done.source[:9]}{subject} to {where}:")
    tell_difference(done.difference, done.vanished, names=order.dry_run, every=verbose)
    for note in done.notes:
        click.echo(f"Note: {note}")
    for what in unfinished(order.root, address):
        click.echo(f"Note: {what}. `credfolio doctor` says what to do.")
    if order.dry_run:
        lost = sum(not one.reason for one in done.vanished)
        if lost and not order.allow_vanished:
            click.echo(f"A deploy would stop: nothing in the records explains {lost:,} of them.")
        click.echo("Dry run: nothing was changed.")
    elif not done.is_new:
        click.echo("Nothing to do: this is what is live.")
    else:
        click.echo(f"Published as commit {done.commit[:9]}, and the remote confirms it.")
    if address and not order.dry_run:
        click.echo(f"The site: {address} (the host may take some minutes to show it)")
