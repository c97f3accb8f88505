"""Links to elsewhere → a report for people, programs, or an issue on the forge.

As a page it is made by `link_page`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from credfolio.findings.finding import Finding, quoted
from credfolio.links.outer_links import Looked, Outcome, OuterLink, by_address

FORMATS = ("text", "json", "markdown")

HEADINGS: Mapping[Outcome, str] = {
    "dead": "Gone",
    "moved": "Moved",
    "unsure": "Without a clear answer",
    "not-asked": "Not asked",
}
ADVICE: Mapping[Outcome, str] = {
    "dead": "find the page's new place, or add `archived_url:` with a copy in a web archive",
    "moved": "open the new address, and write it if it is the same thing",
    "unsure": "open it in a browser; it is asked again in the next run",
    "not-asked": "write an address that begins with https:// and has a public host",
}


def to_findings(links: Sequence[OuterLink], looked: Mapping[str, Looked]) -> list[Finding]:
    """One finding for each place of a link that is not well; `dead` is an error."""
    found = []
    for link in links:
        seen = looked.get(link.url.partition("#")[0])
        if seen is None or seen.outcome == "live":
            continue
        place = f"; it is now at {quoted(seen.now_at, 200)}" if seen.now_at else ""
        since = f" (since {seen.since})" if seen.since != seen.on else ""
        found.append(
            Finding(
                f"link-{seen.outcome}",
                link.path,
                f"{quoted(link.url, 200)}: {seen.why}{place}{since}",
                ADVICE[seen.outcome],
                severity="error" if seen.outcome == "dead" else "hint",
                pointer=link.pointer,
            )
        )
    return found


def count(links: Sequence[OuterLink], looked: Mapping[str, Looked]) -> dict[str, int]:
    """How many addresses there are of each outcome."""
    totals: dict[str, int] = dict.fromkeys(("live", *HEADINGS), 0)
    for url in by_address(list(links)):
        if url in looked:
            totals[looked[url].outcome] += 1
    return totals


def sentence(totals: Mapping[str, int]) -> str:
    """The last line of a report."""
    asked = sum(totals.values())
    rest = ", ".join(f"{totals[key]} {key}" for key in HEADINGS if totals[key])
    return f"{asked} addresses: {totals['live']} live" + (f", {rest}" if rest else "")


def render_links(
    findings: Sequence[Finding], totals: Mapping[str, int], today: date, form: str
) -> str:
    """The report of one run, in one of `FORMATS`, ending in a line feed."""
    if form == "json":
        rows = [
            {
                "outcome": finding.rule.removeprefix("link-"),
                "path": finding.path,
                "line": finding.line,
                "message": finding.message,
                "fix": finding.fix,
            }
            for finding in findings
        ]
        body = {"schema_version": 1, "on": today.isoformat(), "totals": totals, "links": rows}
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    if form == "markdown":
        return _markdown(findings, totals, today)
    lines = [
        f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}\n  fix: {finding.fix}\n"
        for finding in findings
    ]
    return "".join(lines) + sentence(totals) + "\n"


def _markdown(findings: Sequence[Finding], totals: Mapping[str, int], today: date) -> str:
    parts = [f"# Links to elsewhere, {today.isoformat()}\n\n{sentence(totals)}.\n"]
    for outcome, heading in HEADINGS.items():
        own = [finding for finding in findings if finding.rule == f"link-{outcome}"]
        if not own:
            continue
        parts.append(f"\n## {heading}\n\nWhat to do: {ADVICE[outcome]}.\n\n")
        parts += [
            f"- [ ] `{finding.path}:{finding.line}` {_inert(finding.message)}\n" for finding in own
        ]
    if len(parts) == 1:
        parts.append("\nEvery link leads somewhere.\n")
    return "".join(parts)


def _inert(text: str) -> str:
    """Text that a forge shows as it is: no markup, no mention, no reference, nothing loaded."""
    text = re.sub(r"([\\`*_\[\]<>()#!|~])", r"\\\1", text)
    return text.replace("@", "@\u200b").replace("://", ":\u200b//")
