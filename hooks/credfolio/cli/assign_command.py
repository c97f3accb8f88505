"""``credfolio assign``: who reads which submission."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.new_files import write_new_files
from credfolio.errors import EnvironmentProblem
from credfolio.findings.finding import counted
from credfolio.records.reckoned.submission import kept_results, text_of
from credfolio.rounds.assign import Asked, plan_assignment
from credfolio.rounds.blind import SECRET_FILE, blind_number
from credfolio.rounds.conversation import rule_for
from credfolio.rounds.sheet_files import blank_sheet


@main.command()
@click.option(
    "--decline",
    "declined",
    nargs=3,
    multiple=True,
    metavar="NUMBER PERSON WHY",
    help="Somebody who was asked will not read it; another is asked.",
)
@click.option(
    "--sheets",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a sheet to fill in for each reader into this folder, which is elsewhere.",
)
@office_options(writes=True)
def assign(office: Office, declined: tuple[tuple[str, str, str], ...], sheets: Path | None) -> None:
    """Ask readers for submissions that lack some; run it in a private repository.

    Readers are trained, not past their last day when it is due, and have no interest in it.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio assign --with ../badges --sheets ../sheets --write
    """
    if sheets is not None:
        office.refuse_inside(sheets, fix="name a folder next to it, such as ../sheets")
    is_first = not office.has_secret
    secret = office.secret()
    gone = {(number, person): why for number, person, why in declined}
    outcome, asked, declining = plan_assignment(office.round, secret, gone)
    if is_first and not office.writes:
        outcome.summary += (
            f". There is no {SECRET_FILE} yet: when it is made, ties may fall otherwise"
        )
    elif is_first:
        outcome.done += f". Commit {SECRET_FILE}, too: blind numbers follow from it"
    office.finish("assign", outcome, waits=False)
    if office.writes and sheets is not None:
        _write_sheets(office, sheets, asked, secret, declining)
    if outcome.has_problems:
        sys.exit(1)


def _write_sheets(
    office: Office,
    folder: Path,
    asked: tuple[Asked, ...],
    secret: bytes,
    declined: set[tuple[str, str]],
) -> None:
    """A sheet for each reader who is asked, and for those who were and have not sent theirs.

    Those in the folder stay as they are, so a run that was stopped is repeated.
    """
    waiting = [(one.found, one.person.id, one.due) for one in asked]
    for found in office.round.all():
        if found.is_open:
            number = found.case.submission.id
            waiting += [
                (found, one.assessor, one.due)
                for one in found.waits_for
                if (number, one.assessor) not in declined
            ]
    files: dict[str, bytes] = {}
    for found, reader, due in waiting:
        case = found.case
        number = blind_number(secret, case.submission.id)
        # Sent back, sheets of two readers lie in one folder, so their names differ, too.
        name = f"{reader}/{number}-{reader}.yml"
        text = text_of(office.round.registry, case.submission)
        if text is None or os.path.lexists(folder / name):
            continue
        kept = sorted({one.part for one in kept_results(office.round.registry, case)})
        rule = rule_for(office.round, found)
        files[name] = blank_sheet(text, number, reader, due.isoformat(), kept, rule).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"{folder} cannot be made: {error.strerror}") from error
    write_new_files(folder, files)
    click.echo(f"Wrote {counted(len(files), 'sheet')} into {folder}", err=office.as_json)
