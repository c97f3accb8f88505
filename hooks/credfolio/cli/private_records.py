"""The records of a private repository, with the public ones that they name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from credfolio.checking.check import Checked
from credfolio.checking.pair import Pair, check_pair
from credfolio.disk.git_archive import ArchivedCommit, PublicRecords
from credfolio.disk.git_objects import Repository
from credfolio.disk.kept import Kept
from credfolio.errors import CredfolioError
from credfolio.project import PROJECT_FILE, project_date

public_option = click.option(
    "--with",
    "public",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A clone of the public repository, or the ZIP of the commit that the records name.",
)
"""Of commands that run in a private repository and read the public one."""


def open_public(public: Path) -> PublicRecords:
    """What `public_option` named; raises what `ArchivedCommit` raises."""
    return Repository(public) if public.is_dir() else ArchivedCommit(public)


def public_day(
    public: Path, today: date | None, day_of: Callable[[Path, date | None], date] = project_date
) -> date:
    """The day that a command goes by, which is the public site's, as `day_of` finds it."""
    if public.is_dir():
        return day_of(public, today)
    with TemporaryDirectory(prefix="credfolio-") as laid:
        settings = ArchivedCommit(public).file(PROJECT_FILE)
        (Path(laid) / PROJECT_FILE).write_bytes(settings)
        return day_of(Path(laid), today)


def read_both(
    root: Path, public: Path, day: date, *, kept: Kept | None = None, signatures: bool = True
) -> Checked:
    """The records of the private repository at `root` and of `public`, checked.

    `kept` and `signatures` are those of `check_project`.
    """
    opened = open_public(public)
    with TemporaryDirectory(prefix="credfolio-") as laid:
        pair = Pair(root, opened, Path(laid))
        return check_pair(pair, day, kept=kept, signatures=signatures)


class RecordsHaveErrors(CredfolioError):
    """The records have errors, so a command does nothing with them."""

    def __init__(self, checked: Checked, else_said: str) -> None:
        super().__init__(
            f"the records have errors, so {else_said}",
            fix="see what `credfolio check --with` says",
        )
        self.checked = checked


def read_without_errors(
    root: Path,
    public: Path,
    day: date,
    *,
    else_said: str,
    kept: Kept | None = None,
    signatures: bool = True,
) -> Checked:
    """What `read_both` reads; raises `RecordsHaveErrors` with `else_said` when there are any."""
    checked = read_both(root, public, day, kept=kept, signatures=signatures)
    if checked.has_errors:
        raise RecordsHaveErrors(checked, else_said)
    return checked
