"""Findings → text for people, JSON for programs, annotations or a comment for the forge."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from credfolio.findings.comment import ENDINGS, ending_of, render_comment
from credfolio.findings.excerpt import render_excerpt
from credfolio.findings.finding import Finding, counted, printable

FORMATS = ("text", "json", "github", "markdown")


def render_findings(
    findings: Sequence[Finding],
    files: int,
    form: str,
    change: Mapping[str, Any] | None = None,
    link: str = "",
    text_of: Callable[[str], str] = lambda path: "",
) -> str:
    """The report of one run, in one of `FORMATS`, ending in a line feed.

    `change` is what `describe_change` says, when a change was checked; `link`
    the address that shows a file when its path is put behind it. `text_of`
    gives the text of a file, whose line is then shown to people; an empty one
    shows nothing.
    """
    if form == "json":
        return json.dumps(_data(findings, files, change), ensure_ascii=False, indent=2) + "\n"
    if form == "markdown":
        return render_comment(_data(findings, files, change), link)
    if form == "github":
        text = "".join(_annotation(finding) for finding in findings) + summary(findings, files)
        return text + (_ending(findings) if change else "")
    text = "".join(_text(finding, text_of) for finding in findings)
    if change:
        return text + _what_changes(change) + summary(findings, files) + _ending(findings)
    return text + summary(findings, files)


def summary(findings: Sequence[Finding], files: int) -> str:
    """The last line: how many files, how many findings of each kind."""
    errors = sum(finding.is_error for finding in findings)
    hints = len(findings) - errors
    checked = f"checked {counted(files, 'file')}"
    if not findings:
        return f"{checked}: no findings\n"
    parts = [counted(errors, "error")] if errors else []
    parts += [counted(hints, "hint")] if hints else []
    return f"{checked}: {', '.join(parts)}\n"


def _ending(findings: Sequence[Finding]) -> str:
    errors = sum(finding.is_error for finding in findings)
    return ENDINGS[ending_of(errors, len(findings) - errors)].lower() + "\n"


def _what_changes(change: Mapping[str, Any]) -> str:
    lines = []
    for one in change["definitions"]:
        lines.append(f"{one['path']}: what changes:")
        lines += [f"  {printable(text)}" for text in one["changes"]]
    return "".join(f"{line}\n" for line in lines)


def _text(finding: Finding, text_of: Callable[[str], str]) -> str:
    place = finding.path
    if finding.line:
        place += f":{finding.line}:{finding.column}"
    lines = f"{place}: {finding.severity}[{finding.rule}]: {finding.message}\n"
    if finding.line and (text := text_of(finding.path)):
        lines += render_excerpt(text, finding.line, finding.column)
    return lines + (f"  fix: {finding.fix}\n" if finding.fix else "")


def _data(
    findings: Sequence[Finding], files: int, change: Mapping[str, Any] | None
) -> dict[str, Any]:
    errors = sum(finding.is_error for finding in findings)
    hints = len(findings) - errors
    return {
        "schema_version": 1,
        "files": files,
        "errors": errors,
        "hints": hints,
        "ending": ending_of(errors, hints),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.line,
                "column": finding.column,
                "message": finding.message,
                "fix": finding.fix,
            }
            for finding in findings
        ],
        **({"change": dict(change)} if change else {}),
    }


def _annotation(finding: Finding) -> str:
    # GitHub's workflow commands: properties escape , and : as well as the message's characters.
    level = "error" if finding.is_error else "notice"
    properties = [f"file={_escape(finding.path, in_property=True)}"]
    if finding.line:
        properties += [f"line={finding.line}", f"col={finding.column}"]
    properties.append(f"title={_escape(finding.rule, in_property=True)}")
    text = finding.message + (f"\nfix: {finding.fix}" if finding.fix else "")
    return f"::{level} {','.join(properties)}::{_escape(text)}\n"


def _escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
