"""``credfolio demo``."""

from __future__ import annotations

import sys

import click

from credfolio.checking.check import check_project
from credfolio.cli import main, project_root
from credfolio.errors import UsageError
from credfolio.findings.report import render_findings
from credfolio.project import build_date
from credfolio.removing.demo import DEMO_LIST, Demo, list_unsaved, load_demo, remove_demo


@main.group()
def demo() -> None:
    """The demonstration in a new copy of the repository."""


@demo.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def remove(ctx: click.Context, yes: bool) -> None:
    """Delete the demonstration's records, but nothing you added.

    What belongs to it is listed in catalog/demo.txt. The notice and the featured
    credentials in mkdocs.yml go with it.
    """
    root = project_root(ctx)
    found = load_demo(root)
    if found is None:
        click.echo(f"There is no {DEMO_LIST}, so there is no demonstration to remove.")
        return
    if unsaved := list_unsaved(root, found.paths):
        rest = f" and {len(unsaved) - 5} more" if len(unsaved) > 5 else ""
        raise UsageError(
            "git does not have these files of the demonstration's folders as they are: "
            f"{', '.join(unsaved[:5])}{rest}",
            fix="commit them, or move what is yours to a folder of your own; then run this again",
        )
    click.echo(f"The demonstration: {_in_words(found)}.")
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to be asked", fix="add --yes")
        click.confirm("Delete it?", abort=True)
    remove_demo(root, found)
    click.echo("Removed. The notice and the featured credentials are gone from mkdocs.yml.")
    checked = check_project(root, build_date(None))
    if checked.findings:
        click.echo("Your own records refer to what is gone, or have other findings:")
        click.echo(render_findings(checked.findings, checked.files, "text"), nl=False)
    click.echo("Next: set site_name, site_url and forge in mkdocs.yml; credfolio new issuer")


def _in_words(demo: Demo) -> str:
    counts = (
        (demo.issuers, "issuer"),
        (demo.credentials, "credential"),
        (demo.stacks, "stack"),
        (demo.frameworks, "framework"),
        (demo.jurisdictions, "jurisdiction"),
        (demo.educators, "educator"),
        (demo.awards, "award"),
    )
    words = [f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n]
    return ", ".join(words) or "no records are left of it"
