"""``credfolio pilot``: a kit for trying the site with people."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli import main, project_root
from credfolio.disk.new_files import make_folder, write_new_files
from credfolio.errors import UsageError
from credfolio.founding.pilot_kit import pilot_kit
from credfolio.project import own_documentation, site_name, site_url


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def pilot(ctx: click.Context, folder: Path) -> None:
    """Write sheets for a pilot with five teachers and a licensing office.

    Tasks with the minutes that each may take, a table for the times, questions
    for afterward, and what to bring back. FOLDER must be new or empty.

    \b
    Example:
      credfolio pilot ../pilot
    """
    root = project_root(ctx)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", fix="name a new folder")
    files = pilot_kit(site_name(root), site_url(root), own_documentation(root))
    make_folder(folder)
    write_new_files(folder, files)
    click.echo(f"{len(files)} files written to {folder}. Begin with README.md.")
