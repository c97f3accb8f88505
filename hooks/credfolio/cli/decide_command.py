"""``credfolio decide``: what the sheets say, confirmed by somebody else."""

from __future__ import annotations

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.rounds.conversation import rule_for
from credfolio.rounds.decide import plan_decisions


@main.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--by", "approver", required=True, metavar="PERSON", help="The id of the person who confirms."
)
@office_options(writes=True)
def decide(office: Office, numbers: tuple[str, ...], approver: str) -> None:
    """Confirm what the sheets say; run it in a private repository.

    Of the submissions with these numbers, or of all that wait. Only an approver of the issuer
    (`approvers:` in its issuer.yml) confirms; nobody who read one, or has an interest in it.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio decide --by p-rosa1 --with ../badges --write
    """
    of = office.round
    draws = any(rule_for(of, one) == "sample" for one in of.all() if one.is_open)
    secret = office.secret() if draws else b""
    outcome = plan_decisions(of, numbers, office.person(approver), secret)
    office.finish("decide", outcome)
