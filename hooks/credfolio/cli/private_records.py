"""The records of a private repository, with the public ones that they name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from credfolio.checking.check import Checked
from credfolio.checking.pair import Pair, check_pair
from credfolio.disk.git_objects import Repository
from credfolio.errors import CredfolioError

public_option = click.option(
    "--with",
    "public",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A clone of the public repository.",
)
"""Of commands that run in a private repository and read the public one."""


def read_both(root: Path, public: Path, day: date) -> Checked:
    """The records of the private repository at `root` and of the clone `public`, checked."""
    with TemporaryDirectory(prefix="credfolio-") as laid:
        return check_pair(Pair(root, Repository(public), Path(laid)), day)


def read_without_errors(root: Path, public: Path, day: date, *, else_said: str) -> Checked:
    """What `read_both` reads; raises `CredfolioError` with `else_said` when there are errors."""
    checked = read_both(root, public, day)
    if checked.has_errors:
        raise CredfolioError(
            f"the records have errors, so {else_said}",
            fix="see what `credfolio check --with` says",
        )
    return checked
