"""``credfolio demo``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.site_settings import with_setting
from credfolio.checking.check import check_project
from credfolio.cli import main
from credfolio.cli.pair_options import public_root
from credfolio.cli.schema_command import schema_files
from credfolio.cli.this_zone import zone_of_this_computer
from credfolio.disk.systems import as_word
from credfolio.disk.trial_folder import FIRST_PORT, FOLDER, trial_address
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import first_of
from credfolio.findings.report import render_findings
from credfolio.founding.demonstration import lay_demonstration
from credfolio.founding.trial import PAGE, lay_trial
from credfolio.project import PROJECT_FILE, project_date, signing_time, site_url, zone_of
from credfolio.removing.demo import DEMO_LIST, Demo, list_unsaved, load_demo, remove_demo


@main.group()
def demo() -> None:
    """The demonstration: lay it out for a look, or remove it from a copy of the repository."""


@demo.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def show(folder: Path) -> None:
    """Write the demonstration into a new FOLDER, as a site of its own.

    \b
    Example:
      credfolio demo show look
      credfolio --project look serve
    """
    number = lay_demonstration(folder, schema_files())
    click.echo(f"{number} files written. Next: credfolio --project {as_word(folder)} serve")


@demo.command()
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=FIRST_PORT,
    show_default=True,
    help="The port that `credfolio serve` will have.",
)
@click.pass_context
def issuer(ctx: click.Context, port: int) -> None:
    """Make an issuer for this computer alone, with a badge that verifies on it.

    The demonstration's badges prove nothing, since everybody has their key. This
    one has a key of its own, which is forgotten at once. Its records are in
    .credfolio-trial, which git ignores; only `credfolio serve` shows them, and no
    build. Delete the folder to be rid of it.

    \b
    Example:
      credfolio demo issuer
      credfolio serve
    """
    root = public_root(ctx)
    address = trial_address(site_url(root), port)
    created = signing_time(None)
    # A badge that begins tomorrow would not be in force, here or where the clock of others is.
    day = min(project_date(root), date.fromisoformat(created[:10]))
    lay_trial(root, address, day, created)
    page = address.replace("https://", "http://", 1) + PAGE
    click.echo(f"Made in {FOLDER}. Next: credfolio serve --port {port}")
    click.echo(f"Then open {page} and choose “Check it here”.")


@demo.command()
@click.option(
    "--time-zone",
    metavar="ZONE",
    help="Where your site is, such as America/Chicago. Default: where this computer is.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def remove(ctx: click.Context, time_zone: str | None, yes: bool) -> None:
    """Delete the demonstration's records, but nothing you added.

    What belongs to it is listed in catalog/demo.txt. The notice and the featured
    credentials in mkdocs.yml go with it, and its time zone makes way for yours.

    \b
    Example:
      credfolio demo remove --time-zone America/Chicago
    """
    root = public_root(ctx)
    if time_zone is not None:
        _zone(time_zone)
    found = load_demo(root)
    if found is None:
        click.echo(f"There is no {DEMO_LIST}, so there is no demonstration to remove.")
        return
    if unsaved := list_unsaved(root, found.paths):
        raise UsageError(
            "git does not have these files of the demonstration's folders as they are: "
            f"{first_of(unsaved, 5)}",
            fix="commit them, or move what is yours to a folder of your own; then run this again",
        )
    click.echo(f"The demonstration: {_in_words(found)}.")
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("there is no terminal to ask on", fix="add --yes")
        click.confirm("Delete it?", abort=True)
    if time_zone is None:
        time_zone = zone_of_this_computer()
        if not yes:
            time_zone = click.prompt("Time zone of the site", time_zone, value_proc=_zone)
    settings = (root / PROJECT_FILE).read_text(encoding="utf-8")
    settings = with_setting(settings, "time_zone", time_zone)
    remove_demo(root, found, settings)
    click.echo("Removed. The notice and the featured credentials are gone from mkdocs.yml.")
    click.echo(f"The time zone of the site is now {time_zone}; mkdocs.yml names it.")
    checked = check_project(root, project_date(root))
    if checked.findings:
        click.echo("Your own records refer to what is gone, or have other findings:")
        click.echo(render_findings(checked.findings, checked.files, "text"), nl=False)
    click.echo("Next: set site_name, site_url and forge in mkdocs.yml; credfolio new issuer")


def _zone(name: str) -> str:
    try:
        return str(zone_of(name))
    except CredfolioError as error:
        raise click.BadParameter(f"{name!r} is not a time zone; {error.fix}") from None


def _in_words(demo: Demo) -> str:
    counts = (
        (demo.issuers, "issuer"),
        (demo.credentials, "credential"),
        (demo.stacks, "stack"),
        (demo.frameworks, "framework"),
        (demo.jurisdictions, "jurisdiction"),
        (demo.educators, "educator"),
        (demo.awards, "award"),
    )
    words = [f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n]
    return ", ".join(words) or "no records are left of it"
