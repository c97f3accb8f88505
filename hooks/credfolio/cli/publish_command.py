"""``credfolio publish``: awards of the private repository, into a clone of the public one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from credfolio import __version__
from credfolio.authoring.published_award import plan_publishing
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, read_without_errors
from credfolio.disk.new_file import clear_drafts, replace_file, write_new_file
from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.disk.source_commit import find_repository
from credfolio.findings.finding import counted
from credfolio.records.loading.source_files import read_text
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

    Only for people who agreed and whose home is there; by default for all of them. The text of
    each version is kept with its awards. What is there stays as it is. A publisher of
    catalog/governance.yml proposes the result.

    \b
    Example:
      credfolio publish --to ../badges --write
    """
    root, day = (
        private_root(ctx, "awards are published from submissions"),
        public_day(public, today),
    )
    if writes:
        finish_interrupted(public)
        clear_drafts((public / PUBLISHED.path()).parent)
    checked = read_without_errors(root, public, day, else_said="nothing is published")
    registry = checked.registry
    homes = [one for one in registry.educators if (public / EDUCATORS.path(one)).is_file()]
    commit = find_repository(root).commit

    def read(path: str) -> str | None:
        text = read_text(public / path, path)
        return text if isinstance(text, str) else None

    plan = plan_publishing(registry, homes, commit, __version__, read, numbers)
    new = {path: text for path, text in plan.awards.items() if not (public / path).exists()}
    kept = {path: text for path, text in plan.kept.items() if not (public / path).exists()}
    for number, why in plan.left:
        click.echo(f"  - {number}: {why}")
    for path in (*kept, *new):
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
    files = {**kept, **new}
    write_new_files(public, {name: text.encode() for name, text in files.items()})
    click.echo(f"Wrote {counted(len(new), 'award')} and {path}; propose them as a publisher")
