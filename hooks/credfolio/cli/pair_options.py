"""Which of two repositories a command is for, said before anything else is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from credfolio.cli import project_root
from credfolio.errors import UsageError
from credfolio.project import PRIVATE_FILE, in_public, is_private


def check_private(_: click.Context, __: click.Parameter, value: Any) -> Any:
    """The callback of an option for a private repository; raises `UsageError` for another."""
    if value is not None and not is_private(value):
        raise UsageError(
            f"{value} is no private repository, which has an {PRIVATE_FILE}",
            fix="name a clone of the private repository: --with ../records",
        )
    return value


private_option = click.option(
    "--with",
    "private",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=check_private,
    help="A clone of the private repository, whose homes are published as far as each allows.",
)
"""Of commands that run in the public repository and publish homes of the private one, too."""


def public_root(ctx: click.Context) -> Path:
    """`project_root` of a command that is for the public repository; raises in the private one."""
    root = project_root(ctx)
    if is_private(root):
        raise in_public()
    return root


def private_root(ctx: click.Context, what: str) -> Path:
    """`project_root` of a command for the private repository, where alone `what` is done.

    Asked before a path of ``--with`` is looked at, which in the wrong repository is the wrong one.
    """
    root = project_root(ctx)
    if not is_private(root):
        raise UsageError(
            f"{what} in the private repository, and this is the public one",
            fix="run it there, with this one in --with; `credfolio new records` begins one",
        )
    return root
