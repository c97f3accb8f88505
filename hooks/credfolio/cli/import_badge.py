"""``credfolio import badge``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from credfolio.badges.resolver import NetworkResolver
from credfolio.badges.verification import NoResolver, Report, Resolver, Unresolved, verify
from credfolio.badges.verification.badge_words import read_badge, read_document
from credfolio.cli import project_root
from credfolio.cli.form import choose
from credfolio.cli.import_command import import_group, read_input, report_plan, write_option
from credfolio.cli.recorded_day import day_to_record
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.exchange.importing.badge import plan_badge
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.partial import check_plan
from credfolio.exchange.importing.recipient import WORDS, Match, match_recipient
from credfolio.findings.finding import quoted
from credfolio.project import project_date
from credfolio.proof.refusal import Refusal, Undecided
from credfolio.records.loading.loader import load_project

_MAX_FILE = 8 * 1_048_576


@import_group.command("badge")
@click.argument("what", metavar="FILE|ADDRESS")
@click.option("--educator", required=True, metavar="HANDLE", help="The portfolio for the badge.")
@click.option(
    "--credential",
    metavar="ISSUER/ID",
    help="The definition of the badge. Default: the one with the same title.",
)
@click.option("--online", is_flag=True, help="Look up issuers and addresses over the network.")
@click.option(
    "--unverified",
    is_flag=True,
    help="Import it although the check failed or had no answer; the record and its page say so.",
)
@click.option(
    "--recipient",
    default="",
    metavar="ADDRESS",
    help="The educator's e-mail address, compared with the badge's recipient and never stored.",
)
@write_option
@click.pass_context
def badge_command(
    ctx: click.Context,
    what: str,
    educator: str,
    credential: str | None,
    online: bool,
    unverified: bool,
    recipient: str,
    writes: bool,
) -> None:
    """Import an award from a badge made elsewhere.

    Open Badges 2.0 and 3.0: JSON, PNG or SVG with the badge inside, or a JWT. It is checked as
    `credfolio verify` does, and what was found stays in the record. The badge itself is kept in
    the portfolio's folder imported/, so that everybody can check it again, unless it holds an
    e-mail address.

    Exits with 1 when the badge cannot be taken.

    \b
    Example:
      credfolio import badge badge.json --educator ana-lopez --write
    """
    root = project_root(ctx)
    today = project_date(root)
    registry = load_project(root).registry
    choose(registry.educators, educator, "educator", f"run `credfolio new educator {educator}`")
    resolver: Resolver = NetworkResolver() if online else NoResolver()
    data = _read(what, resolver, online)
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    report = verify(data, resolver, now)
    click.echo(report.summary)
    for step in report.steps:
        if step.outcome in ("fail", "unknown"):
            click.echo(f"  {step.name}: {step.words}")
    try:
        words = read_badge(data, report, resolver)
        match = match_recipient(read_document(data, resolver), recipient)
    except (Refusal, Undecided, Unresolved) as error:
        raise CredfolioError(
            f"no badge can be read from {what}: {error.words}",
            fix="name a badge as JSON, PNG, SVG or JWT" if online else "try it with --online",
        ) from error
    click.echo(WORDS[match])
    if not unverified:
        _require_checked(report, match, online)
    if credential:
        known = [*registry.credentials, *registry.stacks]
        choose(known, credential, "credential or stack", "write it as ISSUER/ID")
    earned = Names(registry).earned(credential or words.title)
    if isinstance(earned, str):
        raise UsageError(
            f"the badge is called {quoted(words.title)}, and {earned}",
            fix="name the definition of the badge with --credential ISSUER/ID",
        )
    plan = plan_badge(
        words,
        verify(data, NoResolver(), now) if online else report,
        data=data,
        online=report if online else None,
        source=what if _is_address(what) else Path(what).name,
        educator=registry.educators[educator],
        earned=earned,
        registry=registry,
        today=day_to_record(root),
    )
    check_plan(plan, registry, today, partial=False)
    report_plan(root, registry, plan, "1 badge", writes=writes)


def _require_checked(report: Report, match: Match, online: bool) -> None:
    """Refuse a badge that nobody could check, or that is somebody else's."""
    if report.outcome == "failed":
        raise CredfolioError(
            "the check failed, so the badge is not imported",
            fix="ask who made it; --unverified imports it and says on its page that it failed",
        )
    if report.verdict != "verified":
        raise CredfolioError(
            "the badge could not be checked, so it is not imported",
            fix="try it again later, or ask who made it; --unverified takes it and says on its "
            "page that there was no answer"
            if online or report.reason.name != "not-reached"
            else "add --online, so that its issuer is asked; --unverified takes it and says on "
            "its page that there was no answer",
        )
    if match == "other":
        raise CredfolioError(
            "the badge was made for somebody else's address, so it is not imported",
            fix="ask the educator which address it was sent to; --unverified imports it anyway",
        )


def _is_address(what: str) -> bool:
    return what.lower().startswith(("https://", "http://"))


def _read(what: str, resolver: Resolver, online: bool) -> bytes:
    if not _is_address(what):
        if not Path(what).is_file():
            raise UsageError(f"there is no file {what}", fix="name the badge's file")
        return read_input(Path(what), _MAX_FILE)
    if not online:
        raise UsageError("an address is only read when you say so", fix="add --online")
    try:
        return resolver.fetch(what)
    except Unresolved as error:
        raise EnvironmentProblem(error.words) from error
