"""``credfolio ci deploy``."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.cli.ci_command import ci, push_token, remote_option
from credfolio.cli.deploy_command import deploy_site
from credfolio.cli.pair_options import private_option
from credfolio.forge.pushing import right_to_push


@ci.command("deploy")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@remote_option
@click.option(
    "--branch", "-b", default="gh-pages", show_default=True, help="The branch that is served."
)
@private_option
@click.pass_context
def deploy_ci(
    ctx: click.Context, site: Path, remote: str, branch: str, private: Path | None
) -> None:
    """Put the built folder SITE on the branch that is served, as `deploy` does.

    It needs the site's manifest next to it. What `deploy` refuses, this
    refuses, and exits with 1.

    \b
    Example:
      credfolio ci deploy site --remote https://github.com/your-district/badges
    """
    with right_to_push(remote, push_token()):
        ctx.invoke(deploy_site, site=site, remote=remote, branch=branch, private=private)
