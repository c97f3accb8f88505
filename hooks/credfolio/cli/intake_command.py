"""``credfolio intake``: a folder of sealed submissions → records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click

from credfolio.cli import main
from credfolio.cli.key_options import Passphrase, passphrase_sources
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.sealed_files import ENDINGS, CannotOpen, OpenKey
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.records.model.terms import KnownBy
from credfolio.records.reckoned.submission_number import number_of_sha256
from credfolio.rounds.archive import RequestPackage, read_package, read_request
from credfolio.rounds.intake import Opened, Place, plan_intake
from credfolio.rounds.said import Said

_TAKEN = (*ENDINGS, ".json")
_OWN = ("in", "refused")
_OF_SYSTEMS = ("desktop.ini", "thumbs.db")
_IN_CLEAR = (".zip", ".docx", ".pdf", ".mp4", ".mov", ".m4a", ".mp3", ".jpg", ".jpeg", ".png")
_MOST_JSON = 65_536
_MOST_BYTES = 999_999_999  # what a record can say
_PIECE = 1 << 20


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `credfolio sealing new` wrote; only requests may come without.",
)
@click.option(
    "--person",
    "people",
    nargs=2,
    multiple=True,
    metavar="FILE PERSON",
    help="Whose a file is, where its address is on no list.",
)
@click.option(
    "--known-by",
    type=click.Choice(["form-sign-in", "in-person"]),
    help="How you made sure whose the files are, if not by the address; in person: of those that "
    "--person names.",
)
@passphrase_sources
@office_options(writes=True)
def intake(
    office: Office,
    folder: Path,
    key_file: Path | None,
    people: tuple[tuple[str, str], ...],
    known_by: KnownBy | None,
    passphrase: Passphrase,
) -> None:
    """Take the submissions and requests in FOLDER; run it in a private repository.

    A request from somebody without an account becomes a record with the day it is due. What is
    taken moves to FOLDER/in, or is deleted if it was not sealed; what is neither moves to
    FOLDER/refused, and what waits for somebody stays. Nothing that is taken is kept in clear.
    Where one file is refused, the others are taken, and it exits with 1.

    \b
    Example:
      credfolio intake ../sealed --key ~/.config/credfolio/office.key --with ../badges \\
        --write
    """
    if known_by == "in-person" and not people:
        raise UsageError(
            "--known-by in-person names no file, and the others are known by their addresses",
            fix="name each file and who brought it: --person FILE PERSON",
        )
    office.refuse_inside(folder, fix="keep sealed files in a folder elsewhere")
    key = office.key(key_file, passphrase) if key_file else None
    opened = [_opened(office, file, key) for file in _sealed(folder)]
    outcome, places = plan_intake(office.round, opened, dict(people), known_by)
    outcome.lines += map(_passed_over, _others(folder))
    office.finish("intake", outcome, waits=False)
    if office.writes:
        for file in opened:
            _put_away(office, folder, file, places[file.name])
    if outcome.has_problems:
        raise SystemExit(1)


def _sealed(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.iterdir()):
        if file.name.endswith(_TAKEN) and file.is_file() and not file.is_symlink():
            yield file


def _others(folder: Path) -> Iterator[Path]:
    """What somebody put there and this does not take; without what systems keep there."""
    for file in sorted(folder.iterdir()):
        is_hidden = file.name.startswith((".", "~$")) or file.name.casefold() in _OF_SYSTEMS
        is_own = file.is_dir() and file.name in _OWN
        is_taken = file.name.endswith(_TAKEN) and file.is_file() and not file.is_symlink()
        if not (is_hidden or is_own or is_taken):
            yield file


def _passed_over(file: Path) -> Said:
    if file.is_symlink():
        text = "it leads elsewhere, so it stays as it is: put the file itself here"
    elif file.is_dir():
        text = "it is a folder, so it stays as it is: put its files here"
    elif file.name.casefold().endswith(_IN_CLEAR):
        text = (
            "it is not sealed, so it stays as it is: ask whoever sent it to seal it on the "
            "worksheet's page, and delete it"
        )
    else:
        text = "it is neither sealed work nor a request, so it stays as it is"
    return Said(file.name, text, {"is_passed_over": True})


def _opened(office: Office, file: Path, key: OpenKey | None) -> Opened:
    size, digest = 0, hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                digest.update(piece)
    except OSError as error:
        why = f"it cannot be read: {error.strerror or error}"
        return Opened(file.name, "", b"", 0, why, may_open_later=True)
    sha256 = digest.digest()
    number = number_of_sha256(sha256)
    if number in office.round.numbers:
        return Opened(file.name, number, sha256, size, "")
    if size > _MOST_BYTES:
        return Opened(file.name, number, sha256, size, "it is larger than 1 GB")
    if not file.name.endswith(ENDINGS):
        said = read_request(file.read_bytes()) if size <= _MOST_JSON else "it is no request"
        return Opened(file.name, number, sha256, size, said)
    if key is None:
        said = "it is sealed: give the file with the key under --key"
        return Opened(file.name, number, sha256, size, said, may_open_later=True)
    try:
        package = key.read(file, read_package)
        return Opened(file.name, number, sha256, size, package, key.recipient)
    except CannotOpen as error:
        said = f"it {error.in_one_line()}"
        return Opened(file.name, number, sha256, size, said, may_open_later=error.is_other_key)
    except EnvironmentProblem as error:  # a full disk, mostly; others may be smaller
        said = f"it waits, because {error.in_one_line()}"
        return Opened(file.name, number, sha256, size, said, may_open_later=True)


def _put_away(office: Office, folder: Path, file: Opened, place: Place) -> None:
    """Move a file to where the next run does not look; records are written before.

    A request that came in clear is in its record, and its file is deleted.
    """
    if place == "waits":
        return
    if (
        place == "taken"
        and isinstance(file.package, RequestPackage)
        and not file.name.endswith(ENDINGS)
    ):
        office.delete(folder / file.name, "delete it yourself: what it asks is recorded")
        return
    ending = next(one for one in reversed(_TAKEN) if file.name.endswith(one))
    name = f"{file.number}{ending}" if place == "taken" else f"{file.number}-{file.name}"
    target = folder / ("in" if place == "taken" else "refused") / name
    office.move(
        folder / file.name,
        target,
        "correct that and run it again: what is in already is only moved",
    )
