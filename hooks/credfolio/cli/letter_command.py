"""``credfolio letter``: what educators are told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.new_files import write_new_files
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.rounds.letter import Letter, plan_letters


@main.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each letter into this folder, which is elsewhere.",
)
@click.option("--plain", is_flag=True, help="Seal no letter.")
@office_options(writes=True)
def letter(office: Office, numbers: tuple[str, ...], out: Path | None, plain: bool) -> None:
    """Write letters about decisions; run it in a private repository.

    About the submissions with these numbers, or about all that wait for one. Readers are called
    Reader A and B. A letter about sealed work is sealed for its educator, unless --plain is given.
    With --write they count as sent today. --json has what mail merge needs.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio letter --with ../badges --out ../letters --write
    """
    if out is not None:
        office.refuse_inside(out, fix="name a folder next to it, such as ../letters")
    if office.writes and out is None and not office.as_json:
        raise UsageError("nothing says where the letters go", fix="give a folder with --out")
    outcome, letters = plan_letters(office.round, numbers, plain=plain)
    if out is None and not office.as_json:
        for one in letters.values():
            click.echo(one.text)
    if out is not None and office.writes:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(f"{out} cannot be made: {error.strerror}") from error
        # First the letters: one that is written and not recorded is left as it is the next time.
        write_new_files(out, dict(_files(office, out, letters, plain=plain)))
    office.finish("letter", outcome)


def _files(
    office: Office, out: Path, letters: Mapping[str, Letter], *, plain: bool
) -> Iterator[tuple[str, bytes]]:
    """The letters that the folder lacks, by the names of their files."""
    for number, one in letters.items():
        is_sealed = bool(one.reply_to) and not plain
        name = f"{number}.letter.age" if is_sealed else f"{number}.txt"
        if is_sealed:
            # No two sealed files are alike, so one that is there is this one.
            if not (out / name).is_file():
                data = json.dumps(one.data, ensure_ascii=False).encode()
                yield name, office.seal(data, one.reply_to)
        elif not ((out / name).is_file() and (out / name).read_bytes() == one.text.encode()):
            yield name, one.text.encode()
