"""Links to elsewhere → a report as one self-contained page that looks like the site.

It is for the people who look after the records. It is no page of the site: what
it says changes by the hour, and a build asks nobody.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

from credfolio.findings.finding import Finding, printable
from credfolio.links.link_report import ADVICE, HEADINGS, count, sentence
from credfolio.links.outer_links import Looked, Outcome, OuterLink, by_address

_ARCHIVE = "https://web.archive.org/web/"

# The colors are the theme's; a test compares them.
STYLE = """\
:root{color-scheme:light;--paper:#fbf8f2;--card:#fffdf9;--sunk:#f3eee3;--ink:#1d2428;\
--soft:#4b5458;--line:#d9d1c1;--link:#1b5a50;--accent:#7a4f00;--warn:#7c2d12;--focus:#b3471d}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#12181f;--card:#1a222b;\
--sunk:#0d1218;--ink:#ece8df;--soft:#b4bcc0;--line:#35414c;--link:#93d3c3;--accent:#f0cb7d;\
--warn:#f7b58f;--focus:#ffb27a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);\
font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1rem 4rem}
h1,h2,dd{font-family:ui-serif,"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.4rem;margin:2.6rem 0 .3rem}
p{margin:.3rem 0}
a{color:var(--link);text-underline-offset:.15em;overflow-wrap:anywhere}
a:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.soft{color:var(--soft)}
dl{display:flex;flex-wrap:wrap;gap:.6rem 2.6rem;margin:1.6rem 0;padding:1rem 0;\
border-block:1px solid var(--line)}
dl div{display:flex;flex-direction:column-reverse}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0;font-size:1.7rem;font-weight:700;line-height:1.2}
.dead dd{color:var(--warn)}
ol{list-style:none;margin:1rem 0 0;padding:0}
ol>li{background:var(--card);border:1px solid var(--line);border-radius:.4rem;\
padding:.8rem 1rem;margin:0 0 .7rem}
.at{font-weight:600;overflow-wrap:anywhere}
ul{margin:.5rem 0 0;padding:.5rem 0 0;border-top:1px solid var(--line);list-style:none}
ul li{font-size:.9rem;overflow-wrap:anywhere}
code{font:.95em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.well{border:1px dashed var(--line);border-radius:.4rem;padding:1.6rem;text-align:center}
@media print{body{background:#fff;color:#000}ol>li{break-inside:avoid}}
"""
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_AWAY = 'rel="nofollow noopener noreferrer"'


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is: the site's name, and where on the forge a file is edited ("" nowhere)."""

    site: str
    edit_url: str = ""


def render_link_page(
    links: Sequence[OuterLink],
    looked: Mapping[str, Looked],
    placed: Sequence[Finding],
    today: date,
    place: Place,
) -> str:
    """The report of one run as HTML; `placed` are its findings, with their lines."""
    lines = {(finding.path, finding.pointer): finding.line for finding in placed}
    totals = count(links, looked)
    addresses = by_address(list(links))
    sections = "".join(
        _section(outcome, heading, addresses, looked, lines, place)
        for outcome, heading in HEADINGS.items()
        if totals[outcome]
    )
    title = f"Links to elsewhere · {escape(place.site)}" if place.site else "Links to elsewhere"
    named = f'<p class="soft">{escape(place.site)}</p>' if place.site else ""
    numbers = "".join(
        f'<div class="{outcome}"><dt>{words}</dt><dd>{totals[outcome]:,}</dd></div>'
        for outcome, words in (("live", "There"), *HEADINGS.items())
        if totals[outcome] or outcome in ("live", "dead")
    )
    day = f"{today.day} {today:%B %Y}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main id="content">
{named}<h1>Links to elsewhere</h1>
<p class="soft">What the records lead to, as of <time datetime="{today.isoformat()}">{day}</time>. \
{sentence(totals)}.</p>
<dl>{numbers}</dl>
{sections or '<p class="well">Every link leads somewhere.</p>'}
</main>
</body>
</html>
"""


def _section(
    outcome: Outcome,
    heading: str,
    addresses: Mapping[str, Sequence[OuterLink]],
    looked: Mapping[str, Looked],
    lines: Mapping[tuple[str, tuple[str | int, ...]], int],
    place: Place,
) -> str:
    rows = []
    for url, links in sorted(addresses.items(), key=lambda row: (row[1][0].path, row[0])):
        seen = looked.get(url)
        if seen is None or seen.outcome != outcome:
            continue
        places = "".join(
            f"<li>{_where(link.path, lines.get((link.path, link.pointer), 0), place)}</li>"
            for link in links
        )
        rows.append(
            f'<li><p class="at">{_link(url)}</p><p>{_found(url, seen)}</p><ul>{places}</ul></li>'
        )
    return (
        f'<section aria-labelledby="{outcome}"><h2 id="{outcome}">{heading}</h2>'
        f'<p class="soft">What to do: {_code(ADVICE[outcome])}.</p>'
        f"<ol>{''.join(rows)}</ol></section>\n"
    )


def _found(url: str, seen: Looked) -> str:
    said = escape(printable(seen.why[:1].upper() + seen.why[1:]))
    if seen.now_at:
        said += f"; it is now at {_link(seen.now_at)}"
    if seen.since != seen.on:
        said += f", since {escape(seen.since)}"
    if seen.outcome == "dead" and _is_web(url):
        copy = f"{_ARCHIVE}{quote(url, safe=':/?&=%')}"
        said += f'. <a href="{escape(copy)}" {_AWAY}>Look for a copy in a web archive</a>'
    return said


def _where(path: str, line: int, place: Place) -> str:
    named = f"<code>{escape(printable(path))}</code>" + (f", line {line}" if line else "")
    if not _is_web(place.edit_url):
        return named
    return f'<a href="{escape(place.edit_url + quote(path))}">{named}</a>'


def _link(url: str) -> str:
    shown = escape(printable(url))
    return f'<a href="{escape(url)}" {_AWAY}>{shown}</a>' if _is_web(url) else shown


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme == "https"
    except ValueError:
        return False


def _code(text: str) -> str:
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))
