"""``credfolio new submission``: work that came on paper or by e-mail, in a private repository."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.layouts import LAYOUTS
from credfolio.cli import DATE, today_option
from credfolio.cli.form import Form, ask_option, choose
from credfolio.cli.new_command import new, write
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, registry_of_both
from credfolio.disk.new_file import refuse_existing
from credfolio.disk.systems import as_word
from credfolio.errors import UsageError
from credfolio.findings.finding import first_of, quoted
from credfolio.ids import is_id
from credfolio.records.model import MicroCredential
from credfolio.records.model.kinds import SUBMISSIONS
from credfolio.records.registry import Registry
from credfolio.rounds.earlier_tries import coach_first, last_try, tries_of, why_no_try
from credfolio.rounds.next_try import too_early
from credfolio.rounds.round import Round
from credfolio.text.listed import listed

_MOST_NAMED = 5


@new.command()
@click.argument("number", required=False)
@public_option
@click.option("--person", metavar="PERSON", help="The id of whose work it is.")
@click.option("--credential", metavar="ISSUER/ID", help="What it is for.")
@click.option("--version", help="Of the definition; by default the present one.")
@click.option(
    "--submitted-on", type=DATE, metavar="YYYY-MM-DD", help="When it came in; by default today."
)
@click.option(
    "--evidence",
    multiple=True,
    metavar="PART[/ITEM]",
    help="A piece of work that came, by part and item of the definition; may be repeated.",
)
@ask_option
@today_option
@click.pass_context
def submission(
    ctx: click.Context,
    number: str | None,
    public: Path,
    person: str | None,
    credential: str | None,
    version: str | None,
    submitted_on: date | None,
    evidence: tuple[str, ...],
    asks: bool | None,
    today: date | None,
) -> None:
    """Write submissions/YEAR/NUMBER/submission.yml, in a private repository.

    For work that came on paper or by e-mail; `credfolio intake` records what
    came sealed. Without NUMBER it gets the next of the year, such as 2026-0001.
    The work itself stays outside of the repository.

    \b
    Example:
      credfolio new submission --with ../badges --person p-ana1 --credential a-district/listening
    """
    root, day = private_root(ctx, "submissions are recorded"), public_day(public, today)
    registry = registry_of_both(root, public, day, signatures=False)
    if person is not None:
        _known(person, registry)
    form = Form(LAYOUTS["submission"], asks)
    who = form.text("person", person, "Id of the person", required=True)
    what = form.text("credential", credential, "Credential, as ISSUER/ID", required=True)
    came = form.day(submitted_on, "When it came in", day)
    form.complete("new submission")
    _known(who, registry)
    choose(registry.credentials, what, "credential", "write it as ISSUER/ID")
    definition = registry.credentials[what]
    if came > day:
        raise UsageError(f"{came} is after {day}", fix="write the day on which it came in")
    of = Round(registry, day, lambda _: None)
    before = tries_of(of, who, what)
    if why := why_no_try(before):
        raise UsageError(
            why, fix="settle that one first; `credfolio status` says what it waits for"
        )
    last, owner = last_try(before), registry.people[who]
    if last is not None and last.decision is not None and came < last.decision.on:
        raise UsageError(
            f"{came} is before the decision on {last.submission.id}, {last.decision.on}",
            fix="write the day on which this try came in",
        )
    number = _number(number, of.numbers, came)
    path = SUBMISSIONS.path(f"{came.year}/{number}")
    refuse_existing(root, path)
    form.answers |= {"version": _version(definition, version, of, what), "submitted_on": came}
    if last is not None:
        form.answers |= {"attempt": last.submission.attempt + 1, "follows": last.submission.id}
    own = {"role": owner.roles[0] if owner.roles else None, "school": owner.school}
    form.answers |= {key: value for key, value in own.items() if value}
    if owner.grades:
        form.answers["grades"] = list(owner.grades)
    if pieces := [_piece(one, definition) for one in evidence]:
        form.answers["evidence"] = pieces
    write(root, "submission", path, form, public=public)
    for note in filter(None, (too_early(of, last, came), coach_first(of, before))):
        click.echo(f"Note: {note}")
    click.echo(f"Next: look it through, then credfolio triage {number} --with {as_word(public)}")


def _known(who: str, registry: Registry) -> None:
    """Raise `UsageError` for an id that nobody has, with the ids of those who have such a name."""
    word = who.casefold()
    named = [
        f"{one.id}: {one.name}"
        for one in registry.people.values()
        if word in (one.name.casefold(), *one.name.casefold().split())
    ]
    if who not in registry.people and named:
        raise UsageError(
            f"{quoted(who)} is no id of a person",
            fix=f"write the id: {first_of(sorted(named), _MOST_NAMED)}",
        )
    choose(registry.people, who, "person in office/people/", "run `credfolio new person`")


def _number(given: str | None, taken: Iterable[str], came: date) -> str:
    known = set(taken)
    if given is None:
        count = 1
        while (found := f"{came.year}-{count:04}") in known:
            count += 1
        return found
    if not is_id(given):
        raise UsageError(
            f"{quoted(given)} cannot be a number",
            fix="use lower-case letters, digits and hyphens, as in 2026-0001; or leave it out",
        )
    if given in known:
        raise UsageError(f"there is a submission {quoted(given)} already", fix="use another number")
    return given


def _version(definition: MicroCredential, given: str | None, of: Round, what: str) -> str:
    kept = {
        one.version or ""
        for ref, one in of.registry.credential_versions.items()
        if ref.rpartition("/")[0] == what
    }
    present = definition.version or ""
    known = sorted({present, *kept} - {""})
    if (given or present) not in known:
        raise UsageError(
            f"the text of version {quoted(given or present)} of {what} is not in the project",
            fix=f"write one of {listed(known)}, or leave it out for the present one",
        )
    return given or present


def _piece(text: str, definition: MicroCredential) -> dict[str, object]:
    """``PART/ITEM`` as an entry of `evidence`; raises `UsageError` for what is not asked for."""
    part, _, item = text.partition("/")
    asked = {str(one.number): [e.id for e in one.evidence_items] for one in definition.parts}
    if part not in asked or (item and item not in asked[part]):
        known = [f"{n}/{one}" for n, items in asked.items() for one in items] or [*asked]
        raise UsageError(
            f"the definition asks for no evidence {quoted(text)}",
            fix=f"write one of {listed(known)}" if known else "leave --evidence out",
        )
    return {"part": int(part), "item": item} if item else {"part": int(part)}
