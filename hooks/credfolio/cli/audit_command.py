"""``credfolio audit``."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from credfolio.checking.check import check_project
from credfolio.cli import main, today_option
from credfolio.cli.file_lists import tell_difference
from credfolio.cli.pair_options import private_option, public_root
from credfolio.disk.manifest import Manifest
from credfolio.project import project_date
from credfolio.publishing.audit import compare, explain
from credfolio.publishing.built_site import load_manifest


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
@click.option("--verbose", "-v", is_flag=True, help="Name every file, not only the first ones.")
@private_option
@today_option
@click.pass_context
def audit(
    ctx: click.Context,
    old: Path,
    new: Path,
    form: str,
    verbose: bool,
    private: Path | None,
    today: date | None,
) -> None:
    """Compare two builds: what is new, changed and gone, and whether the records say why.

    OLD and NEW are built folders with their manifests next to them, or the
    manifests themselves. The reasons come from the project's records of today.

    Exits with 1 when something is gone without a reason in the records.

    \b
    Example:
      credfolio audit before.json site
    """
    root = public_root(ctx)
    before, after = load_manifest(old), load_manifest(new)
    digests = _digests(after)
    difference = compare(_digests(before), digests)
    registry = check_project(root, project_date(root, today), beside=private).registry
    vanished = explain(difference.vanished, digests, registry)
    lost = sum(not one.reason for one in vanished)
    if form == "json":
        body = {
            "schema_version": 1,
            "old": before.tree,
            "new": after.tree,
            "appeared": difference.appeared,
            "changed": difference.changed,
            "vanished": [{"path": one.path, "reason": one.reason} for one in vanished],
        }
        click.echo(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        tell_difference(difference, vanished, names=True, every=verbose)
        same = before.tree == after.tree
        click.echo("The two are the same, byte for byte." if same else _verdict(lost))
    if lost:
        sys.exit(1)


def _digests(manifest: Manifest) -> dict[str, str]:
    return {path: file.sha256 for path, file in manifest.files.items()}


def _verdict(lost: int) -> str:
    if not lost:
        return "The records explain everything that is gone."
    files = "1 file is" if lost == 1 else f"{lost:,} files are"
    return f"{files} gone without a reason in the records."
