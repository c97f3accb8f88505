"""``credfolio publish``: awards of the private repository, into a clone of the public one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from credfolio import __version__
from credfolio.authoring.published_award import plan_publishing
from credfolio.cli import main, project_root, today_option
from credfolio.cli.private_records import read_without_errors
from credfolio.disk.new_file import clear_drafts, replace_file, write_new_file
from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.disk.source_commit import find_repository
from credfolio.errors import UsageError
from credfolio.findings.finding import counted
from credfolio.project import is_private, project_date
from credfolio.records.model.kinds import EDUCATORS, PUBLISHED


@main.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--to",
    "public",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A clone of the public repository, on a branch of its own.",
)
@click.option("--write", "writes", is_flag=True, help="Write the awards. Without it, nothing is.")
@today_option
@click.pass_context
def publish(
    ctx: click.Context, numbers: tuple[str, ...], public: Path, writes: bool, today: date | None
) -> None:
    """Write the awards of submissions that passed into the public repository.

    Only for people who agreed and whose home is there; by default for all of them. Awards that
    are there stay as they are. A publisher of catalog/governance.yml proposes the result.

    \b
    Example:
      credfolio publish --to ../public --write
    """
    root, day = project_root(ctx), project_date(public, today)
    if not is_private(root):
        raise UsageError(
            "awards are published from a private repository", fix="run it in the private repository"
        )
    if writes:
        finish_interrupted(public)
        clear_drafts((public / PUBLISHED.path()).parent)
    checked = read_without_errors(root, public, day, else_said="nothing is published")
    registry = checked.registry
    homes = [one for one in registry.educators if (public / EDUCATORS.path(one)).is_file()]
    commit = find_repository(root).commit
    plan = plan_publishing(registry, homes, commit, __version__, numbers)
    new = {path: text for path, text in plan.awards.items() if not (public / path).exists()}
    for number, why in plan.left:
        click.echo(f"  - {number}: {why}")
    for path in new:
        click.echo(f"  + {path}")
    there = plan.there + len(plan.awards) - len(new)
    click.echo(
        f"{counted(len(new), 'new award')}, {there:,} there already, {len(plan.left):,} left out"
    )
    if not writes:
        click.echo("Nothing is written yet. Run it again with --write.")
        return
    # First what the public may know: a version that is frozen too early harms nobody.
    path = PUBLISHED.path()
    if not (public / path).exists():
        write_new_file(public, path, plan.known)
    elif (public / path).read_text(encoding="utf-8") != plan.known and (new or numbers):
        replace_file(public, path, plan.known)
    write_new_files(public, {name: text.encode() for name, text in new.items()})
    click.echo(f"Wrote {counted(len(new), 'award')} and {path}; propose them as a publisher")
