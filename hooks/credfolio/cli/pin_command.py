"""``credfolio pin``: name the newest public commit in the private repository."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_within
from credfolio.cli import main
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import open_public, public_option
from credfolio.disk.new_file import replace_file
from credfolio.disk.systems import as_word
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import read_text
from credfolio.records.model.kinds import OFFICE


@main.command()
@public_option
@click.pass_context
def pin(ctx: click.Context, public: Path) -> None:
    """Write the public repository's newest commit into office/records.yml.

    Run it in the private repository after each change of the public one that is on its main
    branch; then check both.

    \b
    Example:
      credfolio pin --with ../badges
    """
    root, path = private_root(ctx, "the public commit is named"), OFFICE.path()
    opened = open_public(public)
    newest = opened.main()
    if public.is_dir() and (here := opened.commit("HEAD")) != newest:
        click.echo(
            f"Note: {here[:12]}, which is checked out there, is not the newest commit of its "
            "main branch; git push, or git pull, and run this again."
        )
    text = read_text(root / path, path)
    if isinstance(text, Finding):
        raise UsageError(f"{path}: {text.message}", fix=text.fix)
    changed = set_within(text, "public", {"commit": newest}, path)
    if changed == text:
        click.echo(f"{path} names {newest[:12]} already, the newest commit.")
        return
    replace_file(root, path, changed)
    click.echo(f"{path} names {newest[:12]} now. Next: credfolio check --with {as_word(public)}")
