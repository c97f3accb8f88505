"""``credfolio upgrade``: bring a site's repository to the version that is running."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from credfolio import __version__
from credfolio.cli import main
from credfolio.cli.compared_sites import (
    allow_vanished_option,
    compare_option,
    refuse_lost_addresses,
)
from credfolio.cli.own_wheel import index_option, own_digest, told_desk
from credfolio.cli.pair_options import private_option
from credfolio.cli.schema_command import schema_files
from credfolio.cli.upgrade_records_command import plan_records, rewrite_records
from credfolio.errors import UsageError
from credfolio.findings.finding import counted
from credfolio.founding.generated import NOTE, read_note
from credfolio.founding.kept_texts import keep_texts
from credfolio.founding.upgrade import Upgrade, apply_upgrade, plan_upgrade, refuse_older
from credfolio.project import find_project

_TOLD = {
    "new": "new",
    "replaced": "replaced",
    "merged": "merged with your changes",
    "conflict": "conflict",
    "deleted": "stays deleted",
}


@main.command()
@click.option("--write", is_flag=True, help="Do it. Without it, the command says what it would do.")
@index_option
@compare_option
@allow_vanished_option
@private_option
@click.pass_context
def upgrade(
    ctx: click.Context,
    write: bool,
    index: str,
    compare: bool,
    allow_vanished: bool,
    private: Path | None,
) -> None:
    """Bring this repository to the version of the program that is running.

    Records take their new form; generated files are replaced, or merged with
    your changes; locks and .credfolio.yml come last. Where both changed the same
    lines, your file stays and the new text goes next to it, to FILE.new.
    Signed files and your own pages are never changed. The site is built as it
    would be, in a folder that goes again, and no address may be lost. An
    interrupted upgrade goes on when it is run again.

    Exits with 1 when a conflict is left to you, or an address would be lost.

    \b
    Examples:
      credfolio upgrade
      credfolio upgrade --write
    """
    root = find_project(ctx.obj or Path.cwd())
    note = read_note(root)
    if note is None:
        raise UsageError(
            f"{NOTE} is missing, so nothing is known about its generated files",
            fix="run it in a repository that `credfolio init` founded",
        )
    refuse_older(note, __version__)
    digest = own_digest(index)  # refuses with "nothing was changed", so it comes first
    records = plan_records(root, write=write)
    plan = plan_upgrade(root, note, __version__, schema_files(), digest, told_desk(root, index))
    click.echo(f"This repository uses credfolio {note.version}; {__version__} is running.")
    if compare:
        files = {one.target: one.after for one in plan.changes if one.after is not None}
        rewritten = {path: after for path, (_, after) in records[1].items()}
        refuse_lost_addresses(root, {**files, **rewritten}, private, allowed=allow_vanished)
    rewrite_records(root, records, write=write)
    tell(plan)
    if write:
        number = apply_upgrade(root, plan)
        keep_texts(root, plan.note.files)
        click.echo(f"{counted(number, 'file')} written. Next: pip install -r requirements.txt")
    else:
        click.echo("Nothing was changed. Add --write to do it.")
    if plan.conflicts:
        sys.exit(1)


def tell(plan: Upgrade) -> None:
    """Say what happens to each generated file that does not stay as it is."""
    for change in plan.changes:
        if change.how != "kept":
            click.echo(f"{_TOLD[change.how]}: {change.path}")
    for change in plan.conflicts:
        click.echo(f"  fix: take over what you need from {change.target}, then delete it")
    for path in plan.drifted:
        click.echo(f"theme/{path} stays, and the program's own file has changed: compare the two")
