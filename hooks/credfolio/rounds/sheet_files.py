"""A sheet as an assessor sends it: YAML that `assign` laid out, or what the page assess/ saves.

What is in the file is not believed: `credfolio.rounds.record` compares it with the assignment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from credfolio.findings.finding import Finding
from credfolio.records.model import MicroCredential, Sheet
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import decode, parse_yaml

MAX_BYTES = 1_000_000
_RESULT = re.compile(r"(\d{1,3})/(?:criterion/([^/]+)|level|points)")
_NOTE = "/note"


@dataclass(frozen=True)
class SheetFile:
    """What an assessor sent: the number and the person that it names, and the judgment."""

    name: str
    number: str
    """The number that assessors know, or that of the submission."""
    reader: str
    """A person's id, an account, or a name."""
    data: dict[str, Any]
    token: str = ""
    """What the packet gave its reader; "" where there was no packet."""
    is_sealed: bool = False
    """Whether it came sealed for the office, so that nobody knows by themselves who sent it."""

    def sheet(self, year: str, number: str, reader: str) -> Sheet | str:
        """The record of it, or what is wrong with it, in words."""
        given = {"year": year, "submission": number, "id": reader}
        read = read_record(Sheet, self.data, self.name, given)
        return _in_words(read) if isinstance(read, list) else read


def read_sheet_file(name: str, raw: bytes, *, is_sealed: bool = False) -> SheetFile | str:
    """The sheet in the bytes of a file; what is wrong with it, in words, where there is none.

    `is_sealed` says that the file came sealed; the bytes are what was in it.
    """
    if len(raw) > MAX_BYTES:
        return f"it is larger than {MAX_BYTES // 1_000_000} MB, so it is no sheet"
    text = decode(raw, name)
    if isinstance(text, Finding):
        return _in_words([text])
    if text.lstrip().startswith("{"):
        found = _from_page(name, text)
        return found if isinstance(found, str) else replace(found, is_sealed=is_sealed)
    data = parse_yaml(text, name)
    if isinstance(data, Finding):
        return _in_words([data])
    number, reader = (str(data.pop(key, None) or "").strip() for key in ("number", "reader"))
    # A line of the form that was left empty is no result.
    results = data.get("results")
    if isinstance(results, list):
        data["results"] = [_filled(one) for one in results if _filled(one)]
    return _named(SheetFile(name, number, reader, data, is_sealed=is_sealed))


def _filled(result: Any) -> Any:
    """A result without its empty keys; None where it says nothing."""
    if not isinstance(result, dict):
        return result
    said = {key: value for key, value in result.items() if value is not None}
    return said if said.keys() & {"level", "points", "comment"} else None


def _from_page(name: str, text: str) -> SheetFile | str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "it is damaged: it is neither a sheet of assess/ nor YAML"
    fields = found.get("fields") if isinstance(found, dict) else None
    if not isinstance(fields, dict) or found.get("credfolio_assessment") != 1:
        return "it is no sheet: save it with “Save this sheet as a file” on the page assess/"
    said = {
        str(key): str(value["v"]).strip()
        for key, value in fields.items()
        if isinstance(value, dict) and isinstance(value.get("v"), str) and value["v"].strip()
    }
    data: dict[str, Any] = {
        key: said[key] for key in ("on", "decision", "feedback", "minutes") if key in said
    }
    data["results"] = list(_results_of_page(said))
    number, reader = said.get("who", ""), said.get("assessor", "")
    token = found.get("token")
    if isinstance(token, str) and token:
        number, reader = (str(found.get(key) or "") for key in ("number", "reader"))
        return _named(SheetFile(name, number, reader, data, token))
    return _named(SheetFile(name, number, reader, data))


def _results_of_page(said: dict[str, str]) -> Iterator[dict[str, str]]:
    for key, value in said.items():
        match = _RESULT.fullmatch(key)
        if match is None:
            continue
        kind = "points" if key.endswith("/points") else "level"
        result = {"part": match[1]} | ({"criterion": match[2]} if match[2] else {})
        result[kind] = value
        if note := said.get(key + _NOTE):
            result["comment"] = note
        yield result


def _named(file: SheetFile) -> SheetFile | str:
    if not file.number:
        return (
            "it does not say what it judges: write the number from the assignment under "
            "`number:`, or into “A note for yourself”"
        )
    if not file.reader:
        return "it does not say who judged: write your id under `reader:`, or into “Your name”"
    return file


def _in_words(findings: Sequence[Finding]) -> str:
    first = findings[0]
    line = f"line {first.line}: " if first.line else ""
    more = f"; and {len(findings) - 1} more" if len(findings) > 1 else ""
    fix = f"; {first.fix}" if first.fix else ""
    return f"{line}{first.message}{fix}{more}"


def blank_sheet(
    text: MicroCredential,
    number: str,
    reader: str,
    due: str,
    kept: Sequence[int] = (),
    conversation: str = "",
) -> str:
    """The form that a reader fills in; parts in `kept` passed before and are not asked.

    `conversation` is the rule that holds for the submission: ``required``, ``sample``, or "".
    """
    lines = [
        f"# {text.title}, version {text.version}. Send it back by {due}.",
        "# Fill in what is empty. Write no names.",
        *_talk(conversation),
        f"number: {json.dumps(number)}",
        f"reader: {reader}",
        "on: # the day, such as 2026-05-31",
        "minutes:",
        "decision: # pass or resubmit",
        "feedback: # for the educator: what you saw, and what another try has to show",
        "results:",
    ]
    for part in text.parts:
        if part.number in kept:
            lines.append(
                f"  # Part {part.number} passed in an earlier try and is not judged again."
            )
            continue
        lines.append(f"  # Part {part.number}: {' '.join(part.title.split())}")
        lines += _asked(part)
    return "\n".join(lines) + "\n"


def _talk(conversation: str) -> Iterator[str]:
    if conversation:
        who = "the educator" if conversation == "required" else "some educators, drawn by lot,"
        yield f"# The office talks with {who} about the work. You are not asked to talk."


def _asked(part: Part) -> Iterator[str]:
    levels = ", ".join(level.id for level in part_levels(part))
    value = f"level: # {levels}" if levels else "points:"
    for criterion in part.rubric or (None,):
        yield f"  - part: {part.number}"
        if criterion is not None:
            yield f"    criterion: {criterion.id} # {' '.join(criterion.name.split())}"
        yield f"    {value}"
        yield "    comment:"
