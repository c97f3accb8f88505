"""The body of the forge's issue form → the start of a record.

The forge writes each answer under a heading with the question's label. Only those headings are
known here. All other text was written by a person, and goes into a field as text or is dropped.
"""

from __future__ import annotations

import re
from typing import Any

from credfolio.exchange.importing.additions import Addition, Origin, existing
from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.rows import Plan
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import is_id, slug
from credfolio.records.model import Award, Educator, MicroCredential, Record
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import MAX_BYTES, decode, parse_yaml

_NO_ANSWER = "_No response_"
_HOURS = re.compile(r"(\d{1,4}(?:\.\d)?)(?:\s*(?:-|–|to)\s*(\d{1,4}(?:\.\d)?))?", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>()\"']+")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>]+")
_CREDENTIAL_LABELS = frozenset({
    "Issuer", "Title", "Summary", "Competency", "Key method", "Research", "Parts and evidence",
    "Resources", "Hours", "Rights",
})  # fmt: skip
_AWARD_LABELS = frozenset({
    "Credential", "Your portfolio", "Day of the award", "Version, if you know it",
    "Evidence that may be shown", "The record", "Agreement",
})  # fmt: skip
# What earners may say of their own award; the issuer says how it was judged and who confirmed it.
_EARNERS_OWN = (
    "name_as_awarded", "activity", "role_at_time", "school", "district", "evidence", "narrative",
    "visibility", "show_evidence", "show_results",
)  # fmt: skip


def plan_form(data: bytes, path: str, registry: Registry) -> Plan:
    """The record that the form in `data` describes, with findings about what it lacks."""
    if len(data) > MAX_BYTES:
        return _refused(path, "the file is too long for an issue", "name the issue's text alone")
    text = decode(data, path)
    if isinstance(text, Finding):
        return Plan(findings=[text])
    answers, repeated = _answers(text)
    if repeated:
        return _refused(
            path, f"{quoted(repeated)} is answered twice", "delete the one that was pasted in"
        )
    if "Title" in answers and "Competency" in answers:
        record = _definition(answers, path, registry)
    elif "Credential" in answers and "Day of the award" in answers:
        record = _award(answers, path, registry)
    else:
        return _refused(
            path,
            "this is not the body of a form for a credential or an award",
            "copy the issue's text, with its headings; a change is made in the record itself",
        )
    if isinstance(record, list):
        return Plan(findings=record)
    addition = Addition(record, frozenset({"status"}), Origin(path))
    if existing(registry, record) is not None or addition.path in registry.broken:
        return _refused(path, f"{addition.path} is there already", "change that file instead")
    return Plan([addition])


def _answers(text: str) -> tuple[dict[str, str], str]:
    """Label → answer; and the first label that occurs twice, or ""."""
    answers: dict[str, str] = {}
    label, lines = "", list[str]()
    labels = _CREDENTIAL_LABELS | _AWARD_LABELS
    for line in [*text.splitlines(), "### "]:
        heading = line.removeprefix("### ").strip() if line.startswith("### ") else None
        if heading is None or (heading and heading not in labels):
            lines.append(line)
            continue
        answer = "\n".join(lines).strip()
        if label and answer != _NO_ANSWER:
            answers[label] = answer
        if heading in answers:
            return answers, heading
        label, lines = heading, []
    return answers, ""


def _definition(answers: dict[str, str], path: str, registry: Registry) -> Record | list[Finding]:
    issuer = Names(registry).issuer(answers.get("Issuer", ""))
    if issuer is None:
        return [_finding(path, f"no issuer is called {quoted(answers.get('Issuer', ''))}",
                         "write its id, or run `credfolio new issuer` first")]  # fmt: skip
    title = " ".join(answers["Title"].split())
    if not is_id(slug(title)):
        return [_finding(path, f"no id can be made of the title {quoted(title)}",
                         "give it a title with letters")]  # fmt: skip
    data: dict[str, Any] = {"title": title, "version": "0.1", "status": "draft"}
    for label, key in (
        ("Summary", "summary"),
        ("Competency", "competency"),
        ("Key method", "key_method"),
    ):
        if answer := answers.get(label):
            data[key] = answer
    if lines := _lines(answers.get("Research", "")):
        data["research"] = [_study(line) for line in lines]
    if lines := _lines(answers.get("Resources", "")):
        data["resources"] = [_resource(line) for line in lines]
    if parts := answers.get("Parts and evidence"):
        # Prose cannot be turned into parts by a program; it is kept for the person who does.
        data["extra_sections"] = [
            {"heading": "Parts and evidence, as proposed", "body": parts, "after": "evidence"}
        ]
    if match := _HOURS.fullmatch(answers.get("Hours", "").removesuffix("hours").strip()):
        data["time_estimate"] = {"min_hours": match[1], "max_hours": match[2] or match[1]}
    given = {"id": slug(title), "issuer": issuer}
    return read_record(MicroCredential, data, path, given)


