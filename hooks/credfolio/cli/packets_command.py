"""``credfolio packets``: sealed work for its readers, without whose it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import click

from credfolio.cli import main
from credfolio.cli.key_options import Passphrase, passphrase_sources
from credfolio.cli.rounds_command import Office, office_options
from credfolio.disk.replaced_files import delete_file
from credfolio.disk.sealed_files import CannotOpen, OpenKey, files_of_submission
from credfolio.errors import EnvironmentProblem
from credfolio.findings.finding import counted
from credfolio.rounds.archive import RequestPackage, read_package
from credfolio.rounds.blind import blind_number
from credfolio.rounds.naming import named_in
from credfolio.rounds.packet import ENDING, write_packet
from credfolio.rounds.packets import Wanted, packet_name, said_of, wanted_packets
from credfolio.rounds.said import Outcome, Said

_OURS = re.compile(rf"[0-9a-f]{{8}}{re.escape(ENDING)}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--sealed",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the sealed submissions, each named by its number.",
)
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `credfolio sealing new` wrote.",
)
@passphrase_sources
@office_options(writes=True)
def packets(
    office: Office, folder: Path, sealed: Path, key_file: Path, passphrase: Passphrase
) -> None:
    """Write a sealed packet into FOLDER for each reader; run it in a private repository.

    A packet has a blind number, the rubric of the version, answers and evidence, and no name. Its
    reader opens it on the page assess/. What is read, or given to somebody else, is deleted from
    FOLDER. Packets that are there stay.

    Exits with 1 when something is left to settle.

    \b
    Example:
      credfolio packets ../packets --sealed ../sealed/in --key ~/office.key --with ../badges \\
        --write
    """
    office.refuse_inside(folder, fix="name a folder next to it, such as ../packets")
    outcome, secret = Outcome(), office.secret()
    wanted = wanted_packets(office.round, secret, outcome)
    new = [one for one in wanted if not (folder / one.name).is_file()]
    names: dict[str, tuple[str, ...]] = {}
    written: list[Wanted] = []
    key = office.key(key_file, passphrase) if office.writes and new else None
    for number, group in groupby(new, key=lambda one: one.number):
        files = files_of_submission(sealed, number)
        own = list(group)
        if not files:
            text = f"its sealed file is not in {sealed}"
            outcome.lines.append(Said(number, text, is_problem=True))
            continue
        office.will_open(files[0])
        if key is not None and (why := _write(office, folder, files[0], key, own, names)):
            outcome.lines.append(Said(number, why, is_problem=True))
            continue
        written += own
    outcome.lines += [said_of(one, names) for one in written]
    still = {
        packet_name(one.assessor, blind_number(secret, found.case.submission.id))
        for found in office.round.all()
        if found.is_open
        for one in found.waits_for
    }
    gone = list(_no_longer_wanted(folder, still))
    for file in gone:
        name = file.relative_to(folder).as_posix()
        outcome.lines.append(Said(name, "nobody has to read it any more, so it is deleted"))
        if office.writes:
            delete_file(file)
    left = sum(one.is_problem for one in outcome.lines)
    outcome.summary = f"{counted(len(written), 'packet')}, {len(gone):,} deleted" + (
        f"; {left:,} to settle" if left else ""
    )
    if not office.writes and (written or gone):
        outcome.summary += "\nNothing is written yet. Run it again with --write."
    office.finish("packets", outcome, waits=False)
    if outcome.has_problems:
        sys.exit(1)


def _write(
    office: Office,
    folder: Path,
    file: Path,
    key: OpenKey,
    packets: Sequence[Wanted],
    names: dict[str, tuple[str, ...]],
) -> str:
    """The packets of one submission, which is opened once; why there are none, else ""."""

    def write(clear: BinaryIO) -> str:
        package = read_package(clear)
        if isinstance(package, str):
            return package
        if isinstance(package, RequestPackage):
            return "it is a request, and no work to judge"
        number = packets[0].number
        person = packets[0].found.case.submission.person
        names[number] = named_in(package.worksheet, office.round.registry.people.get(person))
        for one in packets:
            with office.draft() as made:
                try:
                    write_packet(made, one.packet(office.round, package), clear, package)
                except OSError as error:
                    raise EnvironmentProblem(
                        f"a packet cannot be made: {error.strerror or error}",
                        fix="make room for temporary files, and run it again",
                    ) from error
                made.seek(0)
                office.seal_to(made, folder / one.name, one.recipient)
        return ""

    try:
        return key.read(file, write)
    except CannotOpen as error:
        return f"it {error.in_one_line()}"


def _no_longer_wanted(folder: Path, wanted: Collection[str]) -> Iterator[Path]:
    """Packets in the folder that nobody has to read; other files in it are not ours."""
    for file in sorted(folder.glob(f"*/*{ENDING}")):
        if _OURS.fullmatch(file.name) and f"{file.parent.name}/{file.name}" not in wanted:
            yield file
