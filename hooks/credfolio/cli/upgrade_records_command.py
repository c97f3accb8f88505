"""``credfolio upgrade-records``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from credfolio.authoring.migrations import FORMAT
from credfolio.authoring.migrations.plan import Upgrade, plan_upgrade, render_difference
from credfolio.cli import main, project_root
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import read_bytes
from credfolio.records.model.kinds import KINDS
from credfolio.records.source_text import MAX_BYTES

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
    """
    root = project_root(ctx)
    if write and (finished := finish_replacing(root)):
        click.echo(f"finished an interrupted upgrade: {finished:,} files")
    paths = _paths(root)
    raw = _records(root, paths)
    upgrade = plan_upgrade({path: _text(data) for path, data in raw.items()}, paths)
    if upgrade.refused:
        for error in upgrade.refused:
            click.echo(f"{error.message}\n  fix: {error.fix}")
        click.echo("nothing was changed")
        sys.exit(1)
    if write:
        files = {p: (raw[p], _bytes(raw[p], new)) for p, (_, new) in upgrade.changed.items()}
        if files:
            replace_files(root, files)
    else:
        for path, (before, after) in upgrade.changed.items():
            for line in render_difference(path, before, after):
                click.echo(line)
    _tell(upgrade, write)


def _tell(upgrade: Upgrade, write: bool) -> None:
    for one in upgrade.used:
        click.echo(f"{one.id} (format {one.before} to {one.after}): {one.words}")
    number = len(upgrade.changed)
    files = f"{number:,} file" + ("" if number == 1 else "s")
    if not number:
        click.echo(f"all records have format {FORMAT}")
    elif write:
        click.echo(f"changed {files}; look at the difference with git, run `credfolio check`")
    else:
        click.echo(f"{files} would change; run it again with --write")


def _paths(root: Path) -> list[str]:
    """Every file below the folders that records are in; links are not followed."""
    return sorted(
        (Path(folder) / name).relative_to(root).as_posix()
        for top in KINDS.tree
        for folder, _, names in os.walk(root / top)
        for name in names
    )


def _records(root: Path, paths: list[str]) -> dict[str, bytes]:
    """The bytes of each record that is UTF-8; `credfolio check` says what is wrong with others."""
    found = {}
    for path in paths:
        if KINDS.place(path) is None:
            continue
        data = read_bytes(root / path, path, limit=MAX_BYTES + 1)
        if not isinstance(data, Finding) and len(data) <= MAX_BYTES and _is_text(data):
            found[path] = data
    return found


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _bytes(before: bytes, text: str) -> bytes:
    """`text` as the file keeps it: with a byte-order mark where it had one."""
    return (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")
