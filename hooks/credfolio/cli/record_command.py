"""``credfolio record``: sheets that assessors sent."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.import_command import read_input
from credfolio.cli.key_options import Passphrase, passphrase_sources
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.sealed_files import ENDINGS, CannotOpen, OpenKey
from credfolio.errors import UsageError
from credfolio.rounds.record import plan_recording
from credfolio.rounds.sheet_files import MAX_BYTES, SheetFile, read_sheet_file


@main.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SHEET...",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `credfolio sealing new` wrote, for sheets that came sealed.",
)
@passphrase_sources
@office_options(writes=True)
def record(
    office: Office, files: tuple[Path, ...], key_file: Path | None, passphrase: Passphrase
) -> None:
    """Take sheets of assessors, and say what follows; run it in a private repository.

    A sheet is a file that `assign --sheets` wrote, filled in, or one that the page assess/ saved
    or sealed. Whether its levels pass is counted again. One that cannot be taken stops no other.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio record ../sheets/one.yml --with ../badges --write
    """
    sealed = [one for one in files if one.name.endswith(ENDINGS)]
    if sealed and key_file is None:
        raise UsageError(f"{sealed[0]} is sealed", fix="give the office's key file with --key")
    key = office.key(key_file, passphrase) if sealed and key_file else None
    read = [(str(one), _read(one, key if one in sealed else None)) for one in files]
    office.finish("record", plan_recording(office.round, office.secret(), read))


def _read(file: Path, key: OpenKey | None) -> SheetFile | str:
    if key is None:
        return read_sheet_file(file.name, read_input(file, MAX_BYTES))
    if file.stat().st_size > 2 * MAX_BYTES:
        return f"it is larger than {2 * MAX_BYTES // 1_000_000} MB, so it is no sheet"
    try:
        raw = key.read(file, lambda clear: clear.read(MAX_BYTES + 1))
    except CannotOpen as error:
        return f"it {error.in_one_line()}"
    return read_sheet_file(file.name, raw, is_sealed=True)
