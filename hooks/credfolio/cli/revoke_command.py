"""``credfolio revoke`` and ``credfolio reissue``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from credfolio.findings.finding import Finding
from credfolio.ids import fold_account
from credfolio.project import signing_time
from credfolio.records.loading.loader import Loaded, load_project
from credfolio.records.model import Award
from credfolio.records.model.governance import ACCOUNT_PATTERN
from credfolio.records.model.kinds import AWARDS, KINDS
from credfolio.records.reckoned.former_ids import with_present_ids
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, award_path
from credfolio.records.source_text import parse_yaml

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
    read, is signed again in the same step and the public log next to it says
    what, when, by whose act and why; otherwise the next `credfolio sign` does
    it. Name nobody in the reason, because the log stays.

    \b
    Example:
      credfolio revoke ana-lopez/active-listening --as rosa-d --reason "Issued in error."
    """
    root = project_root(ctx)
    key = keys.load()
    if account and not re.fullmatch(ACCOUNT_PATTERN, account):
        raise UsageError(f"{account!r} is not the name of an account", fix="write it without @")
    whose = fold_account(account) if account else ""
    if key is None:
        ending = _ending(root, award, reason, on, whose)
        for path, (_, after) in ending.files.items():
            replace_file(root, path, after.decode("utf-8"))
        click.echo(ending.done)
        _ask_whose(ending, whose)
        click.echo("The status list says so after the next `credfolio sign`.")
        return
    with only_signer(root):
        ending = _ending(root, award, reason, on, whose)
        issuer = ending.loaded.registry.award_issuer(ending.award)
        registry, who = records_and_signers(
            root, key, issuer.id if issuer else None, keys.demonstration, ending.loaded
        )
        at = signing_time(created)
        sign_and_tell(root, registry, who, at, records=ending.files, done=[ending.done])
        _ask_whose(ending, whose)


@dataclass(frozen=True)
class _Ending:
    """An award as it will be, among the records as they will be."""

    award: Award
    loaded: Loaded
    files: Mapping[str, tuple[bytes, bytes]]
    """What to write: old and new bytes by path; nothing if it is revoked already."""
    done: str


def _ending(root: Path, name: str, reason: str, on: date | None, account: str) -> _Ending:
    loaded = load_project(root, 0)
    registry = loaded.registry
    record = _award(registry, name)
    path = award_path(record.educator, record.id)
    if record.status == "revoked" and record.status_reason == reason:
        # Perhaps in a run that was interrupted.
        return _Ending(record, loaded, {}, f"{path}: revoked already")
    if record.status != "active":
        raise UsageError(f"{name} is {record.status} already")
    values = {
        "status": "revoked",
        "status_on": day_to_record(root, on).isoformat(),
        **({"status_by": account} if account else {}),
        "status_reason": reason,
    }
    before = (root / path).read_bytes()
    text = set_values(before.decode("utf-8-sig"), values, path)
    ended = _read(path, text)
    awards = {**registry.awards, (record.educator, record.id): ended}
    registry = with_present_ids(registry.having({AWARDS: awards}))
    files = {path: (before, text.encode("utf-8"))}
    return _Ending(ended, replace(loaded, registry=registry), files, f"{path}: revoked")


def _read(path: str, text: str) -> Award:
    """The award that a text says; raises `UsageError` where no such record would be read."""
    place = KINDS.place(path)
    given = place.given if place else {}
    data = parse_yaml(text, path)
    found = [data] if isinstance(data, Finding) else read_record(Award, data, path, given)
    if isinstance(found, list):
        raise UsageError(found[0].message, fix=found[0].fix)
    return found


def _ask_whose(ending: _Ending, account: str) -> None:
    if ending.files and not account:
        click.echo("A proposal has to say whose act it is: give your account with --as.")


@main.command()
@click.argument("award", metavar="EDUCATOR/AWARD")
@_reason
@_on
@click.pass_context
def reissue(ctx: click.Context, award: str, reason: str, on: date | None) -> None:
    """Allow a changed award to be signed again, under the same id, with a reason.

    It is recorded in the award; the next `credfolio sign` signs it.

    \b
    Example:
      credfolio reissue ana-lopez/active-listening --reason "The level was wrong."
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    record = _award(registry, award)
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


def _award(registry: Registry, name: str) -> Award:
    educator, _, award = name.partition("/")
    found = registry.awards.get((educator, award))
    if found is None:
        raise UsageError(
            f"there is no readable award {name!r}",
            fix="write it as educator/award, as its file is named in portfolios/",
        )
    return found


def _text(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode("utf-8-sig")
