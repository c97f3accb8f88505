"""``credfolio keys``: the public halves in issuer.yml, the private ones somewhere safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from credfolio.authoring.yaml_edit import append_item, set_in_item
from credfolio.badges.signing.keystore import Ask, SigningKey, make_key, write_key_file
from credfolio.cli import DATE, main
from credfolio.cli.key_options import passphrase_options
from credfolio.cli.named_issuers import issuer_text, named_issuer, named_or_all
from credfolio.cli.pair_options import public_root
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.new_file import replace_file
from credfolio.errors import UsageError
from credfolio.proof.multikey import KeyKind, key_kind
from credfolio.records.model import Issuer
from credfolio.records.registry import issuer_path

F = TypeVar("F", bound=Callable[..., Any])
_KEY_ID = re.compile(r"key-[a-z0-9-]{1,40}")

_CURVES: dict[str, KeyKind] = {"ed25519": "Ed25519", "p256": "P-256"}
_OUT_OPTIONS = (
    click.option(
        "--curve",
        type=click.Choice(list(_CURVES)),
        default="ed25519",
        help="ed25519 for badges (the default), or p256 for `sign --jwt`.",
    ),
    click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the private half to this new file, outside the repository.",
    ),
    click.option(
        "--stdout",
        "to_stdout",
        is_flag=True,
        help="Write the private half to standard output, for a secret store.",
    ),
    click.option("--id", "name", metavar="key-…", help="The key's name. Default: key-<year>."),
    click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record."),
)


@main.group()
def keys() -> None:
    """The keys that issuers sign with."""


def _with_out_options(command: F) -> F:
    for option in reversed(_OUT_OPTIONS):
        command = option(command)
    return command


@keys.command("new")
@click.argument("issuer")
@_with_out_options
@passphrase_options
@click.pass_context
def new_key(
    ctx: click.Context,
    issuer: str,
    curve: str,
    out: Path | None,
    to_stdout: bool,
    name: str | None,
    on: date | None,
    protect: Ask | None,
) -> None:
    """Make a key for ISSUER.

    The public half goes into the issuer's record, and must be merged before
    anything is signed. The private half goes where you say and nowhere else.

    \b
    Example:
      credfolio keys new example-district --out ~/.config/credfolio/example.key
    """
    root = public_root(ctx)
    record = named_issuer(root, issuer)
    day = day_to_record(root, on)
    text, name = _with_new_key(root, record, name, day, key := make_key(_CURVES[curve]))
    _keep(key, out, to_stdout, root, protect)
    replace_file(root, issuer_path(issuer), text)
    _tell(issuer, name, key)


@keys.command("list")
@click.argument("issuer", required=False)
@click.pass_context
def list_keys(ctx: click.Context, issuer: str | None) -> None:
    """Show the public keys, of ISSUER or of all.

    \b
    Example:
      credfolio keys list example-district
    """
    root = public_root(ctx)
    for one in named_or_all(root, issuer):
        if not one.keys:
            click.echo(f"{one.id}: no keys")
        for key in one.keys:
            state = f"retired {key.retired}" if key.retired else "in use"
            click.echo(f"{one.id} {key.id} {state}, since {key.created} {key.public_key_multibase}")


@keys.command("retire")
@click.argument("issuer")
@click.argument("key")
@click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record.")
@click.pass_context
def retire_key(ctx: click.Context, issuer: str, key: str, on: date | None) -> None:
    """Stop signing with KEY of ISSUER.

    It stays published permanently, because badges it signed are checked with it.

    \b
    Example:
      credfolio keys retire example-district key-2026
    """
    root = public_root(ctx)
    text = _retired(
        issuer_text(root, issuer), named_issuer(root, issuer), key, day_to_record(root, on)
    )
    replace_file(root, issuer_path(issuer), text)
    click.echo(f"{issuer}: {key} is retired. It stays published: what it signed stays valid.")


@keys.command("rotate")
@click.argument("issuer")
@_with_out_options
@passphrase_options
@click.pass_context
def rotate_keys(
    ctx: click.Context,
    issuer: str,
    curve: str,
    out: Path | None,
    to_stdout: bool,
    name: str | None,
    on: date | None,
    protect: Ask | None,
) -> None:
    """Make a new key for ISSUER and retire those of its kind in use.

    \b
    Example:
      credfolio keys rotate example-district --out ~/.config/credfolio/second.key
    """
    root = public_root(ctx)
    record = named_issuer(root, issuer)
    day = day_to_record(root, on)
    text, name = _with_new_key(root, record, name, day, key := make_key(_CURVES[curve]))
    replaced = [
        old
        for old in record.keys
        if old.retired is None and key_kind(old.public_key_multibase, "public") == key.kind
    ]
    for old in replaced:
        text = _retired(text, record, old.id, day)
    _keep(key, out, to_stdout, root, protect)
    replace_file(root, issuer_path(issuer), text)
    for old in replaced:
        click.echo(f"{issuer}: {old.id} is retired", err=True)
    _tell(issuer, name, key)


def _with_new_key(
    root: Path, issuer: Issuer, name: str | None, day: date, key: SigningKey
) -> tuple[str, str]:
    taken = {one.id for one in issuer.keys}
    if name is None:
        base = f"key-{day.year}" + ("-p256" if key.kind == "P-256" else "")
        years = [base, *(f"{base}-{n}" for n in range(2, 100))]
        name = next(one for one in years if one not in taken)
    elif name in taken:
        raise UsageError(f"{issuer.id} has a key {name} already", fix="choose another --id")
    if not _KEY_ID.fullmatch(name):
        raise UsageError(
            f"{name!r} is not a key's name", fix="write key- and a word, such as key-2026"
        )
    item = {
        "id": name,
        "type": "Multikey",
        "public_key_multibase": key.public_text(),
        "created": day.isoformat(),
    }
    path = issuer_path(issuer.id)
    return append_item(issuer_text(root, issuer.id), "keys", item, path), name


def _retired(text: str, issuer: Issuer, name: str, day: date) -> str:
    found = next((one for one in issuer.keys if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in issuer.keys) or "none"
        raise UsageError(f"{issuer.id} has no key {name!r}", fix=f"its keys: {known}")
    if found.retired is not None:
        raise UsageError(f"{name} was retired on {found.retired} already")
    return set_in_item(text, "keys", name, {"retired": day.isoformat()}, issuer_path(issuer.id))


def _keep(
    key: SigningKey, out: Path | None, to_stdout: bool, root: Path, protect: Ask | None
) -> None:
    if bool(out) == to_stdout:
        raise UsageError(
            "say where the private half goes",
            fix="give either --out FILE (outside the repository) or --stdout",
        )
    text = key.protected_text(protect()) if protect else f"{key.secret_text()}\n"
    if out:
        write_key_file(out, text, root)
    else:
        click.echo(text, nl=False)


def _tell(issuer: str, name: str, key: SigningKey) -> None:
    # Standard output may be a secret store's; words go to standard error.
    click.echo(f"{issuer}: {name} {key.public_text()}", err=True)
    click.echo(
        f"Its public half is in {issuer_path(issuer)}; commit that. Keep the private half where "
        "only the signing job can read it; there is no second copy.",
        err=True,
    )
