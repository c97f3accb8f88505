"""``credfolio check``."""

from __future__ import annotations

import sys
from datetime import date

import click

from credfolio.check import check_project
from credfolio.cli import main, project_root, today_option
from credfolio.cli.progress import show_progress
from credfolio.project import build_date
from credfolio.report import FORMATS, render_findings


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for annotations in a workflow.",
)
@click.option("--strict", is_flag=True, help="Count hints as errors.")
@today_option
@click.pass_context
def check(ctx: click.Context, form: str, strict: bool, today: date | None) -> None:
    """Check every record and say what is wrong, where, and how to mend it."""
    root = project_root(ctx)
    show_progress("Reading the records")
    try:
        checked = check_project(root, build_date(today))
    finally:
        show_progress("")
    click.echo(render_findings(checked.findings, checked.files, form), nl=False)
    if checked.has_errors or (strict and checked.findings):
        sys.exit(1)
