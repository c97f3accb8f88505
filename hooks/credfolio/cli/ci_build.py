"""``credfolio ci build``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from credfolio.building.program import program_digest
from credfolio.cli.build_command import build
from credfolio.cli.ci_command import ci, results_option
from credfolio.cli.pair_options import public_root
from credfolio.disk.carried import give_back, keep, take
from credfolio.disk.carried_places import find_kept_by_git, refuse_places
from credfolio.disk.manifest import parse_manifest
from credfolio.disk.own_cache import sealed_with
from credfolio.disk.staging import manifest_of
from credfolio.errors import EnvironmentProblem
from credfolio.forge.runner import write_results


@ci.command("build")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the site here.",
)
@click.option(
    "--kept",
    envvar="CREDFOLIO_KEPT",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="What the last run left for this one, and what this one leaves for the next. Default: "
    "the variable CREDFOLIO_KEPT.",
)
@results_option
@click.pass_context
def build_ci(ctx: click.Context, output: Path, kept: Path, results: Path | None) -> None:
    """Check and build as `build` does, with what an earlier run left in the folder KEPT.

    A folder that is missing, damaged, or of another version of the program costs
    time and nothing else. What the checkout has in the places of the cache and
    the site is removed first; where git keeps a file there, nothing is taken or
    left. The result is `keep`: whether what is left there now is worth keeping.

    Never give it a folder that a proposal's run could write to.

    \b
    Example:
      credfolio ci build --output site --kept ../kept
    """
    root = public_root(ctx)
    # Without "..", and a link stays one: `resolve` would follow what a commit brought.
    output, kept = (Path(os.path.normpath(one.absolute())) for one in (output, kept))
    refuse_places(kept, root, output)
    if committed := find_kept_by_git(root, output):
        click.echo(
            f"credfolio: git keeps {committed}, so nothing of earlier runs is used\n"
            f"  fix: git rm --cached {committed}, and list it in .gitignore",
            err=True,
        )
        ctx.invoke(build, output=output, quiet=True)
        write_results(results, {"keep": "false"})
        return
    brought = take(kept, root, output)
    if brought.problem:
        click.echo(f"credfolio: nothing of earlier runs is used: {brought.problem}", err=True)
    try:
        with sealed_with(brought.secret):
            ctx.invoke(build, output=output, quiet=True)
    except BaseException:
        if brought.is_all_there:
            _give_back(kept, root, output)
        if not output.exists():
            click.echo(f"credfolio: {output} has no site now", err=True)
        raise
    manifest = manifest_of(output)
    tree = parse_manifest(manifest.read_text(encoding="utf-8"), manifest.name).tree
    state = f"{program_digest()} {tree}\n"
    is_worth = state != brought.state
    try:
        keep(kept, root, output, brought.secret, state, is_all=not is_worth)
    except EnvironmentProblem as problem:  # the site is there, and that is what counts
        click.echo(f"credfolio: nothing is left for the next run: {problem.message}", err=True)
        is_worth = False
    write_results(results, {"keep": "true" if is_worth else "false"})


def _give_back(kept: Path, root: Path, output: Path) -> None:
    try:
        give_back(kept, root, output)
        click.echo(f"credfolio: what earlier runs left is in {kept} again", err=True)
    except EnvironmentProblem as problem:
        click.echo(f"credfolio: what earlier runs left is lost: {problem.message}", err=True)
