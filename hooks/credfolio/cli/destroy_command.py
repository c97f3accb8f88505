"""``credfolio destroy``: sealed work that is past its days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from credfolio.authoring.scaffold import dump
from credfolio.authoring.yaml_edit import append_item
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option
from credfolio.cli.rounds_command import OFFICE
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.disk.sealed_files import files_of_submission
from credfolio.errors import UsageError
from credfolio.findings.finding import counted, printable, quoted
from credfolio.records.model.kinds import EVENTS
from credfolio.records.reckoned.retention import destroyed, past_their_days
from credfolio.records.reckoned.submission import Case
from credfolio.rounds.said import Outcome, Said

_STAGING = ".credfolio-destroy"


@main.command()
@public_option
@click.option(
    "--sealed",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the sealed files, each named by its number.",
)
@click.option("--by", metavar="PERSON", help="The id of the person who destroys it.")
@click.option("--gone", is_flag=True, help="Also record those that have no file in the folder.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--write", "writes", is_flag=True, help="Delete, and record it.")
@today_option
@click.pass_context
def destroy(
    ctx: click.Context,
    public: Path,
    sealed: Path | None,
    by: str | None,
    gone: bool,
    as_json: bool,
    writes: bool,
    today: date | None,
) -> None:
    """Destroy sealed work that is past its days, and record that; run it in a private repository.

    `keep_sealed_days` in office/records.yml says how long it is kept. Backups are not reached.

    \b
    Example:
      credfolio destroy --with ../badges --sealed ../sealed --write
    """
    root, day = private_root(ctx, "sealed work is destroyed"), public_day(public, today)
    if writes and (sealed is None or not by):
        raise UsageError(
            "nothing says where the sealed files are, or who destroys them",
            fix="give the folder with --sealed, and the person with --by",
        )
    if writes:
        finish_replacing(root, _STAGING)
    otherwise = "nobody can say what is past its days"
    office = OFFICE.get()(root, public, day, as_json=as_json, writes=writes, otherwise=otherwise)
    registry = office.round.registry
    if by and by not in registry.people:
        raise UsageError(f"{quoted(by)} is not in office/people/", fix="add the person first")
    # What was recorded by a run that was killed, or came back from a backup, goes as well.
    files = [file for case in destroyed(registry) for file in _sealed(sealed, case)]
    told = Outcome(
        [Said(file.name, "recorded as destroyed, and still in the folder") for file in files]
    )
    for case in past_their_days(registry, day):
        own = _sealed(sealed, case)
        told.lines.append(
            Said(case.submission.id, "" if own or not sealed else "no sealed file is in the folder")
        )
        if own or gone:
            files += own
            path = EVENTS.path(case.key)
            told.changes[path] = _recorded(root, path, day, by or "")
    number_of = counted(len(told.changes), "submission")
    told.summary = f"{counted(len(files), 'file')} to destroy, of {number_of} to record"
    told.done = f"Destroyed {counted(len(files), 'file')}, and recorded it for {number_of}"
    data = {**office.as_data("destroy", told), "written": writes}
    if writes:
        # First the record: a file that is gone without one would be missed for ever, and a file
        # that is recorded and still there is found by the next run.
        replace_files(root, told.changes, _STAGING)
        for file in files:
            office.delete(file, "delete it yourself: it is recorded as destroyed")
    later = "Nothing is destroyed yet. Run it again with --sealed, --by, and --write."
    lines = (
        f"  - {': '.join(filter(None, (printable(one.about), one.text)))}" for one in told.lines
    )
    last = told.done if writes else later
    office.tell(data, told.done if writes else "", [*lines, last])


def _sealed(folder: Path | None, case: Case) -> list[Path]:
    return files_of_submission(folder, case.submission.id) if folder else []


def _recorded(root: Path, path: str, day: date, by: str) -> tuple[bytes | None, bytes]:
    """events.yml as it is, and with the destruction."""
    item = {"what": "destroyed", "on": day.isoformat(), "by": by}
    file = root / path
    if not file.exists():
        return None, dump("events", [item]).encode()
    before = file.read_bytes()
    return before, append_item(before.decode("utf-8"), "events", item, path).encode()
