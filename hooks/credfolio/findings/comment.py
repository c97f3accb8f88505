"""The JSON report of a check → a comment in Markdown.

The report comes from a run that a stranger's change may have influenced, so its
form is checked and every text in it is escaped. Needs nothing but Python's
standard library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

MARK = "<!-- credfolio:check -->"
"""The first line of the comment, by which it is found again."""

ENDINGS = {
    "blocked": "Cannot be merged yet",
    "suggestions": "Good, with suggestions",
    "ready": "Ready",
}
MAX_BYTES = 4_000_000
"""The largest report that is read."""
_LONGEST = 60_000  # GitHub takes 65,536 characters
_LONGEST_TEXT = 1_500
_MOST_PREVIEWS = 60  # the page takes no more at once
_ID = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_PREVIEWED = re.compile(
    rf"catalog/(?!frameworks/|jurisdictions/){_ID}/(?!issuer\.yml){_ID}\.yml"
    rf"|portfolios/{_ID}/profile\.yml|portfolios/{_ID}/awards/{_ID}\.yml",
    re.ASCII,
)
"""Paths of the records that the site can show before they are published."""
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a character, which JSON can hold and UTF-8 cannot."""


class ReportRefused(ValueError):
    """The report is not one that this program wrote."""


def ending_of(errors: int, hints: int) -> str:
    """Which of the three endings a check has."""
    return "blocked" if errors else "suggestions" if hints else "ready"


def read_report(data: bytes) -> dict[str, Any]:
    """Parse a report; raises `ReportRefused` when its form is another."""
    if len(data) > MAX_BYTES:
        raise ReportRefused("it is too large")
    try:
        report: dict[str, Any] = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReportRefused("it is not JSON") from error
    report = _whole(report)
    _require(isinstance(report, dict) and report.get("schema_version") == 1, "it is no report")
    for key in ("files", "errors", "hints"):
        _require(type(report.get(key)) is int and 0 <= report[key] < 10**9, key)
    _list_of(report, "findings", {"rule", "severity", "path", "message", "fix"}, {"line"})
    for finding in report["findings"]:
        _require(finding["severity"] in ("error", "hint"), "severity")
        _require(re.fullmatch(r"[a-z0-9-]{1,60}", finding["rule"]) is not None, "rule")
    errors = sum(finding["severity"] == "error" for finding in report["findings"])
    _require(errors == report["errors"], "errors")
    _require(len(report["findings"]) - errors == report["hints"], "hints")
    change = report.get("change")
    if change is not None:
        _require(isinstance(change, dict), "change")
        _texts(change, {"author", "base"})
        _list_of(change, "files", {"path", "how"}, {"lines"})
        _list_of(change, "definitions", {"path", "title"}, set())
        for one in change["definitions"]:
            _list_of(one, "checklist", {"section", "state", "text"}, set())
            sentences = one.get("changes")
            _require(isinstance(sentences, list), "changes")
            _require(all(isinstance(text, str) for text in sentences), "changes")
    return report


def _whole(value: Any) -> Any:
    """The report with each half of a character written as its number."""
    if isinstance(value, str):
        return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value


def _list_of(holder: Mapping[str, Any], key: str, texts: set[str], numbers: set[str]) -> None:
    entries = holder.get(key)
    _require(isinstance(entries, list) and len(entries) <= 100_000, key)
    assert isinstance(entries, list)
    for entry in entries:
        _require(isinstance(entry, dict), key)
        _texts(entry, texts)
        _require(all(type(entry.get(n)) is int and 0 <= entry[n] < 10**9 for n in numbers), key)


def _texts(holder: Mapping[str, Any], keys: set[str]) -> None:
    _require(all(isinstance(holder.get(key), str) for key in keys), ", ".join(sorted(keys)))


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ReportRefused(f"it is not as expected: {what}")


def render_comment(
    report: Mapping[str, Any], link: str = "", run: str = "", preview: str = ""
) -> str:
    """The comment for a report, at most `_LONGEST` characters.

    `link` is the address that, with a path behind it, shows a file of the
    change; `run` that of the run with the preview; `preview` the address of
    the live site that, with `&file=` and a path behind it, shows that file as
    it would look. All are the caller's and never the report's; without them
    nothing is linked.
    """
    errors, hints = report["errors"], report["hints"]
    title = ENDINGS[ending_of(errors, hints)]
    counts = [_count(errors, "error", "to fix")] if errors else []
    counts += [_count(hints, "suggestion", "")] if hints else []
    lines = [MARK, f"### {title}" + (f": {', '.join(counts)}" if counts else ""), ""]
    change = report.get("change")
    if change:
        about = [_count(len(change["files"]), "file", "in this change")]
        about.append(f"seen against {code(change['base'][:12])}")
        about += [f"[the run, with the preview to download]({run})"] if run else []
        lines += [", ".join(about) + ".", ""]
    text = "\n".join(lines)
    blocks = [
        *_previews(change, preview),
        *_findings(report["findings"], link),
        *_definitions(change, link),
    ]
    if not errors and not hints:
        blocks.insert(0, "Nothing is left to fix. A maintainer reads it next.\n")
    for number, block in enumerate(blocks):
        if len(text) + len(block) > _LONGEST:
            text += f"\n{len(blocks) - number} more sections are in the run's own report.\n"
            break
        text += "\n" + block
    return text


