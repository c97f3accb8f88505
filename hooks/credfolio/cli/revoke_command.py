"""``credfolio revoke`` and ``credfolio reissue``."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import append_item, set_values
from credfolio.badges.openbadges.signing_state import signing_state
from credfolio.cli import DATE, main, project_root
from credfolio.cli.key_options import KeyOptions, key_options
from credfolio.cli.recorded_day import day_to_record
from credfolio.cli.signing_options import (
    only_signer,
    records_and_signers,
    sign_and_tell,
)
from credfolio.disk.new_file import replace_file
from credfolio.errors import UsageError
from credfolio.ids import fold_account
from credfolio.project import signing_time
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award
from credfolio.records.model.governance import ACCOUNT_PATTERN
from credfolio.records.registry import Registry, award_path

_reason = click.option("--reason", required=True, help="The reason, for everybody to read.")
_on = click.option(
    "--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record. Default: today."
)


@main.command()
@click.argument("award", metavar="EDUCATOR/AWARD")
@_reason
@_on
@click.option(
    "--as",
    "account",
    envvar="CREDFOLIO_AUTHOR",
    metavar="ACCOUNT",
    help="Your account on the forge, which a proposal needs. Default: the variable "
    "CREDFOLIO_AUTHOR.",
)
@key_options
@click.pass_context
def revoke(
    ctx: click.Context,
    award: str,
    reason: str,
    on: date | None,
    account: str | None,
    keys: KeyOptions,
    created: datetime | None,
) -> None:
    """Revoke an award, with a reason.

    Its page stays and says so. With a key the status list, which wallets
    read, is signed again at once and the public log next to it says what, when,
    by whose act and why; otherwise the next `credfolio sign` does it. Name
    nobody in the reason, because the log stays.

    Example: credfolio revoke ana-lopez/active-listening --as rosa-d --reason "Issued in error."
    """
    root = project_root(ctx)
    key = keys.load()
    if account and not re.fullmatch(ACCOUNT_PATTERN, account):
        raise UsageError(f"{account!r} is not the name of an account", fix="write it without @")
    record, registry = _award(root, award)
    path = award_path(record.educator, record.id)
    if record.status == "revoked" and record.status_reason == reason:
        click.echo(f"{path}: revoked already")  # perhaps in a run that was interrupted
    elif record.status != "active":
        raise UsageError(f"{award} is {record.status} already")
    else:
        values = {
            "status": "revoked",
            "status_on": day_to_record(root, on).isoformat(),
            **({"status_by": fold_account(account)} if account else {}),
            "status_reason": reason,
        }
        replace_file(root, path, set_values(_text(root, path), values, path))
        click.echo(f"{path}: revoked")
        if not account:
            click.echo("A proposal has to say whose act it is: give your account with --as.")
    if key is None:
        click.echo("The status list says so after the next `credfolio sign`.")
        return
    with only_signer(root):
        issuer = registry.award_issuer(record)
        registry, who = records_and_signers(
            root, key, issuer.id if issuer else None, keys.demonstration
        )
        sign_and_tell(root, registry, who, signing_time(created))


@main.command()
@click.argument("award", metavar="EDUCATOR/AWARD")
@_reason
@_on
@click.pass_context
def reissue(ctx: click.Context, award: str, reason: str, on: date | None) -> None:
    """Allow a changed award to be signed again, under the same id, with a reason.

    It is recorded in the award; the next `credfolio sign` signs it.
    """
    root = project_root(ctx)
    record, registry = _award(root, award)
    state = signing_state(record, registry)
    if state.id != "drifted":
        words = {
            "pending": "it is not signed yet; `credfolio sign` will",
            "signed": "what is signed says what the record says",
            "reissue": "that was asked for already; `credfolio sign` will",
            "not-for-signing": "it is not signed here",
        }
        raise UsageError(f"{award} need not be issued again: {words[state.id]}")
    path = award_path(record.educator, record.id)
    item = {"on": day_to_record(root, on).isoformat(), "reason": reason}
    text = append_item(_text(root, path), "reissues", item, path)
    replace_file(root, path, text)
    click.echo(f"{path}: {state.difference} changed; to be signed again")


def _award(root: Path, name: str) -> tuple[Award, Registry]:
    registry = load_project(root).registry
    educator, _, award = name.partition("/")
    found = registry.awards.get((educator, award))
    if found is None:
        raise UsageError(
            f"there is no readable award {name!r}",
            fix="write it as educator/award, as its file is named in portfolios/",
        )
    return found, registry


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")
