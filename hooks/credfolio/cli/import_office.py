"""``credfolio import cohort|people|sheets|requests``: what a clerk takes along from elsewhere.

All run in a private repository, are dry without ``--write``, and write everything or nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from credfolio.cli import today_option
from credfolio.cli.import_command import import_group, read_input, stop_with, write_option
from credfolio.cli.new_person import draw_id
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, read_both
from credfolio.disk.new_file import refuse_existing
from credfolio.disk.new_files import STAGING, finish_interrupted
from credfolio.disk.replaced_files import replace_files
from credfolio.errors import UsageError
from credfolio.exchange.importing import cohort, office_people, old_requests, old_sheets
from credfolio.exchange.importing.cell_dates import FORMATS as DATE_FORMATS
from credfolio.exchange.importing.encoding import MAX_BYTES
from credfolio.exchange.importing.office_rows import Headings, OfficePlan, heading_of
from credfolio.exchange.importing.table import NoTable, Table, read_csv
from credfolio.exchange.importing.workbook import read_xlsx
from credfolio.findings.finding import Finding, counted, quoted, sort_findings
from credfolio.findings.report import render_findings
from credfolio.records.model import Office
from credfolio.records.registry import Registry
from credfolio.rounds.calendar import Calendar


@dataclass(frozen=True)
class Desk:
    """A private repository that a table is brought into."""

    root: Path
    registry: Registry
    before: tuple[Finding, ...]
    """What the check finds without the table."""
    today: date
    file: Path
    dates: str
    writes: bool

    def text(self, path: str) -> str:
        """The text of a record; raises `UsageError` where it is not UTF-8."""
        try:
            return (self.root / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError(f"{path} is not UTF-8", fix="save it as UTF-8") from None

    def draw(self) -> Callable[[], str]:
        taken = set(self.registry.people)
        return lambda: draw_id(taken)

    def finish(self, plan: Callable[[Table], OfficePlan], knows: Callable[[str], bool],
               said: Callable[[Any], str]) -> None:  # fmt: skip
        """Plan what the table adds, say it, and write it if asked; exits with 1 after an error."""
        try:
            made = plan(_table(self.file, knows))
        except NoTable as error:
            stop_with([error.finding])
            return
        if made.findings:
            click.echo(render_findings(sort_findings(made.findings), 1, "text"), nl=False)
        rows = counted(made.rows, "row")
        if made.has_errors:
            click.echo(f"{rows}; nothing is written")
            sys.exit(1)
        click.echo(f"{rows}: {said(made)}; {made.unchanged:,} there already")
        if not made.files and not made.changes:
            return
        if not self.writes:
            click.echo("Nothing is written yet. Run it again with --write.")
            return
        for path in made.files:
            refuse_existing(self.root, path)
        files = {path: (None, text.encode()) for path, text in made.files.items()}
        changes = {path: (old.encode(), new.encode()) for path, (old, new) in made.changes.items()}
        replace_files(self.root, {**files, **changes}, STAGING)
        done = [f"wrote {counted(len(files), 'new file')}"] if files else []
        done += [f"added to {counted(len(changes), 'file')}"] if changes else []
        click.echo(" and ".join(done).capitalize())


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all of these commands take; the command gets a `Desk` first."""

    @wraps(command)
    def with_desk(
        ctx: click.Context,
        file: Path,
        public: Path,
        dates: str | None,
        writes: bool,
        today: date | None,
        **rest: Any,
    ) -> Any:
        root = private_root(ctx, f"`import {ctx.info_name}` is run")
        day = public_day(public, today)
        if writes:
            finish_interrupted(root)
        checked = read_both(root, public, day)
        if not checked.registry.credentials:
            stop_with(checked.findings)
        desk = Desk(root, checked.registry, checked.findings, day, file, dates or "", writes)
        return command(desk, **rest)

    wrapped: Callable[..., Any] = click.pass_context(with_desk)
    for option in (
        today_option,
        write_option,
        click.option(
            "--dates",
            type=click.Choice(DATE_FORMATS),
            default=None,
            help="How the sheet writes days, where they can be read in two ways.",
        ),
        public_option,
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):
        wrapped = option(wrapped)
    return wrapped


def columns(headings: Headings, more: str = "") -> str:
    """The end of a command's help: what each column may be called."""
    lines = [f"  {', '.join(names)}" for names in headings.values()]
    return "\n".join(["\b", "Columns, in any order, each by one of these names:", *lines, more])


system_option = click.option("--system", required=True, help="The name of the old platform.")


