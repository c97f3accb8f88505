"""``credfolio figures``: what comes of submissions, exact for the office, in bands for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.figures_file import render_figures
from credfolio.cli import DATE, main, today_option
from credfolio.cli.output_file import write_output
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day, public_option, read_without_errors
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import quoted
from credfolio.records.model.figures import Figures
from credfolio.records.reckoned.figures import figures_of, told_by
from credfolio.records.reckoned.leaving import Told, percentile
from credfolio.records.reckoned.outcomes import Outcomes, journeys, outcomes


@main.command()
@public_option
@click.option("--issuer", metavar="ISSUER", help="Only its credentials.")
@click.option(
    "--from",
    "start",
    type=DATE,
    metavar="DATE",
    help="Count people who first submitted on or after it.",
)
@click.option(
    "--until",
    "end",
    type=DATE,
    metavar="DATE",
    help="Count people who first submitted on or before it.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what may leave to this file, as JSON.",
)
@today_option
@click.pass_context
def figures(
    ctx: click.Context,
    public: Path,
    issuer: str | None,
    start: date | None,
    end: date | None,
    out: Path | None,
    today: date | None,
) -> None:
    """Count what comes of submissions; run it in a private repository.

    What is printed is exact, and for the office only.

    Exits with 1 when too few people are counted for figures that leave.

    \b
    Example:
      credfolio figures --with ../badges --from 2026-01-01 --out figures.json
    """
    root, day = private_root(ctx, "figures are counted"), public_day(public, today)
    checked = read_without_errors(root, public, day, else_said="the figures would be wrong")
    registry = checked.registry
    if issuer is not None and issuer not in registry.issuers:
        raise UsageError(f"{quoted(issuer)} is no issuer of this catalog", fix="write its id")
    found = tuple(
        one
        for one in journeys(registry, start or date.min, end or date.max)
        if issuer is None or one.credential.startswith(f"{issuer}/")
    )
    counted = outcomes(registry, found)
    told = told_by(registry, counted)
    for line in (*_lines(counted, day), *_agreement_lines(told)):
        click.echo(line)
    if out is None:
        return
    frame = Figures(
        id="figures",
        issuer=issuer,
        **{"from": start},
        until=end,
        counted_on=day,
        small=counted.office.small,
    )
    said = figures_of(registry, counted, frame, day)
    if said.whole is None:
        # A file that says "fewer than ten" tells who knows nine that there is nobody else.
        raise CredfolioError(
            f"these are too few people for figures that leave (`small` is {frame.small})",
            fix="count a longer time, or publish no figures of this one",
        )
    write_output(out, render_figures(said).encode(), "figures")


def _lines(counted: Outcomes, today: date) -> Iterator[str]:
    yield f"Cases whose first attempt is decided: {counted.number:,}"
    if not counted.number:
        return
    yield f"Not at first try: {_share(counted.not_at_first, counted.number)}"
    if counted.may_state_retries(today):
        yield f"Tried again, of those: {_share(counted.tried_again, counted.not_at_first)}"
        yield f"Passed then: {_share(counted.passed_later, counted.tried_again)}"
    else:
        yield "Tried again: not stated, because some may still try"
    yield f"Passed in the end: {_share(counted.passed, counted.number)}"
    yield f"Attempts decided: {len(counted.attempts):,}"
    yield (
        f"Working days to the decision: half within {percentile(counted.days, 0.5)}, "
        f"nine in ten within {percentile(counted.days, 0.9)}"
    )
    yield f"Decided late: {_share(counted.late, len(counted.attempts))}"
    yield f"Read by a third person: {_share(counted.third_readings, len(counted.attempts))}"
    for field, word in (("hours", "Hours"), ("coaching_hours", "Hours of coaching")):
        yield f"{word} reported: {counted.total(field):,}"
    yield f"Money reported: {counted.total('money_spent'):,}"


def _agreement_lines(told: Told) -> Iterator[str]:
    if not any(not scale for scale, _, _ in told.agreed):
        yield "Agreement between two readers: not stated for fewer than 30 pairs"
    for scale, agreed, _ in told.agreed:
        what = f"levels {', '.join(scale)}" if scale else "decisions"
        alpha = "none" if agreed.alpha is None else f"{agreed.alpha:.2f}"
        yield (
            f"Agreement between two readers on {what}, {agreed.pairs:,} pairs: "
            f"raw {agreed.raw:.2f}, alpha {alpha}, AC1 {agreed.ac1:.2f}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({100 * part / whole:.1f} %)" if whole else "")
