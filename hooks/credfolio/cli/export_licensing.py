"""``credfolio export licensing``: the table that a licensing office asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from credfolio.cli import DATE, today_option
from credfolio.cli.export_command import export_group
from credfolio.cli.form import choose
from credfolio.cli.import_command import read_input, stop_with
from credfolio.cli.output_file import write_output
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, read_without_errors
from credfolio.errors import UsageError
from credfolio.exchange.exporting.licensing import (
    LicensingMap,
    parse_licensing_map,
    render_licensing,
)
from credfolio.findings.finding import counted
from credfolio.pages.fragments import addresses
from credfolio.project import site_url
from credfolio.records.loading.loader import place_findings
from credfolio.records.model import Award
from credfolio.records.registry import Registry


@export_group.command("licensing")
@click.option("--jurisdiction", required=True, metavar="ID", help="Whose numbers and credit.")
@public_option
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The columns that the office asks for.",
)
@click.option("--from", "start", type=DATE, metavar="DATE", help="Awards from then.")
@click.option("--until", "end", type=DATE, metavar="DATE", help="Awards until then.")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; an existing one is replaced.",
)
@today_option
@click.pass_context
def licensing_command(
    ctx: click.Context,
    jurisdiction: str,
    public: Path,
    map_file: Path | None,
    start: date | None,
    end: date | None,
    output: Path,
    today: date | None,
) -> None:
    """License numbers, credit, and proofs, from a private repository.

    The file has whole numbers: it is for the office that gave them, and for nobody else.

    \b
    Example:
      credfolio export licensing --jurisdiction example-state --with ../badges \\
        --output office.csv
    """
    root, day = private_root(ctx, "license numbers are"), public_day(public, today)
    mapping = _mapping(map_file)
    checked = read_without_errors(root, public, day, else_said="the table would not be whole")
    registry = checked.registry
    choose(registry.jurisdictions, jurisdiction, "jurisdiction", "write the id of a jurisdiction")
    home = site_url(public)
    made = render_licensing(
        registry,
        jurisdiction,
        mapping,
        lambda award: _proof(registry, award, home),
        start=start or date.min,
        end=end or date.max,
    )
    write_output(output, made.data, counted(made.rows, "row"))
    if made.without_number:
        click.echo(f"With credit, and without a number there: {', '.join(made.without_number)}")


def _proof(registry: Registry, award: Award, home: str) -> str:
    """The address of an award's page; "" where nobody but its earner sees it."""
    owner = registry.educators.get(award.educator)
    if owner is None or "private" in (owner.visibility, award.visibility):
        return ""
    return f"{home.rstrip('/')}/{addresses.award(award)}"


def _mapping(file: Path | None) -> LicensingMap:
    if file is None:
        return LicensingMap()
    try:
        text = read_input(file, 65_536).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8", fix="save it as UTF-8") from None
    found = parse_licensing_map(text, file.name)
    if isinstance(found, list):
        stop_with(place_findings(file.parent, found))
        raise AssertionError
    return found
