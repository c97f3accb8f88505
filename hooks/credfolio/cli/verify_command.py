"""``credfolio verify``."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from credfolio.badges.resolver import NetworkResolver, SiteResolver, site_resolver
from credfolio.badges.verification import (
    FirstOf,
    NoResolver,
    Report,
    Resolver,
    SiteBadges,
    Unresolved,
    read_site,
    verify,
)
from credfolio.badges.verification.report import SCHEMA_VERSION
from credfolio.cli import main
from credfolio.cli.picture_code import PictureCode, look_for_code
from credfolio.cli.verify_answers import is_address, json_answer, listing_answer, text_answer
from credfolio.errors import EnvironmentProblem, UsageError

_SUFFIXES = (".json", ".jsonld", ".png", ".svg", ".jwt")
_MAX_FILE = 8 * 1_048_576
_NO_BADGE = frozenset({"no-badge", "not-a-badge", "wrong-type", "broken-svg"})


class _Moment(click.ParamType[datetime]):
    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-05-31", param, ctx)
        if "T" not in str(value):
            moment = moment.replace(hour=12)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@main.command("verify")
@click.argument("what", metavar="FILE|ADDRESS|FOLDER|-")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look up issuers and status lists in this folder of a built site.",
)
@click.option("--online", is_flag=True, help="Look them up over the network (https only).")
@click.option(
    "--issuer",
    "known",
    multiple=True,
    metavar="DID",
    help="An issuer that you know by other means; may be repeated.",
)
@click.option(
    "--recipient",
    default="",
    metavar="ADDRESS",
    help="The holder's e-mail address, compared with the badge's recipient and never stored.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report for programs.")
@click.option(
    "--schema-version",
    type=click.IntRange(1, SCHEMA_VERSION),
    default=SCHEMA_VERSION,
    show_default=True,
    help="The form of the report for programs; 1 is written until release 0.3.0.",
)
@click.option(
    "--now",
    type=_Moment(),
    metavar="DATE",
    help="Check as of noon UTC on this date, or at this time. Default: the clock.",
)
def verify_command(
    what: str,
    site: Path | None,
    online: bool,
    known: tuple[str, ...],
    recipient: str,
    as_json: bool,
    schema_version: int,
    now: datetime | None,
) -> None:
    """Say whether a badge is genuine and in force, step by step.

    Takes a badge as JSON, as PNG or SVG with the badge inside, or as a JWT, of this site or any
    other; a folder of them; or, with --online, an address. "-" reads standard input.

    \b
    Exit codes:
      0  verified
      1  not verified: false, ended, or not to be found out
      2  the command was used wrongly
      3  a file or address could not be read

    \b
    Examples:
      credfolio verify badge.json
      credfolio verify https://badges.example/badge.json --online
    """
    moment = now or datetime.now(UTC)
    folder = Path(what)
    if site is None and not is_address(what) and (folder / "index.html").is_file():
        site = folder
    resolver, places = _resolver(site, online)
    results: list[tuple[str, Report]] = []
    code: PictureCode | None = None
    for name, data in _inputs(what, resolver, site is not None or online):
        report = verify(data, resolver, moment, known=known, holder=recipient.strip())
        if folder.is_dir() and report.step("format").code in _NO_BADGE:
            continue
        if not folder.is_dir():
            code = look_for_code(data, report)
        results.append((name, report))
    if not results:
        raise UsageError(
            f"no badge in {what}", fix="name a file or folder with badges (JSON, PNG, SVG, JWT)"
        )
    if as_json:
        click.echo(json_answer(results, moment, places, schema_version, code))
    elif folder.is_dir():
        click.echo(listing_answer(results))
    else:
        click.echo(text_answer(what, results[0][1], places, code))
    if any(report.verdict != "verified" for _, report in results):
        sys.exit(1)


def _resolver(site: Path | None, online: bool) -> tuple[Resolver, list[str]]:
    resolvers: list[Resolver] = []
    places: list[str] = []
    if site is not None:
        found: SiteResolver = site_resolver(site)
        resolvers.append(found)
        places.append(f"in the folder {site}, taken as what is published at {found.bases[0]}")
    if online:
        resolvers.append(NetworkResolver())
        places.append("over the network")
    if not resolvers:
        return NoResolver(), ["nowhere: name a built site with --site, or say --online"]
    return FirstOf(*resolvers), places


def _inputs(
    what: str, resolver: Resolver, can_look: bool
) -> Iterator[tuple[str, bytes | SiteBadges]]:
    if what == "-":
        yield what, sys.stdin.buffer.read(_MAX_FILE + 1)
    elif is_address(what):
        yield what, _at_address(what, resolver, can_look)
    elif Path(what).is_dir():
        for path in _files(Path(what)):
            yield path.relative_to(what).as_posix(), _read(path)
    elif Path(what).exists():
        yield what, _read(Path(what))
    else:
        raise UsageError(
            f"there is no file, folder or address {what}",
            fix="name the badge's file, or its address beginning with https://",
        )


def _at_address(address: str, resolver: Resolver, can_look: bool) -> bytes | SiteBadges:
    if not can_look:
        raise UsageError(
            "an address is only read when you say so",
            fix="add --online to ask the network, or --site to look in a built site",
        )
    try:
        data = _fetch(address, resolver)
        beginning = data.removeprefix(codecs.BOM_UTF8).lstrip()[:15].lower()
        if beginning.startswith((b"<!doctype html", b"<html")):
            return _beside_page(re.split(r"[?#]", address)[0].rstrip("/"), resolver)
    except Unresolved as error:
        raise EnvironmentProblem(error.words) from error
    return data


def _fetch(address: str, resolver: Resolver) -> bytes:
    """What is at `address`; a built site knows no address of a folder, whose page is inside."""
    try:
        return resolver.fetch(address)
    except Unresolved:
        if not address.endswith("/"):
            raise
        return resolver.fetch(f"{address}index.html")


def _beside_page(address: str, resolver: Resolver) -> bytes | SiteBadges:
    """The page of an award has its credential next to it, a portfolio's its transcript.

    Next to a site's first page is the sitemap, which lists the portfolios.
    """
    for name in ("credential.json", "transcript.json"):
        with suppress(Unresolved):
            return resolver.fetch(f"{address}/{name}")
    return read_site(address, resolver)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if name.lower().endswith(_SUFFIXES) and path.is_file() and not path.is_symlink():
                yield path


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_FILE + 1)
    except OSError as error:
        raise EnvironmentProblem(f"{path} cannot be read: {error.strerror}") from error
