"""``credfolio sealing reader`` and ``admit``: keys that packets for readers are sealed for."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_within
from credfolio.badges.signing.keystore import write_key_file
from credfolio.cli.key_options import Passphrase, new_passphrase, passphrase_sources
from credfolio.cli.pair_options import private_root
from credfolio.cli.sealing_command import sealing
from credfolio.disk.new_file import replace_file
from credfolio.disk.sealed_files import make_identity
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.proof.age_key import fingerprint, recipient_kind, seal_key_file
from credfolio.records.model.kinds import PEOPLE


@sealing.command("reader")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the secret half to this new file, outside of every repository.",
)
@passphrase_sources
def new_reader_key(out: Path, passphrase: Passphrase) -> None:
    """Make a reader's key; the page assess/ makes the same.

    Send the public half to the office, and keep the file and its passphrase.

    \b
    Example:
      credfolio sealing reader --out ~/reader.key
    """
    secret, recipient = make_identity()
    phrase = passphrase() if passphrase.is_named else new_passphrase()
    if not phrase:
        raise UsageError("the passphrase is empty", fix="choose six words or more")
    lines = f"# reader\n# public key: {recipient}\n{secret}\n"
    write_key_file(out, seal_key_file(lines, phrase, secrets.token_bytes))
    click.echo(f"Wrote {out}. Keep it and its passphrase apart; nobody can replace either.")
    click.echo(f"Send this to the office: {recipient}")
    click.echo(f"Its fingerprint, to compare by voice: {fingerprint(recipient)}")


@sealing.command("admit")
@click.argument("person")
@click.argument("recipient")
@click.option("--dry-run", is_flag=True, help="Say it, and write nothing.")
@click.pass_context
def admit_reader(ctx: click.Context, person: str, recipient: str, dry_run: bool) -> None:
    """Note the public half of a reader's key; run it in a private repository.

    Compare the fingerprint with the reader first: whoever holds the key reads the packets.

    \b
    Example:
      credfolio sealing admit p-tom1 age1qqq…
    """
    root = private_root(ctx, "readers' keys are noted")
    path = PEOPLE.path(person)
    kind = recipient_kind(recipient)
    if kind == "post-quantum":
        raise UsageError(
            f"{quoted(recipient[:20])}… is a post-quantum key, which this version cannot open",
            fix="ask the reader for another: the page assess/ makes a key that can be opened",
        )
    if kind != "x25519":
        raise UsageError(
            f"{quoted(recipient[:80])} has a slip, or is no key of a reader",
            fix="copy it again, whole: it begins with age1 and has 62 characters",
        )
    try:
        text = (root / path).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{quoted(person)} is not in office/people/",
            fix="write the name of a file there, without .yml",
        ) from error
    admitted = set_within(text, "assesses", {"recipient": recipient}, path)
    if dry_run:
        click.echo(f"{path}: packets would be sealed for {fingerprint(recipient)}")
        return
    replace_file(root, path, admitted)
    click.echo(f"Wrote {path}: packets are sealed for {fingerprint(recipient)}")
