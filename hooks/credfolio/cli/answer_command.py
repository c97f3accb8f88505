"""``credfolio answer``: a request about a page, how it is done, and that it was."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.authoring.requested_change import Given
from credfolio.cli import main
from credfolio.cli.proposed_change import Choices, Proposed, photo_file, plan_change
from credfolio.cli.rounds_command import Office, office_options
from credfolio.errors import UsageError
from credfolio.records.model import Person, Request
from credfolio.records.model.terms import RequestOutcome
from credfolio.rounds.asked_change import is_so
from credfolio.rounds.requests import (
    answered,
    is_settled,
    plan_answer,
    record_answer,
    requests_of,
    tell_request,
    then,
)
from credfolio.rounds.said import Outcome, Said


@main.command()
@click.argument("number")
@click.option(
    "--propose",
    "proposes",
    is_flag=True,
    help="Make the change in the files, and record that it is proposed.",
)
@click.option(
    "--set",
    "facts",
    nargs=2,
    multiple=True,
    metavar="FIELD VALUE",
    help="A fact to correct; else lines `field: value` of the request are.",
)
@click.option(
    "--photo",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The new photo; what a camera noted in it is left out.",
)
@click.option("--alt", default="", metavar="TEXT", help="What the new photo shows.")
@click.option("--no-photo", is_flag=True, help="Take the photo out.")
@click.option(
    "--checked",
    default="",
    metavar="HOW",
    help="How you made sure who asks, or that a page is not theirs.",
)
@click.option("--revoke", is_flag=True, help="Revoke signed badges of a portfolio that goes.")
@click.option("--keep-valid", is_flag=True, help="Leave signed badges valid.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="With a ZIP in --with: the folder for changed files of the public repository.",
)
@click.option("--done", "is_done", is_flag=True, help="It was done as asked.")
@click.option("--decline", metavar="WHY", help="It was not done, and why.")
@click.option("--by", metavar="PERSON", help="The id of the person who answers.")
@office_options(writes=True, names_public=True)
def answer(
    office: Office,
    number: str,
    *,
    public: Path,
    proposes: bool,
    facts: tuple[tuple[str, str], ...],
    photo: Path | None,
    alt: str,
    no_photo: bool,
    checked: str,
    revoke: bool,
    keep_valid: bool,
    to: Path | None,
    is_done: bool,
    decline: str | None,
    by: str | None,
) -> None:
    """Say what a request asks and how it is done; run it in a private repository.

    With --propose it changes the files as asked, in the repository that has the
    page, for you to commit and propose. A proposal stays due until the records
    have it; then tell whom it is about, and record --done.

    Exits with 1 when something is left to settle.

    \b
    Examples:
      credfolio answer k7qm3-xw9t2 --with ../badges --propose --by p-rosa1 --write
      credfolio answer k7qm3-xw9t2 --with ../badges --decline "Not theirs." --by p-rosa1 --write
    """
    if sum((is_done, decline is not None, proposes)) > 1:
        raise UsageError(
            "a request is proposed, done, or declined",
            fix="give one of --propose, --done, and --decline",
        )
    if decline is not None and not decline.strip():
        raise UsageError("nothing says why", fix="write why after --decline")
    extra = (facts, photo, alt, no_photo, checked, revoke, keep_valid, to)
    if any(extra) and not proposes:
        raise UsageError("nothing is to be changed", fix="add --propose")
    if (photo and no_photo) or (revoke and keep_valid):
        raise UsageError("the two contradict each other", fix="give one of them")
    outcome: RequestOutcome | None = (
        "done" if is_done else "declined" if decline is not None else None
    )
    outcome = "proposed" if proposes else outcome
    if outcome and not by:
        raise UsageError("nothing says who answers", fix="give the person with --by")
    person = office.person(by) if by else None
    request = requests_of(office.round.registry).get(number.lower())
    if not proposes or request is None or is_settled(request) or person is None:
        office.finish("answer", plan_answer(office.round, number, outcome, person, decline))
        return
    if twice := sorted({name for name, _ in facts if [one for one, _ in facts].count(name) > 1}):
        raise UsageError(f"--set gives {twice[0]} more than once", fix="give each field once")
    given = Given(dict(facts), photo_file(photo) if photo else None, alt.strip(), no_photo)
    _refuse_other(request, given)
    revokes = True if revoke else False if keep_valid else None
    choices = Choices(given, revokes, " ".join(checked.split()))
    try:
        change = plan_change(office, request, public, to, choices)
    except UsageError as error:  # what is asked for is told first
        change = Proposed(office.root, left=[error.in_one_line()])
    planned = _planned(office, request, change, person)
    if office.writes and planned.changes:
        change.write()
    office.finish("answer", planned)


def _planned(office: Office, request: Request, change: Proposed, person: Person) -> Outcome:
    """What is said of a change, and the record of the answer, unless something is left to do."""
    planned = Outcome([tell_request(office.round, request, is_proposed=True)])
    files = {"private_files": sorted(change.own), "public_files": sorted(change.files)}
    if change.left:
        planned.lines.append(Said(request.id, "\n    ".join(change.left), files, is_problem=True))
        return planned
    note = "; ".join(change.said)
    result = answered(request, "proposed", office.round, person, note, change.values)
    if change.root == office.root or is_so(office.round.registry, result):
        # It changes with its record, or the records have it already.
        result = answered(request, "done", office.round, person, note)
    said = [*change.said, *change.then, *then(office.round, result)]
    planned.lines.append(Said(request.id, "\n    ".join(said), files))
    record_answer(office.round, planned, result)
    planned.changes |= change.own
    return planned


def _refuse_other(request: Request, given: Given) -> None:
    """Refuse what another kind of request takes, which would be left out unsaid."""
    if given.facts and request.what != "correct":
        raise UsageError(f"{request.id} corrects nothing", fix="leave --set out")
    if (given.photo or given.alt or given.drops_photo) and request.what != "photo":
        raise UsageError(f"{request.id} is not about a photo", fix="leave the photo out")
