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
from credfolio.disk.systems import as_word
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import counted
from credfolio.project import PROJECT_FILE, is_private, project_date
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import Registry

public_option = click.option(
    "--with",
    "public",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="A clone of the public repository, or the ZIP of the commit that the records name.",
)
"""Of commands that run in a private repository and read the public one."""


beside_option = click.option(
    "--with",
    "public",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="In the private repository: a clone of the public one.",
)
"""Of commands that run in either repository, and need definitions."""


def registry_at(root: Path, public: Path | None) -> Registry:
    """The records at `root`, in a private repository with those of `public`.

    Raises `UsageError` where the one of `beside_option` is missing there, or given elsewhere.
    """
    if not is_private(root):
        if public is not None:
            raise UsageError("--with is for the private repository", fix="leave it out here")
        return load_project(root).registry
    if public is None:
        raise UsageError(
            "this is the private repository, and the definitions are in the public one",
            fix="name a clone of it: --with ../badges",
        )
    return registry_of_both(root, public, public_day(public, None))


def registry_of_both(root: Path, public: Path, day: date, *, signatures: bool = True) -> Registry:
    """The records of both, whatever is wrong in them; raises where the two do not fit together.

    `UsageError` where the catalog is only begun, so that there is nobody who could issue.
    """
    checked = read_both(root, public, day, signatures=signatures)
    if checked.registry.issuers:
        return checked.registry
    if checked.has_errors:
        raise RecordsHaveErrors(checked, "nothing is written", _again(public))
    raise UsageError(
        "the public repository has no issuer at the commit that office/records.yml names",
        fix="add one there with `credfolio new issuer`, commit and push it, and run "
        "`credfolio pin` here",
    )


def open_public(public: Path) -> PublicRecords:
    """What `public_option` named; raises what `ArchivedCommit` raises, and for a private one."""
    if not public.is_dir():
        return ArchivedCommit(public)
    _refuse_private(public)
    return Repository(public)


def _refuse_private(public: Path) -> None:
    if is_private(public):
        raise UsageError(
            f"{public} is a private repository, and --with names the public one here",
            fix="name a clone of the public repository: --with ../badges",
        )


def public_day(
    public: Path, today: date | None, day_of: Callable[[Path, date | None], date] = project_date
) -> date:
    """The day that a command goes by, which is the public site's, as `day_of` finds it."""
    if public.is_dir():
        _refuse_private(public)
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


def _again(public: Path, day: date | None = None) -> str:
    """The check that says the same, of the same day."""
    dated = f" --today {day}" if day and day != public_day(public, None) else ""
    return f"credfolio check --with {as_word(public)}{dated}"


class RecordsHaveErrors(CredfolioError):
    """The records have errors, so a command does nothing with them."""

    def __init__(self, checked: Checked, else_said: str, again: str) -> None:
        """`again` is the command that lists all of them."""
        found = [one for one in checked.findings if one.is_error] or checked.findings
        first, more = found[0], len(found) - 1
        place = f"{first.path}:{first.line}" if first.line else first.path
        others = f" (and {counted(more, 'other error')})" if more else ""
        super().__init__(
            f"the records have errors, so {else_said}: {place}: {first.message}{others}",
            fix=f"{first.fix}; `{again}` says where",
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
        raise RecordsHaveErrors(checked, else_said, _again(public, day))
    return checked
