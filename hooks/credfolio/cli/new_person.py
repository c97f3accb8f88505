"""``credfolio new person``: somebody in a private repository."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.layouts import LAYOUTS
from credfolio.authoring.scaffold import render_record
from credfolio.cli import DATE, today_option
from credfolio.cli.form import Form, ask_option
from credfolio.cli.new_command import new
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, read_both, registry_of_both
from credfolio.disk.new_file import refuse_existing, write_new_file
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.findings.report import render_findings
from credfolio.ids import CROCKFORD, fold_name
from credfolio.records.model.kinds import PEOPLE
from credfolio.records.model.office import PERSON_PATTERN
from credfolio.records.model.terms import AudienceRole, values
from credfolio.text.listed import listed


def draw_id(taken: set[str]) -> str:
    """The id of a new person, which says nothing about the person; it is `taken` from now on."""
    while (found := f"p-{''.join(secrets.choice(CROCKFORD) for _ in range(6))}") in taken:
        pass
    taken.add(found)
    return found


@new.command()
@click.argument("person", required=False)
@public_option
@click.option("--name", help="The name, as letters begin.")
@click.option("--account", help="The account on the forge, of one who may propose.")
@click.option("--educator", metavar="HANDLE", help="The portfolio, if there is one.")
@click.option("--address", help="Where letters go.")
@click.option(
    "--role",
    multiple=True,
    metavar="ROLE",
    help=f"May be repeated. {', '.join(values(AudienceRole))}.",
)
@click.option("--school", help="The school: nobody there reads the work of this person.")
@click.option("--trained-on", type=DATE, metavar="YYYY-MM-DD", help="Since when they assess.")
@ask_option
@today_option
@click.pass_context
def person(
    ctx: click.Context,
    person: str | None,
    public: Path,
    name: str | None,
    account: str | None,
    educator: str | None,
    address: str | None,
    role: tuple[str, ...],
    school: str | None,
    trained_on: date | None,
    asks: bool | None,
    today: date | None,
) -> None:
    """Write office/people/PERSON.yml, in a private repository.

    PERSON is an id such as p-rosa1; without one, it is drawn by chance.

    \b
    Example:
      credfolio new person --with ../badges --name "Rosa Duarte" --trained-on 2026-01-15
    """
    root, day = private_root(ctx, "people of an office are kept"), public_day(public, today)
    registry = registry_of_both(root, public, day, signatures=False)
    form = Form(LAYOUTS["person"], asks)
    place = _place(person, registry.people)
    refuse_existing(root, PEOPLE.path(place))
    said = form.text("name", name, "Name", required=True)
    form.several("roles", role, "Roles", values(AudienceRole))
    form.text("school", school, "School")
    form.text("address", address, "E-mail address for letters")
    form.text("account", account, "Account on the forge")
    form.text("educator", educator, "Handle of the portfolio")
    if trained_on is None:
        since = form.ask(
            None, "Trained to assess on, as YYYY-MM-DD", _day, "", False, "--trained-on"
        )
        trained_on = _day(since) if since else None
    form.complete("new person")
    if trained_on is not None:
        form.answers["assesses"] = {"trained_on": trained_on}
    path = PEOPLE.path(place)
    write_new_file(root, path, render_record(LAYOUTS["person"], path, form.answers))
    click.echo(f"Wrote {path}")
    alike = [one.id for one in registry.people.values() if fold_name(one.name) == fold_name(said)]
    if alike:
        click.echo(f"{said} is the name of {listed(alike)}, too: is this the same person?")
    checked = read_both(root, public, day, signatures=False)
    if own := [one for one in checked.findings if one.path == path]:
        click.echo("The check says of it:")
        for line in render_findings(own, 1, "text").splitlines()[:-1]:
            click.echo(f"  {line}")


def _day(text: str) -> date:
    return DATE.convert(text, None, None)


def _place(given: str | None, taken: Iterable[str]) -> str:
    if given is None:
        return draw_id(set(taken))
    if not re.fullmatch(PERSON_PATTERN, given):
        raise UsageError(
            f"{quoted(given)} cannot be the id of a person",
            fix="write p- and 4 to 20 lower-case letters or digits, such as p-rosa1; or leave it "
            "out for one that says nothing",
        )
    return given
