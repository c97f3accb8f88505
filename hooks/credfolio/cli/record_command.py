"""``credfolio record``: sheets that assessors sent."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.import_command import read_input
from credfolio.cli.rounds_command import Office, office_options
from credfolio.rounds.record import plan_recording
from credfolio.rounds.sheet_files import MAX_BYTES, read_sheet_file


@main.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SHEET...",
)
@office_options(writes=True)
def record(office: Office, files: tuple[Path, ...]) -> None:
    """Take sheets of assessors, and say what follows; run it in a private repository.

    A sheet is a file that `assign --sheets` wrote, filled in, or one that the page assess/ saved.
    Whether its levels pass is counted again. One that cannot be taken stops no other.

    \b
    Example:
      credfolio record ../sheets/one.yml --with ../public --write
    """
    read = [(str(one), read_sheet_file(one.name, read_input(one, MAX_BYTES))) for one in files]
    office.finish("record", plan_recording(office.round, office.secret(), read))
