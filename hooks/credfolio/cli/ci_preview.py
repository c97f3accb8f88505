"""``credfolio ci preview``."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import click

from credfolio.building.preview_project import lay_preview
from credfolio.building.site_commands import ENGINE, Options, build_site
from credfolio.cli.build_command import show_log, show_path
from credfolio.cli.ci_command import ci
from credfolio.cli.pair_options import public_root
from credfolio.cli.progress import show_progress


@ci.command()
@click.argument("change", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the preview here.",
)
@click.pass_context
def preview(ctx: click.Context, change: Path, output: Path) -> None:
    """Build a preview of the change in the folder CHANGE.

    Program, settings, theme and pages are this project's; only records are
    taken from CHANGE, and nothing of it is run. Every page says that it is a
    proposal.

    \b
    Example:
      credfolio --project trusted ci preview change --output out/preview
    """
    base = public_root(ctx)
    show_log(ENGINE, logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        project = Path(name) / "project"
        lay_preview(base, change, project)
        options = Options(None, 0, show_progress, None)
        site = build_site(project, output=output, strict=False, options=options)
    click.echo(f"The preview is in {show_path(site)}")
