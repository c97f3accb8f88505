"""``credfolio triage`` and ``appeal``: what happens to a submission besides its judgment."""

from __future__ import annotations

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.errors import UsageError
from credfolio.records.model.terms import SubmissionEvent
from credfolio.rounds.triage import plan_event


@main.command()
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...")
@click.option("--return", "returned", metavar="WHY", help="It is incomplete, and goes back.")
@click.option("--withdrawn", is_flag=True, help="The educator takes it back.")
@click.option("--coach-met", is_flag=True, help="The educator met a coach before this try.")
@click.option(
    "--talked",
    nargs=2,
    type=(click.IntRange(1, 600), click.Choice(["yes", "no"])),
    metavar="MINUTES CONFIRMS",
    help="Somebody talked with the educator; yes or no: it is their own work.",
)
@click.option("--by", metavar="PERSON", help="The id of the person who says so.")
@office_options(writes=True)
def triage(
    office: Office,
    numbers: tuple[str, ...],
    returned: str | None,
    withdrawn: bool,
    coach_met: bool,
    talked: tuple[int, str] | None,
    by: str | None,
) -> None:
    """Record that submissions are complete, or go back; run it in a private repository.

    What goes back or is withdrawn is no attempt.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio triage 2026-0007 --by p-rosa1 --with ../badges --write
    """
    given: dict[SubmissionEvent, bool] = {
        "returned": returned is not None,
        "withdrawn": withdrawn,
        "coach-met": coach_met,
        "talked": talked is not None,
    }
    chosen = [what for what, is_said in given.items() if is_said]
    if len(chosen) > 1:
        raise UsageError("more than one thing is said to have happened", fix="say one at a time")
    who = office.person(by).id if by else ""
    what = chosen[0] if chosen else "triaged"
    more = {"minutes": str(talked[0]), "confirms": talked[1]} if talked else {}
    if returned is not None and not returned.strip():
        raise UsageError("nothing says why it goes back", fix="write why after --return")
    if talked and not who:
        raise UsageError("nothing says who talked with the educator", fix="give --by PERSON")
    outcome = plan_event(office.round, numbers, what, who, returned or "", more)
    office.finish("triage", outcome)


@main.command()
@click.argument("number", metavar="NUMBER")
@click.option("--note", metavar="TEXT", help="What the educator says.")
@office_options(writes=True)
def appeal(office: Office, number: str, note: str | None) -> None:
    """Record that an educator appeals a decision; run it in a private repository.

    `assign` then asks people who have not seen the work. The decision changes only if they pass it.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio appeal 2026-0007 --with ../badges --note "The rubric changed." --write
    """
    office.finish("appeal", plan_event(office.round, [number], "appealed", note=note or ""))
