"""``credfolio export``: everything that a person or an issuer owns, to take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from credfolio.badges.openbadges.home import home_of
from credfolio.cli import main, project_root
from credfolio.cli.form import choose
from credfolio.cli.output_file import write_output
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.exchange.exporting.archive import README, render_zip
from credfolio.exchange.exporting.ctdl import lost_keys, render_ctdl
from credfolio.exchange.exporting.holdings import (
    Holdings,
    holdings_of_all,
    holdings_of_educator,
    holdings_of_issuer,
    render_awards_csv,
    render_credentials_csv,
    render_json,
)
from credfolio.exchange.exporting.registries import (
    ASKED,
    RegistryKind,
    listable,
    missing,
    render_listing,
)
from credfolio.findings.finding import Finding, counted
from credfolio.project import site_url
from credfolio.records.loading.loader import load_project
from credfolio.records.loading.source_files import read_bytes
from credfolio.records.registry import Registry

_MAX_FILE = 8 * 1_048_576


@main.group("export")
def export_group() -> None:
    """Export records in formats that other programs read.

    The files contain every record, including what the site does not show.
    """


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--educator", metavar="HANDLE", help="What this person owns."),
        click.option("--issuer", metavar="ISSUER", help="What this issuer owns."),
        click.option(
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            required=True,
            help="The file to write; an existing one is replaced.",
        ),
    ):
        command = option(command)
    return command


@export_group.command("csv")
@click.option("--awards", "kind", flag_value="awards", help="One award per row.")
@click.option("--credentials", "kind", flag_value="credentials", help="One definition per row.")
@_options
@click.pass_context
def csv_command(
    ctx: click.Context, kind: str | None, educator: str | None, issuer: str | None, output: Path
) -> None:
    """A table for spreadsheets, which `credfolio import csv` reads again.

    Awards in OUTPUT. With --issuer alone, its definitions as well, in a second file whose name
    ends in -definitions.

    \b
    Example:
      credfolio export csv --educator ana-lopez --output awards.csv
    """
    _, holdings = _held(ctx, educator, issuer)
    if issuer and kind is None:
        beside = output.with_name(f"{output.stem}-definitions{output.suffix}")
        made = render_credentials_csv(holdings)
        write_output(beside, made, counted(len(holdings.credentials), "definition"))
    if kind != "credentials":
        write_output(output, render_awards_csv(holdings), counted(len(holdings.awards), "award"))
    else:
        made = render_credentials_csv(holdings)
        write_output(output, made, counted(len(holdings.credentials), "definition"))


@export_group.command("json")
@_options
@click.pass_context
def json_command(
    ctx: click.Context, educator: str | None, issuer: str | None, output: Path
) -> None:
    """All records in one JSON document, with the signed credentials.

    \b
    Example:
      credfolio export json --output everything.json
    """
    registry, holdings = _held(ctx, educator, issuer)
    write_output(output, render_json(holdings, registry), counted(len(holdings.paths), "file"))


@export_group.command("zip")
@_options
@click.pass_context
def zip_command(ctx: click.Context, educator: str | None, issuer: str | None, output: Path) -> None:
    """The files themselves, signed files and pictures included, with JSON and CSV.

    \b
    Example:
      credfolio export zip --educator ana-lopez --output ana.zip
    """
    root = project_root(ctx)
    registry, holdings = _held(ctx, educator, issuer)
    files = {
        "README.txt": README.format(owner=holdings.owner).encode(),
        "export.json": render_json(holdings, registry),
        "awards.csv": render_awards_csv(holdings),
        "credentials.csv": render_credentials_csv(holdings),
    }
    for path in holdings.paths:
        data = read_bytes(root / path, path, limit=_MAX_FILE + 1)
        if isinstance(data, Finding):
            raise EnvironmentProblem(f"{path}: {data.message}", fix=data.fix)
        files[f"records/{path}"] = data
    write_output(output, render_zip(files), counted(len(holdings.paths), "file"))


@export_group.command("ctdl")
@_options
@click.pass_context
def ctdl_command(
    ctx: click.Context, educator: str | None, issuer: str | None, output: Path
) -> None:
    """Definitions as CTDL, the JSON-LD of Credential Engine's registry.

    \b
    Example:
      credfolio export ctdl --issuer example-district --output catalog.jsonld
    """
    address = site_url(project_root(ctx))
    registry, holdings = _held(ctx, educator, issuer)
    made = render_ctdl(holdings.credentials, registry, address)
    write_output(output, made, counted(len(holdings.credentials), "definition"))
    if lost := lost_keys(holdings.credentials):
        click.echo(f"CTDL has no place for: {', '.join(lost)}")


@export_group.command("registry")
@click.option(
    "--for",
    "kind",
    type=click.Choice(sorted(ASKED)),
    required=True,
    help="Whose form: the DCC's list, or OpenID Federation.",
)
@click.option("--issuer", metavar="ISSUER", help="This issuer alone.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write; an existing one is replaced.",
)
@click.pass_context
def registry_command(
    ctx: click.Context, kind: RegistryKind, issuer: str | None, output: Path
) -> None:
    """Issuers with their DIDs, in the form in which a registry of issuers asks for them.

    Send it to the registry. Nothing is signed or published.

    \b
    Example:
      credfolio export registry --for dcc --output issuers.json
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    if issuer:
        choose(registry.issuers, issuer, "issuer", "write the id of an issuer")
    address = site_url(root)
    found = [
        (did, one)
        for did, one in listable(registry, home_of(address) if address else None)
        if issuer in (None, one.id)
    ]
    if not found:
        raise CredfolioError(
            "there is no issuer whose keys are published at an address of its own",
            fix="make a key with `credfolio keys new`; a demonstration is in no registry",
        )
    if lacks := [text for _, one in found for text in missing(kind, one)]:
        raise CredfolioError(
            f"{lacks[0]}, which this registry asks for",
            fix="add it" if len(lacks) == 1 else f"add it, and {len(lacks) - 1} more",
        )
    write_output(output, render_listing(kind, found), counted(len(found), "issuer"))


def _held(
    ctx: click.Context, educator: str | None, issuer: str | None
) -> tuple[Registry, Holdings]:
    root = project_root(ctx)
    if educator and issuer:
        raise UsageError("--educator and --issuer exclude each other", fix="make two exports of it")
    registry = load_project(root).registry
    folder = f"portfolios/{educator}/" if educator else f"catalog/{issuer}/" if issuer else ""
    if broken := sorted(path for path in registry.broken if path.startswith(folder)):
        # What cannot be read would be missing silently.
        raise CredfolioError(
            f"{broken[0]} cannot be read, so the export would be incomplete",
            fix="run `credfolio check` and correct it first",
        )
    if educator:
        choose(registry.educators, educator, "educator", "write the handle of a portfolio")
        return registry, holdings_of_educator(registry, educator)
    if issuer:
        choose(registry.issuers, issuer, "issuer", "write the id of an issuer")
        return registry, holdings_of_issuer(registry, issuer)
    return registry, holdings_of_all(registry)
