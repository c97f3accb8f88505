"""``credfolio due`` and ``status``: what waits for whom."""

from __future__ import annotations

import sys

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.rounds.due import tell_due, tell_status


@main.command()
@click.option(
    "--days",
    "soon",
    default=3,
    show_default=True,
    help="Also what is due in so many business days.",
)
@office_options(writes=False)
def due(office: Office, soon: int) -> None:
    """Say what is late or due soon, and who has to do it; run it in a private repository.

    Exits with 1 when something is late.

    \b
    Example:
      credfolio due --with ../badges --days 5
    """
    outcome = tell_due(office.round, soon, _secret(office))
    office.finish("due", outcome)
    if any(one.facts["late"] for one in outcome.lines):
        sys.exit(1)


@main.command()
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...")
@office_options(writes=False)
def status(office: Office, numbers: tuple[str, ...]) -> None:
    """Say how far submissions are, and what happened to them; run it in a private repository.

    Exits with 1 when a number is not known.

    \b
    Example:
      credfolio status 2026-0007 --with ../badges
    """
    office.finish("status", tell_status(office.round, numbers, _secret(office)))


def _secret(office: Office) -> bytes:
    """The secret of the round; empty before anybody was asked to read, when nobody is drawn."""
    return office.secret() if office.has_secret else b""
