"""``credfolio migrate``: from a copy of the program's repository to a small one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from credfolio import __version__
from credfolio.building.lent_pages import choose_lent
from credfolio.cli import main
from credfolio.cli.compared_sites import (
    allow_vanished_option,
    compare_option,
    refuse_lost_addresses,
)
from credfolio.cli.own_wheel import index_option, own_digest, told_desk
from credfolio.cli.pair_options import private_option
from credfolio.cli.schema_command import schema_files
from credfolio.disk.shipped import is_installed, shipped
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.findings.finding import counted, first_of
from credfolio.founding.generated import read_note
from credfolio.founding.kept_texts import keep_texts
from credfolio.founding.migrate import Migration, apply_migration, plan_migration
from credfolio.project import find_project


@main.command()
@click.option("--owner", metavar="EMAIL", help="Who answers about privacy and access.")
@click.option("--zone", help="Time zone, where mkdocs.yml names none.")
@click.option(
    "--drop-program-changes",
    is_flag=True,
    help="Remove files of the program that you changed, too.",
)
@click.option(
    "--program",
    "commit",
    default="",
    metavar="COMMIT",
    help="Count all files of this commit or branch as the program's, too.",
)
@click.option("--write", is_flag=True, help="Do it. Without it, the command says what it would do.")
@index_option
@compare_option
@allow_vanished_option
@private_option
@click.pass_context
def migrate(
    ctx: click.Context,
    owner: str | None,
    zone: str | None,
    drop_program_changes: bool,
    commit: str,
    write: bool,
    index: str,
    compare: bool,
    allow_vanished: bool,
    private: Path | None,
) -> None:
    """Make a copy of the program's repository small, with the program installed next to it.

    Records, signed files, keys, own pages and own changes of the look stay as
    they are; the program's files go, and what `init` writes comes. Pages of the
    program that the site no longer has lead on to the program's own site, by
    moved-pages.txt. The site is built as it would be, in a folder that goes
    again, and no address may be lost. Run it with everything committed, and look
    at the difference with git. All files change or none.

    Exits with 1 when files of the program were changed, which it would lose, or
    when an address would be.

    \b
    Examples:
      credfolio migrate --owner badges@example-district.org
      credfolio migrate --owner badges@example-district.org --write
    """
    root = find_project(ctx.obj or Path.cwd())
    if write and not is_installed():
        raise UsageError(
            "this program runs from a repository, which would be deleted under it",
            fix="install it elsewhere: python3 -m venv ../new, then pip install credfolio",
        )
    try:
        digest = own_digest(index)
    except EnvironmentProblem:
        if write:
            raise
        digest = ""
    given = {"owner": owner or "", "zone": zone or ""}
    desk = told_desk(root, index) if digest else ""
    plan = plan_migration(root, given, __version__, schema_files(), digest, _lent(), commit, desk)
    _tell(plan)
    if plan.changed_program and not drop_program_changes:
        click.echo("  fix: keep a copy of them, and add --drop-program-changes; where the program")
        click.echo("  changed them, name the commit or branch that has its files: --program COMMIT")
        sys.exit(1)
    if compare:
        after = {path: new for path, (_, new) in plan.files.items()}
        refuse_lost_addresses(root, after, private, allowed=allow_vanished)
    if not write:
        click.echo("Nothing was changed. Add --write to do it.")
        return
    apply_migration(root, plan)
    if (note := read_note(root)) is not None:
        keep_texts(root, note.files)
    click.echo("Done. Next: credfolio check, credfolio build, and look at the difference with git")
    if (root / "catalog" / "demo.txt").is_file():
        click.echo(
            "The demonstration's records are still there; commit, then credfolio demo remove"
        )


def _lent() -> list[str]:
    """The pages for readers that the program brings to a site."""
    pages = (path.relative_to(shipped("docs")).as_posix() for path in shipped("docs").rglob("*.md"))
    return list(choose_lent(pages, (), None).shown)


def _tell(plan: Migration) -> None:
    written = sum(after is not None for _, after in plan.files.values())
    click.echo(f"{counted(len(plan.removed), 'file')} of the program go, {written} are written.")
    if plan.own:
        click.echo(f"Yours, and kept: {first_of(plan.own, 20)}")
    if plan.changed_program:
        click.echo(f"Files of the program that were changed: {first_of(plan.changed_program, 20)}")
