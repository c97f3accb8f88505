"""``credfolio answer``: a request about a page, how it is done, and that it was."""

from __future__ import annotations

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.errors import UsageError
from credfolio.records.model.terms import RequestOutcome
from credfolio.rounds.requests import plan_answer


@main.command()
@click.argument("number")
@click.option("--done", "is_done", is_flag=True, help="It was done as asked.")
@click.option("--decline", metavar="WHY", help="It was not done, and why.")
@click.option("--by", metavar="PERSON", help="The id of the person who answers.")
@office_options(writes=True)
def answer(
    office: Office, number: str, *, is_done: bool, decline: str | None, by: str | None
) -> None:
    """Say what a request asks and how it is done; run it in a private repository.

    With --done or --decline it records the answer.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio answer k7qm3-xw9t2 --with ../badges --done --by p-7f3k2m --write
    """
    if is_done and decline is not None:
        raise UsageError("a request is done or declined", fix="give one of the two")
    if decline is not None and not decline.strip():
        raise UsageError("nothing says why", fix="write why after --decline")
    outcome: RequestOutcome | None = (
        "done" if is_done else "declined" if decline is not None else None
    )
    if outcome and not by:
        raise UsageError("nothing says who answers", fix="give the person with --by")
    person = office.person(by) if by else None
    office.finish("answer", plan_answer(office.round, number, outcome, person, decline))