def _award(answers: dict[str, str], path: str, registry: Registry) -> Record | list[Finding]:
    names = Names(registry)
    findings = []
    named = answers["Credential"].strip().rstrip("/")
    if "/catalog/" in named:
        named = named.rpartition("/catalog/")[2]
    earned = names.earned(named)
    if isinstance(earned, str):
        findings.append(_finding(path, earned, "write issuer/id as in the catalog"))
    handle = answers.get("Your portfolio", "").strip().rstrip("/").rpartition("/")[2]
    person = names.educator(handle)
    if not isinstance(person, Educator):
        findings.append(
            _finding(path, person if handle else "the form names no portfolio",
                     "run `credfolio new educator` first and write the handle into the form")
        )  # fmt: skip
    try:
        day = parse_date(answers["Day of the award"]).isoformat()
    except UnclearDate as unclear:
        findings.append(_finding(path, f"Day of the award: {unclear.message}", unclear.fix))
    if isinstance(earned, str) or not isinstance(person, Educator) or findings:
        return findings
    kind = "credential" if isinstance(earned, MicroCredential) else "stack"
    data: dict[str, Any] = {
        kind: earned.ref,
        "version": answers.get("Version, if you know it") or earned.version or "1",
        "awarded_on": day,
        "name_as_awarded": person.display_name,
        "approval": "recorded",
    }
    if (url := answers.get("Evidence that may be shown", "").strip()) and "\n" not in url:
        data["evidence"] = [
            {"id": "evidence-1", "title": "Evidence", "kind": "portfolio", "url": url,
             "source": "holder", "visible": "no"}
        ]  # fmt: skip
    written = _written(answers.get("The record", ""), path)
    if isinstance(written, Finding):
        return [written]
    data |= {key: written[key] for key in _EARNERS_OWN if written.get(key) is not None}
    for one in data["evidence"] if isinstance(data.get("evidence"), list) else ():
        if isinstance(one, dict):
            one["source"] = "holder"
    return read_record(Award, data, path, {"id": earned.id, "educator": person.id})


def _written(answer: str, path: str) -> dict[str, Any] | Finding:
    """The record that the form in the browser made; the forge puts it into a fence."""
    lines = answer.splitlines()
    if lines and lines[0].startswith("```"):
        lines = lines[1 : -1 if lines[-1].startswith("```") else None]
    found = parse_yaml("\n".join(lines), path)
    if isinstance(found, Finding):
        # Its place is one in the text, which has other lines.
        return _finding(path, f"The record: {found.message}", found.fix)
    return found


def _lines(text: str) -> list[str]:
    lines = (line.strip().lstrip("-*•").strip() for line in text.splitlines())
    return [line for line in lines if line]


def _study(line: str) -> dict[str, str]:
    study = {"citation": line}
    if match := _DOI.search(line):
        study["doi"] = match[0].rstrip(".,;)")
    elif match := _ADDRESS.search(line):
        study["url"] = match[0].rstrip(".,;")
    return study


def _resource(line: str) -> dict[str, str]:
    match = _ADDRESS.search(line)
    title = " ".join(line.replace(match[0], "").split()).strip(" -–—:,()<>") if match else line
    resource = {"title": (title or line)[:500], "kind": "article"}
    if match:
        resource["url"] = match[0].rstrip(".,;")
    return resource


def _refused(path: str, message: str, fix: str) -> Plan:
    return Plan(findings=[_finding(path, message, fix)])


def _finding(path: str, message: str, fix: str) -> Finding:
    return Finding("import-form", path, message, fix)
