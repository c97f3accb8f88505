"""``credfolio upgrade-records``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from credfolio.authoring.migrations import FORMAT
from credfolio.authoring.migrations.plan import Upgrade, plan_upgrade, render_difference
from credfolio.cli import main, project_root
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.findings.finding import counted
from credfolio.records.loading.record_files import list_files, read_records

_BOM = b"\xef\xbb\xbf"


@main.command("upgrade-records")
@click.option(
    "--write",
    is_flag=True,
    help="Change the files. Without it, the command only shows the difference.",
)
@click.pass_context
def upgrade_records(ctx: click.Context, write: bool) -> None:
    """Rewrite records in the form that this version writes.

    Notes, the order of the keys and everything else in a file stay as they are; signed files are
    never changed. With --write all files are changed or none.

    Exits with 1 when a record cannot be edited safely.

    \b
    Example:
      credfolio upgrade-records --write
    """
    root = project_root(ctx)
    rewrite_records(root, plan_records(root, write=write), write=write)


Plan = tuple[Upgrade, dict[str, tuple[bytes, bytes]]]
"""What would change in records, and the bytes of each file before and after."""


def rewrite_records(root: Path, plan: Plan, *, write: bool) -> None:
    """Change the records at `root` as planned, all or none, or show the difference; say which.

    Raises `EnvironmentProblem` when a file changed meanwhile or the disk refuses.
    """
    upgrade, files = plan
    if write:
        if files:
            replace_files(root, files)
    else:
        for path, (before, after) in upgrade.changed.items():
            for line in render_difference(path, before, after):
                click.echo(line)
    _tell(upgrade, write)


def plan_records(root: Path, *, write: bool) -> Plan:
    """What would change in the records at `root`; to `write`, an interrupted run is finished first.

    Ends the program with 1, having said why, when a record cannot be edited safely.
    """
    finished = finish_replacing(root) if write else 0
    if finished:
        click.echo(f"finished an interrupted upgrade: {counted(finished, 'file')}")
    paths = list_files(root)
    raw = read_records(root, paths)
    upgrade = plan_upgrade({path: _text(data) for path, data in raw.items()}, paths)
    if upgrade.refused:
        for error in upgrade.refused:
            click.echo(f"{error.message}\n  fix: {error.fix}")
        click.echo("nothing else was changed" if finished else "nothing was changed")
        sys.exit(1)
    changed = upgrade.changed.items()
    return upgrade, {path: (raw[path], _bytes(raw[path], new)) for path, (_, new) in changed}


def _tell(upgrade: Upgrade, write: bool) -> None:
    for one in upgrade.used:
        click.echo(f"{one.id} (format {one.before} to {one.after}): {one.words}")
    number = len(upgrade.changed)
    files = counted(number, "file")
    if not number:
        click.echo(f"all records have format {FORMAT}")
    elif write:
        click.echo(f"changed {files}; look at the difference with git, run `credfolio check`")
    else:
        click.echo(f"{files} would change; run it again with --write")


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _bytes(before: bytes, text: str) -> bytes:
    """`text` as the file keeps it: with a byte-order mark where it had one."""
    return (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")
