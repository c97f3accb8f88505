"""The command ``credfolio``: parse options, call one function of the package, exit with a code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from credfolio import __version__
from credfolio.cli.output_streams import let_everything_through
from credfolio.errors import CredfolioError
from credfolio.findings.colors import shown_on
from credfolio.project import find_project, other_version, version_wanted


def _end_with(error: CredfolioError) -> NoReturn:
    text = f"credfolio: {error.message}\n" + (f"  fix: {error.fix}\n" if error.fix else "")
    click.echo(shown_on(sys.stderr, text), err=True, nl=False)
    sys.exit(error.exit_code)


_MODULES: Mapping[str, tuple[str, ...]] = {
    "appeal": ("triage_command",),
    "approve": ("approve_command",),
    "assign": ("assign_command",),
    "audit": ("audit_command",),
    "build": ("build_command",),
    "check": ("check_command",),
    "ci": ("ci_command",),
    "codeowners": ("codeowners_command",),
    "decide": ("decide_command",),
    "answer": ("answer_command",),
    "demo": ("demo_command",),
    "deploy": ("deploy_command",),
    "destroy": ("destroy_command",),
    "doctor": ("init_command",),
    "due": ("due_command",),
    "explain": ("explain_command",),
    "export": ("export_command", "export_licensing"),
    "figures": ("figures_command",),
    "import": ("import_command", "import_badge", "import_office"),
    "init": ("init_command",),
    "intake": ("intake_command",),
    "keys": ("keys_command",),
    "letter": ("letter_command",),
    "links": ("links_command",),
    "migrate": ("migrate_command",),
    "move-home": ("move_home_command",),
    "new": ("new_command", "new_people", "new_person", "new_records", "new_submission"),
    "pilot": ("pilot_command",),
    "pin": ("pin_command",),
    "publish": ("publish_command",),
    "packets": ("packets_command",),
    "record": ("record_command",),
    "reference": ("reference_command",),
    "reissue": ("revoke_command",),
    "rename": ("rename_command",),
    "revoke": ("revoke_command",),
    "schema": ("schema_command",),
    "sealing": ("sealing_command", "reader_keys"),
    "serve": ("build_command",),
    "sign": ("sign_command",),
    "status": ("due_command",),
    "takedown": ("takedown_command",),
    "triage": ("triage_command",),
    "upgrade": ("upgrade_command",),
    "upgrade-records": ("upgrade_records_command",),
    "verify": ("verify_command",),
    "versions": ("versions_command",),
}
"""Command → the modules of this package that define it and what is below it."""


_LASTING = {"sign", "deploy", "takedown", "revoke"}
"""Commands whose results cannot be taken back; only the version that a project names runs them."""


class _Command(click.Command):
    """Its examples go on in the next line as the shell of this system has it."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = self.help
        if text and sys.platform == "win32":
            self.help = text.replace(" \\\n", " `\n")  # PowerShell
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = text


class _Group(click.Group):
    command_class = _Command


class LazyGroup(click.Group):
    """Prints our own errors as two plain lines and ends with their exit code.

    `modules` are those of this package that define each command. They are loaded when somebody
    asks for it, so that signing needs only what requirements/sign.txt installs (ADR 0058).
    """

    command_class = _Command
    group_class = _Group

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, ...]], **more: Any) -> None:
        super().__init__(*args, **more)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        try:
            for module in self._modules.get(cmd_name, ()):
                import_module(f"credfolio.cli.{module}")
        except CredfolioError as error:  # MkDocs or ProperDocs is chosen when it is imported
            _end_with(error)
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **more: Any) -> Any:
        """Run the command, with streams that take every letter."""
        for stream in (sys.stdout, sys.stderr):
            let_everything_through(stream)
        return super().main(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CredfolioError as error:
            _end_with(error)

    def load_all(self) -> Mapping[str, click.Command]:
        """Every command by its name, with the code of each loaded, also of groups inside."""
        context = click.Context(self)
        found = {}
        for name in self._modules:
            if command := self.get_command(context, name):
                found[name] = command
            if isinstance(command, LazyGroup):
                command.load_all()
        return found


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
    help="Use this date. Default: SOURCE_DATE_EPOCH, else today, in the site's time zone.",
)


@click.group(
    cls=LazyGroup,
    modules=_MODULES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="credfolio")
@click.option(
    "--project",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder. Default: the nearest one at or above this folder.",
)
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> None:
    """A public catalog of educator micro-credentials, and portfolios of their earners.

    \b
    Exit codes:
      0  all is well
      1  there are findings, or something failed
      2  the command was used wrongly
      3  the disk, git, or something else outside the records failed
    """
    ctx.obj = project


def project_root(ctx: click.Context) -> Path:
    """The project that this run is about; raises `UsageError` when there is none.

    Where the project names another version of the program, commands that sign or publish raise
    `CredfolioError`, and all others print a warning.
    """
    root = find_project(ctx.obj or Path.cwd())
    if (wanted := version_wanted(root)) not in ("", __version__):
        what, fix = other_version(wanted, __version__)
        if _LASTING & set(ctx.command_path.split()[1:]):
            raise CredfolioError(what, fix=fix)
        click.echo(f"credfolio: {what}\n  fix: {fix}", err=True)
    return root


def all_commands() -> Mapping[str, click.Command]:
    """Every command of `main` by its name, with the code of each loaded."""
    assert isinstance(main, LazyGroup)
    return main.load_all()
