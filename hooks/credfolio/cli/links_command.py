"""``credfolio links``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_in_nth
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import public_root
from credfolio.cli.progress import show_progress
from credfolio.disk.new_file import replace_file
from credfolio.disk.writer import disk_problem
from credfolio.errors import CredfolioError, UsageError
from credfolio.links.link_page import Place, render_link_page
from credfolio.links.link_report import FORMATS, count, render_links, to_findings
from credfolio.links.outer_links import (
    Looked,
    OuterLink,
    by_address,
    find_outer_links,
    resources_to_mark,
)
from credfolio.links.web_check import Manners, load_looked, look_at, save_looked
from credfolio.project import edit_address, project_date, site_name
from credfolio.records.loading.loader import load_project, place_findings
from credfolio.records.registry import Registry


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for an issue on the forge.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file.",
)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the report to this file, as a web page.",
)
@click.option(
    "--max-age",
    type=click.IntRange(0, 365),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="Do not ask again for links that worked within this many days; 0 asks for everything.",
)
@click.option("--offline", is_flag=True, help="Use no network; report what earlier runs found.")
@click.option("--unlisted", is_flag=True, help="Include links of unlisted portfolios.")
@click.option(
    "--write",
    is_flag=True,
    help="Note in the records which resources have moved, are gone, or are back.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1, 120),
    default=15,
    metavar="SECONDS",
    show_default=True,
    help="How long to wait for an answer.",
)
@today_option
@click.pass_context
def links(
    ctx: click.Context,
    form: str,
    output: Path | None,
    page: Path | None,
    max_age: int,
    offline: bool,
    unlisted: bool,
    write: bool,
    timeout: float,
    today: date | None,
) -> None:
    """Ask whether the pages that the records link to still exist.

    Apart from `verify --online`, the only command that uses the network. It changes
    no record without --write. The exit code is 1 if a link is dead.

    \b
    Examples:
      credfolio links --page links.html
      credfolio links --offline
    """
    root = public_root(ctx)
    day = project_date(root, today)
    registry = load_project(root).registry
    found = find_outer_links(registry, unlisted=unlisted)
    known = load_looked(root)
    wanted = set(by_address(found))
    looked = {url: one for url, one in known.items() if url in wanted}
    if not offline:
        ask = [url for url in wanted if url not in looked or not looked[url].is_fresh(day, max_age)]
        looked |= _ask(root, ask, day, looked, Manners(timeout=timeout))
    findings = place_findings(root, to_findings(found, looked))
    report = render_links(findings, count(found, looked), day, form)
    if page is not None:
        place = Place(site_name(root), edit_address(root))
        _save(page, render_link_page(found, looked, findings, day, place))
    if output is not None:
        _save(output, report)
    else:
        click.echo(report, nl=False)
    if write:
        _write(root, found, looked, registry)
    if any(finding.is_error for finding in findings):
        sys.exit(1)


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise disk_problem(error, str(file)) from error
    click.echo(f"The report is in {file}", err=True)


def _ask(
    root: Path, urls: list[str], day: date, known: dict[str, Looked], manners: Manners
) -> dict[str, Looked]:
    """Ask, and keep what was found even where the run is ended early."""
    looked = dict(known)
    try:
        for done, (url, one) in enumerate(look_at(urls, day, known, manners=manners), start=1):
            looked[url] = one
            show_progress(f"Asking: {done:,} of {len(urls):,} addresses", done / len(urls))
    finally:
        show_progress("")
        save_looked(root, looked)
    return looked


def _write(
    root: Path, found: list[OuterLink], looked: Mapping[str, Looked], registry: Registry
) -> None:
    for link, seen in resources_to_mark(found, looked, registry):
        values = {"status": seen.outcome, "checked_on": seen.on}
        try:
            text = (root / link.path).read_bytes().decode("utf-8-sig")
            assert link.resource is not None
            changed = set_in_nth(text, "resources", link.resource, values, link.path)
            replace_file(root, link.path, changed)
        except UsageError as error:
            click.echo(f"{error.message}\n  fix: {error.fix}", err=True)
        except (OSError, UnicodeDecodeError) as error:
            raise CredfolioError(f"cannot read {link.path}: {error}") from error
        else:
            click.echo(f"{link.path}: resource {link.resource + 1} is {seen.outcome}")
