"""``credfolio letter``: what educators are told."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.new_files import write_new_files
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.rounds.letter import plan_letters


@main.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each letter into this folder, which is elsewhere, as NUMBER.txt.",
)
@office_options(writes=True)
def letter(office: Office, numbers: tuple[str, ...], out: Path | None) -> None:
    """Write letters about decisions; run it in a private repository.

    About the submissions with these numbers, or about all that wait for one. Readers are called
    Reader A and B. With --write they count as sent today. --json has what mail merge needs.

    \b
    Example:
      credfolio letter --with ../public --out ../letters --write
    """
    if out is not None and office.root.resolve() in (out.resolve(), *out.resolve().parents):
        raise UsageError(
            f"{out} is inside the repository", fix="name a folder next to it, such as ../letters"
        )
    if office.writes and out is None and not office.as_json:
        raise UsageError("nothing says where the letters go", fix="give a folder with --out")
    outcome, letters = plan_letters(office.round, numbers)
    if out is None and not office.as_json:
        for text in letters.values():
            click.echo(text)
    if out is not None and office.writes:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(f"{out} cannot be made: {error.strerror}") from error
        files = {f"{number}.txt": text.encode() for number, text in letters.items()}
        # First the letters: one that is written and not recorded is written again.
        write_new_files(
            out, {name: text for name, text in files.items() if _is_new(out, name, text)}
        )
    office.finish("letter", outcome)


def _is_new(out: Path, name: str, text: bytes) -> bool:
    """Whether the folder lacks this very letter; another one under its name is refused later."""
    file = out / name
    return not (file.is_file() and file.read_bytes() == text)
