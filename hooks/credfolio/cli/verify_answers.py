"""What ``credfolio verify`` writes: one answer, one line for each of many, or all of it as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime

from credfolio.badges.verification import Report
from credfolio.cli.picture_code import PictureCode

_MARKS = {"pass": "yes    ", "fail": "NO     ", "unknown": "unknown", "skipped": "-      "}


def is_address(what: str) -> bool:
    """Whether a reader who names `what` means an address and not a file."""
    return what.lower().startswith(("https://", "http://"))


def text_answer(
    what: str, report: Report, places: list[str], code: PictureCode | None = None
) -> str:
    """The answer about one badge: headline, what to do, and every step."""
    about = report.about
    lines = [report.summary, report.advice, *([code.words] if code else []), ""]
    for label, value in (
        ("what", about.title),
        ("kind", about.kind),
        ("says it is from", about.issuer_name),
        ("its own address", about.address),
    ):
        if value:
            lines.append(f"  {label:16} {value}")
    if is_address(what) and about.address and not about.address.startswith(what.rstrip("/")):
        lines.append("  note             You opened it elsewhere than at its own address.")
    if lines[-1]:
        lines.append("")
    for step in report.steps:
        lines.append(f"  {step.name:10} {_MARKS[step.outcome]}  {step.words} [{step.code}]")
    if report.badges:
        lines += ["", "  badges in it:"]
        lines += [f"    {_called(badge)}: {_row(badge)}" for badge in report.badges]
    lines += ["", f"Looked up {' and '.join(places)}."]
    return "\n".join(lines)


def _row(badge: Report) -> str:
    """The answer about one badge of a list, and what to do unless all is well."""
    return badge.summary if badge.verdict == "verified" else f"{badge.summary} {badge.advice}"


def _called(badge: Report) -> str:
    title = badge.about.title or badge.about.address or "a badge without a title"
    return f"{title} ({badge.about.holder})" if badge.about.holder else title


def listing_answer(results: list[tuple[str, Report]]) -> str:
    """A line for each badge, and their number by verdict."""
    lines = [f"{name}: {report.summary}" for name, report in results]
    counts = Counter(report.verdict for _, report in results)
    total = ", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts))
    return "\n".join([*lines, f"looked at {len(results)} badges: {total}"])


def json_answer(
    results: list[tuple[str, Report]],
    moment: datetime,
    places: list[str],
    version: int,
    code: PictureCode | None = None,
) -> str:
    """Every report in the form of `version`, with the moment and the places of the look-up.

    `code` is in the picture that the one report is about.
    """
    seen = {} if code is None or version == 1 else {"picture_code": asdict(code)}
    data = {
        "schema_version": version,
        "now": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "looked_up": places,
        "reports": [{"name": name, **report.as_data(version), **seen} for name, report in results],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
