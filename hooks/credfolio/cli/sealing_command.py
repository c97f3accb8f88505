"""``credfolio sealing``: the keys that submissions are sealed for."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import append_item, set_in_item
from credfolio.badges.signing.keystore import write_key_file
from credfolio.cli import DATE, main
from credfolio.cli.key_options import Passphrase, new_passphrase, passphrase_sources
from credfolio.cli.named_issuers import issuer_text, named_issuer, named_or_all
from credfolio.cli.pair_options import public_root
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.new_file import replace_file
from credfolio.disk.sealed_files import SealingKey, make_identity
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.findings.finding import counted, quoted
from credfolio.ids import fold_name
from credfolio.proof.age_key import fingerprint, seal_key_file
from credfolio.records.model import Issuer
from credfolio.records.registry import issuer_path
from credfolio.rounds.archive import MANIFEST, WORKSHEET, files_of, read_package

_ID = re.compile(r"seal-[a-z0-9-]{1,40}")


@main.group()
def sealing() -> None:
    """The keys that submissions are sealed for."""


@sealing.command("new")
@click.argument("issuer")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the secret half to this new file, outside of every repository.",
)
@click.option(
    "--held-by", required=True, metavar="TEXT", help="The office or role that keeps the file."
)
@click.option("--id", "name", metavar="seal-…", help="The key's name. Default: seal-<year>.")
@click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record.")
@passphrase_sources
@click.pass_context
def new_sealing_key(
    ctx: click.Context,
    issuer: str,
    out: Path,
    held_by: str,
    name: str | None,
    on: date | None,
    passphrase: Passphrase,
) -> None:
    """Make a key that submissions to ISSUER are sealed for.

    The public half goes into issuer.yml; a maintainer proposes it. The secret half is protected by
    a passphrase. Two holders keep one each; `credfolio check` refuses one alone, so run it twice.

    \b
    Example:
      credfolio sealing new example-district --out ~/office.key --held-by "The office"
    """
    root = public_root(ctx)
    record = named_issuer(root, issuer)
    day = day_to_record(root, on)
    taken = {one.id for one in record.sealing}
    chosen = name or next(
        one
        for one in (f"seal-{day.year}", *(f"seal-{day.year}-{n}" for n in range(2, 100)))
        if one not in taken
    )
    if not _ID.fullmatch(chosen) or chosen in taken:
        why = "is taken" if chosen in taken else "is not a key's name"
        raise UsageError(f"{quoted(chosen)} {why}", fix="write seal- and a word, such as seal-2026")
    is_alone = not _is_held_by_another(record, held_by)
    if is_alone:
        click.echo(
            "Two holders keep a key each: make a second one after this, or the check refuses."
        )
    secret, recipient = make_identity()
    item = {"id": chosen, "recipient": recipient, "created": day.isoformat(), "held_by": held_by}
    path = issuer_path(issuer)
    text = append_item(issuer_text(root, issuer), "sealing", item, path)
    phrase = passphrase() if passphrase.is_named else new_passphrase()
    if not phrase:
        raise UsageError("the passphrase is empty", fix="choose six words or more")
    lines = f"# {issuer} {chosen}, {day}\n# public key: {recipient}\n{secret}\n"
    write_key_file(out, seal_key_file(lines, phrase, secrets.token_bytes), root)
    replace_file(root, path, text)
    click.echo(f"Wrote {path}: {chosen} {recipient}")
    click.echo(f"Wrote {out}. Keep it and its passphrase apart; nobody can replace either.")
    click.echo(f"Its fingerprint, for letters: {fingerprint(recipient)}")
    if is_alone:
        again = f"credfolio sealing new {issuer} --out FILE --held-by …"
        click.echo(f"Next, for the second holder: {again}")


def _is_held_by_another(record: Issuer, holder: str) -> bool:
    """Whether somebody else keeps a key that is in use."""
    return any(
        one.retired is None and fold_name(one.held_by) != fold_name(holder)
        for one in record.sealing
    )


@sealing.command("list")
@click.argument("issuer", required=False)
@click.pass_context
def list_sealing_keys(ctx: click.Context, issuer: str | None) -> None:
    """Show the keys that submissions are sealed for, with their fingerprints.

    \b
    Example:
      credfolio sealing list example-district
    """
    root = public_root(ctx)
    for one in named_or_all(root, issuer):
        for key in one.sealing:
            state = f"retired {key.retired}" if key.retired else "in use"
            mark = fingerprint(key.recipient)
            click.echo(f"{one.id} {key.id} {state}, held by {key.held_by}: {mark}")


@sealing.command("retire")
@click.argument("issuer")
@click.argument("key")
@click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record.")
@click.pass_context
def retire_sealing_key(ctx: click.Context, issuer: str, key: str, on: date | None) -> None:
    """Seal no more for KEY of ISSUER. Keep its file as long as what was sealed for it.

    \b
    Example:
      credfolio sealing retire example-district seal-2026
    """
    root = public_root(ctx)
    record = named_issuer(root, issuer)
    found = next((one for one in record.sealing if one.id == key), None)
    if found is None or found.retired is not None:
        known = ", ".join(one.id for one in record.sealing if one.retired is None) or "none"
        raise UsageError(f"{issuer} has no key {quoted(key)} in use", fix=f"its keys: {known}")
    path = issuer_path(issuer)
    day = day_to_record(root, on)
    text = issuer_text(root, issuer)
    replace_file(root, path, set_in_item(text, "sealing", key, {"retired": day.isoformat()}, path))
    click.echo(f"{issuer}: {key} is retired. Pages that were saved before may still seal for it.")


@sealing.command("open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `credfolio sealing new` wrote.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder for what is in it, outside of every repository.",
)
@click.option("--blind", is_flag=True, help="For readers: without names of people and of files.")
@passphrase_sources
def open_sealed(file: Path, key_file: Path, out: Path, blind: bool, passphrase: Passphrase) -> None:
    """Open one sealed submission, to look it through or for its readers.

    Answers and evidence are then in clear: delete the folder when you are done.

    \b
    Example:
      credfolio sealing open one.age --key ~/office.key --out ../opened --blind
    """
    target = out.resolve()
    if any((folder / ".git").exists() for folder in (target, *target.parents)):
        raise UsageError(
            f"{out} is in a repository, which never forgets what was in it",
            fix="name a new folder elsewhere",
        )
    if os.path.lexists(out):
        raise UsageError(f"{out} exists already", fix="name a new folder")
    key = SealingKey(key_file, passphrase)
    with tempfile.TemporaryFile() as clear:
        key.open(file, clear)
        clear.seek(0)
        package = read_package(clear)
        if isinstance(package, str):
            raise CredfolioError(f"{file}: {package}", fix="ask for the file again")
        try:
            (out / "evidence").mkdir(parents=True, mode=0o700)
            (out / WORKSHEET).write_bytes(package.worksheet)
            if not blind:
                said = package.manifest.model_dump_json(indent=1, exclude_none=True)
                (out / MANIFEST).write_text(f"{said}\n", encoding="utf-8", newline="\n")
            for name, stream in files_of(clear, package):
                with (out / name).open("xb") as written:
                    shutil.copyfileobj(stream, written)
        except OSError as error:
            raise EnvironmentProblem(
                f"{out} cannot be written: {error.strerror}", fix="delete it and try another place"
            ) from error
    click.echo(f"Wrote {out}: the answers and {counted(len(package.manifest.files), 'file')}")
