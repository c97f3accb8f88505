"""``credfolio import cohort``: a whole cohort of an old platform, passed or not."""

from __future__ import annotations

import secrets
import sys
from datetime import date
from pathlib import Path

import click

from credfolio.cli import project_root, today_option
from credfolio.cli.import_command import import_group, read_input, stop_with, write_option
from credfolio.cli.private_records import public_day, public_option, read_both
from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.errors import UsageError
from credfolio.exchange.importing.cell_dates import FORMATS as DATE_FORMATS
from credfolio.exchange.importing.cohort import Settings, heading_of, plan_cohort
from credfolio.exchange.importing.encoding import MAX_BYTES
from credfolio.exchange.importing.table import NoTable, Table, read_csv
from credfolio.exchange.importing.workbook import read_xlsx
from credfolio.findings.finding import counted, quoted, sort_findings
from credfolio.findings.report import render_findings
from credfolio.project import is_private

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


@import_group.command("cohort")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@public_option
@click.option("--system", required=True, help="The name of the old platform.")
@click.option(
    "--approved-by",
    required=True,
    metavar="PERSON",
    help="The id of the person who answers for the old decisions.",
)
@click.option(
    "--dates",
    type=click.Choice(DATE_FORMATS),
    default=None,
    help="How the sheet writes days, where they can be read in two ways.",
)
@write_option
@today_option
@click.pass_context
def cohort_command(
    ctx: click.Context,
    file: Path,
    public: Path,
    system: str,
    approved_by: str,
    dates: str | None,
    writes: bool,
    today: date | None,
) -> None:
    """Import submissions and decisions from a spreadsheet, into a private repository.

    One row is one attempt, passed or not; attempts are counted by their days.

    Exits with 1 when a row has an error.

    \b
    Example:
      credfolio import cohort attempts.csv --with ../public --system OldPlatform \\
        --approved-by rosa-d --write
    """
    root, day = project_root(ctx), public_day(public, today)
    if not is_private(root):
        raise UsageError(
            "a cohort belongs in a private repository",
            fix="run it there; `credfolio new records` begins one",
        )
    if writes:
        finish_interrupted(root)
    checked = read_both(root, public, day)
    if not checked.registry.credentials:
        stop_with(checked.findings)
    if approved_by not in checked.registry.people:
        raise UsageError(
            f"{quoted(approved_by)} is not in office/people/",
            fix="add the person first, or write the id of another",
        )
    taken = set(checked.registry.people)
    settings = Settings(system, approved_by, lambda: _new_id(taken), day, dates or "")
    try:
        plan = plan_cohort(_table(file), checked.registry, settings)
    except NoTable as error:
        stop_with([error.finding])
        return
    if plan.findings:
        click.echo(render_findings(sort_findings(plan.findings), 1, "text"), nl=False)
    rows = counted(plan.rows, "row")
    if plan.has_errors:
        click.echo(f"{rows}; nothing is written")
        sys.exit(1)
    new = plan.rows - plan.unchanged
    people = counted(plan.people, "new person", "new people")
    click.echo(
        f"{rows}: {counted(new, 'new submission')}, {plan.decided:,} decided, "
        f"{plan.passed:,} passed; {people}; "
        f"{plan.unchanged:,} there already"
    )
    if not plan.files:
        return
    if not writes:
        click.echo("Nothing is written yet. Run it again with --write.")
        return
    write_new_files(root, {path: text.encode() for path, text in plan.files.items()})
    click.echo(f"Wrote {counted(len(plan.files), 'file')}")


def _new_id(taken: set[str]) -> str:
    """The id of a new person, which says nothing about the person."""
    while (found := f"p-{''.join(secrets.choice(_DIGITS) for _ in range(6))}") in taken:
        pass
    taken.add(found)
    return found


def _table(file: Path) -> Table:
    raw = read_input(file, MAX_BYTES)

    def knows(heading: str) -> bool:
        return heading_of(heading) is not None

    if file.suffix.lower() in (".xlsx", ".xlsm"):
        return read_xlsx(raw, file.name, "", knows)
    return read_csv(raw, file.name, is_heading=knows)