@import_group.command("cohort", epilog=columns(cohort.HEADINGS))
@desk_options
@system_option
@click.option(
    "--approved-by",
    required=True,
    metavar="PERSON",
    help="The id of the person who answers for the old decisions.",
)
def cohort_command(desk: Desk, system: str, approved_by: str) -> None:
    """Import submissions and decisions from a spreadsheet, into a private repository.

    One row is one attempt, passed or not; attempts are counted by their days, also before one that
    is there already. Without a day on which somebody was told, it is that of the decision.

    Exits with 1 when a row has an error.

    \b
    Example:
      credfolio import cohort attempts.csv --with ../badges --system OldPlatform \\
        --approved-by p-rosa1 --write
    """
    if approved_by not in desk.registry.people:
        raise UsageError(
            f"{quoted(approved_by)} is not in office/people/",
            fix="add the person with `credfolio new person`, or write the id of another",
        )
    settings = cohort.Settings(system, approved_by, desk.draw(), desk.today, desk.dates)

    def said(plan: cohort.CohortPlan) -> str:
        new = plan.rows - plan.unchanged
        people = counted(plan.people, "new person", "new people")
        return (
            f"{counted(new, 'new submission')}, {plan.decided:,} decided, "
            f"{plan.passed:,} passed; {people}"
        )

    desk.finish(
        lambda table: cohort.plan_cohort(table, desk.registry, settings, desk.text, desk.before),
        _of(cohort.HEADINGS),
        said,
    )


@import_group.command("people", epilog=columns(office_people.HEADINGS))
@desk_options
def people_command(desk: Desk) -> None:
    """Import educators, readers, and coaches from a roster, into a private repository.

    One row is one person. What a record lacks is added to it; what it says is not changed.

    Exits with 1 when a row has an error.

    \b
    Example:
      credfolio import people roster.xlsx --with ../badges --write
    """

    def said(plan: office_people.PeoplePlan) -> str:
        people = counted(plan.new, "new person", "new people")
        return f"{people}, {plan.completed:,} with more lines"

    desk.finish(
        lambda table: office_people.plan_people(
            table, desk.registry, desk.draw(), desk.text, desk.today, desk.dates, desk.before
        ),
        _of(office_people.HEADINGS),
        said,
    )


@import_group.command(
    "sheets", epilog=columns(old_sheets.HEADINGS, "  Part 1, Part 1 Waiting, and so on")
)
@desk_options
@system_option
def sheets_command(desk: Desk, system: str) -> None:
    """Import what readers of an old platform wrote, for submissions that `cohort` brought.

    One row is a sheet with a column for each part, or one result of it. A decision that rests on
    a third reader says so afterwards.

    Exits with 1 when a row has an error.

    \b
    Example:
      credfolio import sheets results.csv --with ../badges --system OldPlatform --write
    """

    def said(plan: old_sheets.SheetsPlan) -> str:
        thirds = f"; {plan.thirds:,} decided by a third reader" if plan.thirds else ""
        of = counted(plan.submissions, "submission")
        return f"{counted(plan.new, 'new sheet')} of {of}{thirds}"

    desk.finish(
        lambda table: old_sheets.plan_sheets(
            table, desk.registry, system, desk.text, desk.today, desk.dates, desk.before
        ),
        old_sheets.is_heading,
        said,
    )


@import_group.command("requests", epilog=columns(old_requests.HEADINGS))
@desk_options
@system_option
@click.option("--issuer", default="", help="Whose office was asked, if no column says it.")
def requests_command(desk: Desk, system: str, issuer: str) -> None:
    """Import a list of what people asked about their pages, into a private repository.

    One row is one request, answered or not. An open one is due when its issuer promises.

    Exits with 1 when a row has an error.

    \b
    Example:
      credfolio import requests asked.csv --with ../badges --system Mailbox --write
    """
    office = desk.registry.office or Office(id="records")
    settings = old_requests.RequestSettings(
        system, issuer, desk.today, Calendar(office).after, desk.dates
    )
    desk.finish(
        lambda table: old_requests.plan_requests(table, desk.registry, settings, desk.before),
        _of(old_requests.HEADINGS),
        lambda plan: f"{counted(len(plan.files), 'new request')}, {plan.waiting:,} to be answered",
    )


def _of(headings: Headings) -> Callable[[str], bool]:
    return lambda heading: heading_of(headings, heading) is not None


def _table(file: Path, knows: Callable[[str], bool]) -> Table:
    raw = read_input(file, MAX_BYTES)
    if file.suffix.lower() in (".xlsx", ".xlsm"):
        return read_xlsx(raw, file.name, "", knows)
    return read_csv(raw, file.name, is_heading=knows)