def _previews(change: Mapping[str, Any] | None, preview: str) -> Iterator[str]:
    """Links to the records of the change as the live site would show them."""
    paths = [
        file["path"]
        for file in (change["files"] if change else ())
        if file["how"] != "removed" and _PREVIEWED.fullmatch(file["path"])
    ][:_MOST_PREVIEWS]
    if not paths or not preview:
        return
    files = [f"&file={quote(path, safe='')}" for path in paths]
    lines = ["#### See how it will look", ""]
    lines += [f"- [{code(path)}]({preview}{file})" for path, file in zip(paths, files, strict=True)]
    if len(paths) > 1:
        lines.append(f"- [all {len(paths)} together]({preview}{''.join(files)})")
    yield "\n".join(lines) + "\n"


def _findings(findings: Sequence[Mapping[str, Any]], link: str) -> Iterator[str]:
    paths = dict.fromkeys(finding["path"] for finding in findings)
    # Files with something to fix come first.
    blocked = {finding["path"] for finding in findings if finding["severity"] == "error"}
    for path in sorted(paths, key=lambda path: path not in blocked):
        lines = [f"#### {_linked(code(path), link, path, 0)}"]
        for severity, heading in (("error", "Must"), ("hint", "May")):
            own = [f for f in findings if f["path"] == path and f["severity"] == severity]
            lines += ["", f"**{heading}**", ""] if own else []
            for finding in own[:50]:
                place = _linked(f"line {finding['line']}", link, path, finding["line"])
                rule = _rule(finding["rule"], link)
                where = f"{place}: " if finding["line"] else ""
                lines.append(f"- {where}{inline(finding['message'])} ({rule})")
                if finding["fix"]:
                    lines.append(f"  <br>Fix: {inline(finding['fix'])}")
            lines += [f"- and {len(own) - 50} more"] if len(own) > 50 else []
        yield "\n".join(lines) + "\n"


def _definitions(change: Mapping[str, Any] | None, link: str) -> Iterator[str]:
    for one in change["definitions"] if change else ():
        title = _linked(inline(one["title"]), link, one["path"], 0)
        lines = [f"#### What changes: {title}", ""]
        lines += [f"- {inline(text)}" for text in one["changes"][:60]]
        if len(one["changes"]) > 60:
            lines.append(f"- and {len(one['changes']) - 60} more")
        if one["checklist"]:
            lines += ["", "<details><summary>For the reviewer</summary>", ""]
            section = ""
            for item in one["checklist"][:200]:
                if item["section"] != section:
                    section = item["section"]
                    lines += ["", f"**{inline(section)}**", ""]
                box = "x" if item["state"] == "yes" else " "
                missing = "Missing: " if item["state"] == "no" else ""
                lines.append(f"- [{box}] {missing}{inline(item['text'])}")
            lines += ["", "</details>"]
        yield "\n".join(lines) + "\n"


def _linked(words: str, link: str, path: str, line: int) -> str:
    if not link:
        return words
    return f"[{words}]({link}{quote(path[:_LONGEST_TEXT])}{f'#L{line}' if line else ''})"


def _rule(rule: str, link: str) -> str:
    return _linked(code(rule), link, f"docs/reference/rules/{rule}.md", 0)


def _count(number: int, noun: str, rest: str) -> str:
    words = f"{number:,} {noun}" + ("" if number == 1 else "s")
    return f"{words} {rest}".strip()


def inline(text: str) -> str:
    """Text on one line that shows as it is, with the text between backticks as code."""
    pieces = _one_line(text).split("`")
    if len(pieces) % 2 == 0:
        pieces[-2:] = ["`".join(pieces[-2:])]
    return "".join(
        code(piece) if number % 2 and piece.strip() else _plain(piece)
        for number, piece in enumerate(pieces)
    )


def code(text: str) -> str:
    """Text on one line as code: nothing in it is a mention, a link or markup."""
    text = _one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text or ' '}{pad}{fence}"


_APART = "&#8203;"
"""A space without width: parts what the forge would turn into a mention or a link."""


def _plain(text: str) -> str:
    text = re.sub(r"([\\`*_{}\[\]()#+!|~$^=<>&])", _escaped, text)
    text = text.replace("@", f"@{_APART}").replace("://", f":{_APART}//")
    text = re.sub(r"(?i)\b(www)\.", rf"\1{_APART}.", text)
    text = re.sub(r"(?i)\b(gh-)(?=\d)", rf"\1{_APART}", text)
    return re.sub(r"\\#(?=\w)", rf"\\#{_APART}", text)


def _escaped(found: re.Match[str]) -> str:
    entities = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return entities.get(found[0], f"\\{found[0]}")


def _one_line(text: str) -> str:
    text = " ".join(_NOT_PRINTED.sub(" ", text).split())
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
