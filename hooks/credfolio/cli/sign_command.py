"""``credfolio sign``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import click

from credfolio.badges.openbadges.signing_state import signing_state
from credfolio.badges.signing.keystore import SigningKey
from credfolio.badges.signing.plan import pending_endorsements, plan_signing
from credfolio.badges.signing.signers import Signer
from credfolio.badges.signing.tokens import pending_tokens, sign_tokens
from credfolio.building.program import program_digest
from credfolio.cli import main
from credfolio.cli.key_options import KeyOptions, key_options
from credfolio.cli.pair_options import private_option, public_root
from credfolio.cli.signing_options import (
    checked_records,
    homes_in,
    only_signer,
    records_and_signers,
    sign_and_tell,
    tell_plans,
)
from credfolio.disk.own_cache import own_shelf
from credfolio.errors import UsageError
from credfolio.findings.finding import counted
from credfolio.founding.doctor import is_example
from credfolio.project import signing_time, site_url
from credfolio.proof.canonical import templates_kept_in
from credfolio.proof.multikey import KeyKind
from credfolio.records.registry import Registry


@main.command()
@click.option("--issuer", metavar="ISSUER", help="Only this issuer's awards.")
@click.option("--list", "only_list", is_flag=True, help="Sign nothing; list the awards that wait.")
@click.option(
    "--dry-run", is_flag=True, help="Sign nothing; say who would sign what, with which key."
)
@click.option(
    "--replace",
    metavar="KEY",
    default="",
    help="Sign again, under the same ids, what this leaked key of the issuer signed.",
)
@click.option(
    "--jwt",
    "as_tokens",
    is_flag=True,
    help="Write tokens (VC-JWT, ES256) next to signed badges; needs a P-256 key.",
)
@private_option
@key_options
@click.pass_context
def sign(
    ctx: click.Context,
    issuer: str | None,
    only_list: bool,
    dry_run: bool,
    replace: str,
    as_tokens: bool,
    private: Path | None,
    keys: KeyOptions,
    created: datetime | None,
) -> None:
    """Sign waiting awards, and status lists that have changed.

    All of it is written in one step: a run that is killed leaves nothing half
    done, and the next one goes on. The signed files are committed with the
    records. A build copies and verifies them and needs no key. With --with,
    badges of homes in a private repository are signed as well, and written
    there. Exits with 1 when an award could not be signed; the others are signed.

    \b
    Examples:
      credfolio sign --issuer riverside-usd --dry-run --key-file ~/keys/riverside.key
      credfolio sign --issuer riverside-usd --key-env SIGNING_KEY
    """
    root = public_root(ctx)
    if only_list:
        _tell_pending(checked_records(root, [issuer] if issuer else None, private), issuer)
        return
    kind: KeyKind = "P-256" if as_tokens else "Ed25519"
    key = keys.load(kind)
    if dry_run:
        registry, who = records_and_signers(root, key, issuer, keys.demonstration, beside=private)
        _tell_plan(registry, who, replace, as_tokens, homes_in(private))
        return
    if key is None:
        raise UsageError(
            "signing needs a key",
            fix="give --key-file, --key-env, --key-command or --key-stdin; for a demonstration "
            "--demonstration",
        )
    if as_tokens:
        with _only_signer_of(root, private):
            _sign_tokens(
                root,
                *records_and_signers(root, key, issuer, keys.demonstration, beside=private),
                private,
            )
    else:
        sign_all(root, key, signing_time(created), issuer, replace, keys.demonstration, private)


def sign_all(
    root: Path,
    key: SigningKey,
    created: str,
    issuer: str | None = None,
    replaced: str = "",
    demonstration: bool = False,
    private: Path | None = None,
) -> None:
    """Sign what waits for `key`, and say what was written; ends with 1 when something could not be.

    `replaced` names a leaked key, whose signatures are made again; `private` is the repository of
    the other homes.
    """
    with _only_signer_of(root, private):
        registry, who = records_and_signers(root, key, issuer, demonstration, beside=private)
        if not demonstration and is_example(address := site_url(root)):
            click.echo(f"Note: every badge names {address}, which is an example's.", err=True)
        sign_and_tell(root, registry, who, created, replaced, beside=private)


@contextmanager
def _only_signer_of(root: Path, private: Path | None) -> Iterator[None]:
    """Keep other signers away from both repositories; see `only_signer`."""
    with ExitStack() as stack:
        for folder in filter(None, (root, private)):
            stack.enter_context(only_signer(folder))
        stack.enter_context(templates_kept_in(own_shelf(root, program_digest()).templates))
        yield


def _tell_plan(
    registry: Registry,
    who: list[Signer],
    replaced: str,
    as_tokens: bool,
    private: frozenset[str],
) -> None:
    if as_tokens:
        for path, signer in pending_tokens(registry, who):
            click.echo(f"{signer.issuer} signs {path} with {signer.method}")
    else:
        plans = plan_signing(registry, who, replaced, private)
        tell_plans(plans, err=False, whole=True)
    click.echo("Nothing was signed.")


def _sign_tokens(root: Path, registry: Registry, who: list[Signer], private: Path | None) -> None:
    written = sign_tokens(root, registry, who, private)
    for path in written:
        click.echo(f"signed {path}")
    click.echo(f"{counted(len(written), 'token')} signed" if written else "Nothing to sign.")


def _tell_pending(registry: Registry, issuer: str | None) -> None:
    waiting = 0
    for (educator, name), award in sorted(registry.awards.items()):
        by = registry.award_issuer(award)
        state = signing_state(award, registry)
        if state.id in ("pending", "reissue") and issuer in (None, by.id if by else None):
            waiting += 1
            again = f"{educator}/{name} again: {state.difference} changed"
            click.echo(again if state.id == "reissue" else f"{educator}/{name}")
    click.echo(_waiting(waiting, "award"))
    issuers = [one for one in registry.issuers if issuer in (None, one)]
    said = sum(1 for one in issuers for _ in pending_endorsements(registry, one))
    if said:
        click.echo(_waiting(said, "endorsement"))


def _waiting(number: int, noun: str) -> str:
    verb = "waits" if number == 1 else "wait"
    return f"{counted(number, noun)} {verb} for a signature"
