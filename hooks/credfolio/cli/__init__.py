"""The command ``credfolio``: parse options, call one function of the package, exit with a code."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from credfolio import __version__
from credfolio.errors import CredfolioError
from credfolio.project import find_project


def _end_with(error: CredfolioError) -> NoReturn:
    click.echo(f"credfolio: {error.message}", err=True)
    if error.fix:
        click.echo(f"  fix: {error.fix}", err=True)
    sys.exit(error.exit_code)


class _Group(click.Group):
    """Prints our own errors as two plain lines and ends with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CredfolioError as error:
            _end_with(error)


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-05-31", param, ctx)


DATE = _Date()

today_option = click.option(
    "--today",
    type=DATE,
    metavar="YYYY-MM-DD",
    help="Go by this date instead of SOURCE_DATE_EPOCH or the clock.",
)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="credfolio")
@click.option(
    "--project",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder. By default the nearest one at or above this folder.",
)
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> None:
    """A public catalog of educator micro-credentials, and portfolios of who earned them.

    \b
    Exit codes:
      0  all is well
      1  there are findings, or something failed
      2  the command was used wrongly
      3  the disk, git, or something else outside the records failed
    """
    ctx.obj = project


def project_root(ctx: click.Context) -> Path:
    """The project that this run is about; raises `UsageError` when there is none."""
    return find_project(ctx.obj or Path.cwd())


try:
    from credfolio.building import engine as engine
except CredfolioError as error:  # it is chosen when it is imported
    _end_with(error)

from credfolio.cli import approve_command as approve_command  # noqa: E402
from credfolio.cli import audit_command as audit_command  # noqa: E402
from credfolio.cli import build_command as build_command  # noqa: E402
from credfolio.cli import check_command as check_command  # noqa: E402
from credfolio.cli import codeowners_command as codeowners_command  # noqa: E402
from credfolio.cli import demo_command as demo_command  # noqa: E402
from credfolio.cli import deploy_command as deploy_command  # noqa: E402
from credfolio.cli import export_command as export_command  # noqa: E402
from credfolio.cli import import_badge as import_badge  # noqa: E402
from credfolio.cli import import_command as import_command  # noqa: E402
from credfolio.cli import keys_command as keys_command  # noqa: E402
from credfolio.cli import links_command as links_command  # noqa: E402
from credfolio.cli import new_command as new_command  # noqa: E402
from credfolio.cli import new_people as new_people  # noqa: E402
from credfolio.cli import reference_command as reference_command  # noqa: E402
from credfolio.cli import revoke_command as revoke_command  # noqa: E402
from credfolio.cli import schema_command as schema_command  # noqa: E402
from credfolio.cli import sign_command as sign_command  # noqa: E402
from credfolio.cli import takedown_command as takedown_command  # noqa: E402
from credfolio.cli import upgrade_records_command as upgrade_records_command  # noqa: E402
from credfolio.cli import verify_command as verify_command  # noqa: E402
