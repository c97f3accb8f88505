"""``credfolio ci``: what continuous integration runs, and anybody can run as well."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from credfolio.cli import LazyGroup, main
from credfolio.forge.runner import Runner

_RUNNER = "credfolio.runner"
_MODULES = {
    "build": ("ci_build",),
    "check": ("ci_check",),
    "comment": ("ci_proposal",),
    "deploy": ("ci_deploy",),
    "links": ("ci_links",),
    "pending": ("ci_sign",),
    "preview": ("ci_preview",),
    "sign": ("ci_sign",),
    "who": ("ci_proposal",),
}


class _Muted(LazyGroup):
    """Nothing that a command prints is a command to the runner."""

    def invoke(self, ctx: click.Context) -> Any:
        runner = Runner(is_there=os.environ.get("GITHUB_ACTIONS") == "true")
        ctx.meta[_RUNNER] = runner
        with runner.muted():
            return super().invoke(ctx)


@main.group(cls=_Muted, modules=_MODULES)
def ci() -> None:
    """What continuous integration runs; the workflows in .github/ call these commands.

    Most options have an environment variable, so that a workflow names no value
    in a command. Tokens and keys are taken from the environment alone: GH_TOKEN
    asks and tells the forge, CREDFOLIO_TOKEN pushes, SIGNING_KEY signs.
    """


def runner_of(ctx: click.Context) -> Runner:
    """The runner that `ctx`, a command of this group, is run by."""
    runner: Runner = ctx.meta[_RUNNER]
    return runner


repository_option = click.option(
    "--repo",
    "repository",
    envvar="CREDFOLIO_REPO",
    required=True,
    metavar="OWNER/NAME",
    help="The repository on the forge. Default: the variable CREDFOLIO_REPO.",
)
results_option = click.option(
    "--results",
    envvar="GITHUB_OUTPUT",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append the results to this file, for later steps. Default: the file in GITHUB_OUTPUT, "
    "else they are printed.",
)
remote_option = click.option(
    "--remote",
    envvar="CREDFOLIO_REMOTE",
    default="origin",
    show_default=True,
    help="Where to push, or its address; also in CREDFOLIO_REMOTE. CREDFOLIO_TOKEN is the right.",
)


def push_token() -> str:
    """The token that pushes; "" where none is needed. It is no option: arguments can be read."""
    return os.environ.get("CREDFOLIO_TOKEN", "")
