"""``credfolio move-home``."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_values
from credfolio.badges.signing.plan import last_place_of
from credfolio.cli import main, project_root
from credfolio.disk.new_file import replace_file
from credfolio.errors import UsageError
from credfolio.findings.finding import counted, quoted
from credfolio.ids import is_id
from credfolio.project import find_project, is_private
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import issuer_path
from credfolio.removing.home import move_home, names_left


@main.command("move-home")
@click.argument("educator")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The other repository of the pair.",
)
@click.pass_context
def move_home_command(ctx: click.Context, educator: str, target: Path) -> None:
    """Move an educator's folder between the public and the private repository.

    Run it in the repository that the folder is in. The address of the portfolio stays the same,
    because the site is built from both.

    \b
    Example:
      credfolio move-home ana-lopez --to ../records
    """
    source, other = project_root(ctx), find_project(target)
    if not is_id(educator):
        raise UsageError(
            f"{quoted(educator)} is not the id of a portfolio", fix="write the name of its folder"
        )
    if is_private(source) == is_private(other):
        raise UsageError(
            "a home moves between a public and a private repository, and these are alike",
            fix="name the other one with --to",
        )
    # First, so that a run that is interrupted leaves no place that could be given away.
    noted = _note_places(source, educator) if is_private(other) else []
    moved = move_home(source, other, educator)
    click.echo(f"Moved {len(moved)} files to {other / 'portfolios' / educator}")
    click.echo("Next: commit both, and run `credfolio pin` in the private repository.")
    click.echo("The old repository keeps the files in its history.")
    badges = sum(path.count("/credentials/") for path in moved if path.endswith(".json"))
    if badges and is_private(other):
        click.echo(
            f"{counted(badges, 'signed file')} moved along: from now on `credfolio sign --with` is "
            "what signs them"
        )
    for path in noted:
        click.echo(f"{path}: `last_place` keeps their places from other badges; commit it, too")
    if is_private(other) and (named := names_left(source, educator)):
        click.echo(f"The catalog still names {quoted(educator)}, so its readers know of the home:")
        for place in named:
            click.echo(f"  {place}")
        click.echo(
            "Take the entries out, or name the account alone; office/records.yml gives rights here."
        )


def _note_places(public: Path, educator: str) -> list[str]:
    """Note in each issuer's record the last place of the home's badges; the records that changed.

    Only numbers: the public repository does not say whose badges they are.
    """
    registry, changed = load_project(public).registry, []
    for issuer, place in last_place_of(registry, educator).items():
        path = issuer_path(issuer)
        text = (public / path).read_bytes().decode("utf-8-sig")
        replace_file(public, path, set_values(text, {"last_place": place}, path))
        changed.append(path)
    return changed
