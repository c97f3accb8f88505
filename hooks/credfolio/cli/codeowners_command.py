"""``credfolio codeowners``."""

from __future__ import annotations

import click

from credfolio.authoring.codeowners import CODEOWNERS_PATH, render_codeowners
from credfolio.cli import main
from credfolio.cli.generated_files import write_generated
from credfolio.cli.pair_options import public_root
from credfolio.errors import CredfolioError
from credfolio.project import own_documentation
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import GOVERNANCE_PATH


@main.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 if the file is out of date."
)
@click.pass_context
def codeowners(ctx: click.Context, check: bool) -> None:
    """Write .github/CODEOWNERS, so that the forge asks the right people for a review.

    Exits with 1 when --check finds it out of date.

    \b
    Example:
      credfolio codeowners --check
    """
    root = public_root(ctx)
    governance = load_project(root).registry.governance
    if governance is None:
        raise CredfolioError(
            f"{GOVERNANCE_PATH} is missing or cannot be read",
            fix="write it, or run `credfolio check` to see what is wrong with it",
        )
    folder, name = (root / CODEOWNERS_PATH).parent, CODEOWNERS_PATH.rpartition("/")[2]
    files = {name: render_codeowners(governance, own_documentation(root))}
    write_generated(folder, files, check=check, command="credfolio codeowners", ending=name)
