"""The mapping file of ``credfolio import csv``: which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from credfolio.authoring.scaffold import dump
from credfolio.exchange.importing.cell_dates import FORMATS, DateFormat
from credfolio.exchange.importing.fields import NoSuchField, find_field
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import nearest
from credfolio.records.model import Award, MicroCredential, Record
from credfolio.records.model.base import Piece, Table, YesNo
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import parse_yaml

Records = Literal["awards", "credentials"]
MODELS: dict[str, type[Record]] = {"awards": Award, "credentials": MicroCredential}
NEEDED = {
    "awards": ("educator", "credential", "awarded_on"),
    "credentials": ("issuer", "title"),
}
"""Fields without which no row can become a record; a name may replace the handle."""


class ColumnMap(Piece):
    """What the columns of a table mean."""

    records: Records = Field("awards", description="What one row is.")
    columns: Table[str] = Field(default_factory=dict, description="Field: heading of the column.")
    fixed: Table[str] = Field(default_factory=dict, description="Field: the same for every row.")
    values: Table[dict[str, str]] = Field(
        default_factory=dict, description="Field: words of the table and what they mean here."
    )
    date_format: DateFormat | None = None
    two_digit_years: YesNo = False
    list_separator: str = Field(";", min_length=1, max_length=3)
    award_id: str = Field("{credential}", max_length=100)
    new_educators: YesNo = False
    handles: Literal["random", "from-names"] | None = Field(
        None, description="How people get handles whom the table knows by something else."
    )
    same_name: Literal["ask", "same-person", "another-person"] = "ask"
    sheet: str = Field("", max_length=100)
    encoding: str = Field("", max_length=40)
    delimiter: str = Field("", max_length=1)

    @property
    def model(self) -> type[Record]:
        return MODELS[self.records]


def parse_mapping(text: str, path: str) -> ColumnMap | list[Finding]:
    """The mapping in `text`, or what is wrong with it; `path` is for the findings."""
    data = parse_yaml(text, path)
    if isinstance(data, Finding):
        return [data]
    mapping = read_record(ColumnMap, data, path, {})
    if isinstance(mapping, list):
        return mapping
    findings = list(_wrong_fields(mapping, path))
    if mapping.award_id != "{credential}" and _filled(mapping.award_id) is None:
        findings.append(
            Finding(
                "import-mapping",
                path,
                f"award_id: {quoted(mapping.award_id)} cannot be filled in",
                "use {credential}, {awarded_on} and {year}, as in {credential}-{year}",
                pointer=("award_id",),
            )
        )
    return findings or mapping


def _filled(pattern: str) -> str | None:
    try:
        return fill_id(pattern, "a", "2026-05-31")
    except (KeyError, IndexError, ValueError, AttributeError):
        return None


def fill_id(pattern: str, credential: str, awarded_on: str) -> str:
    """An award's id by the mapping's pattern."""
    for word, value in (
        ("{credential}", credential),
        ("{awarded_on}", awarded_on),
        ("{year}", awarded_on[:4]),
    ):
        pattern = pattern.replace(word, value)
    if "{" in pattern or "}" in pattern:
        raise ValueError(pattern)
    return pattern


def _wrong_fields(mapping: ColumnMap, path: str) -> list[Finding]:
    findings = []
    for key in ("columns", "fixed", "values"):
        for name in getattr(mapping, key):
            try:
                find_field(mapping.model, name)
            except NoSuchField as error:
                guess = f"did you mean {quoted(error.guess)}? " if error.guess else ""
                findings.append(
                    Finding(
                        "import-mapping",
                        path,
                        f"{quoted(name)} is no single value of {_a_record(mapping)}",
                        f"{guess}The reference of the records lists the fields; a dot leads into "
                        "one, a number to its place in a list.",
                        pointer=(key, name),
                        at_key=True,
                    )
                )
    for name in set(mapping.columns) & set(mapping.fixed):
        findings.append(
            Finding(
                "import-mapping",
                path,
                f"{quoted(name)} has a column and a fixed value",
                "delete one of the two",
                pointer=("fixed", name),
                at_key=True,
            )
        )
    return findings


def _a_record(mapping: ColumnMap) -> str:
    return "an award" if mapping.records == "awards" else "a definition"


# --- guessing -----------------------------------------------------------------------------------

_SYNONYMS: dict[str, dict[str, str]] = {
    "awards": {
        "handle": "educator", "portfolio": "educator", "username": "educator",
        "name": "name_as_awarded", "teacher": "name_as_awarded", "full_name": "name_as_awarded",
        "educator_name": "name_as_awarded", "recipient": "name_as_awarded",
        "recipient_name": "name_as_awarded", "participant": "name_as_awarded",
        "badge": "credential", "badge_name": "credential", "badge_title": "credential",
        "micro_credential": "credential", "microcredential": "credential",
        "credential_name": "credential", "credential_title": "credential", "title": "credential",
        "date": "awarded_on", "awarded": "awarded_on", "date_awarded": "awarded_on",
        "award_date": "awarded_on", "issue_date": "awarded_on", "date_issued": "awarded_on",
        "issued_on": "awarded_on", "date_earned": "awarded_on", "earned_on": "awarded_on",
        "completion_date": "awarded_on", "date_completed": "awarded_on",
        "approver": "approved_by", "expires": "expires_on", "expiration_date": "expires_on",
        "expiry_date": "expires_on", "role": "role_at_time", "position": "role_at_time",
        "school_name": "school", "school_district": "district",
    },
    "credentials": {
        "name": "title", "badge_name": "title", "credential": "title", "description": "summary",
        "audience": "audience_roles", "keywords": "topics", "topic": "topics",
        "subject": "subjects", "grades": "grade_bands", "license": "licence",
        "number": "human_code", "code": "human_code", "cost": "cost.amount",
        "min_hours": "time_estimate.min_hours", "max_hours": "time_estimate.max_hours",
    },
}  # fmt: skip


def knows_heading(mapping: ColumnMap, heading: str) -> bool:
    """Whether the mapping names `heading`, or its meaning is clear."""
    if heading in mapping.columns.values():
        return True
    return not mapping.columns and bool(guess_columns(mapping.records, [heading]))


def guess_columns(records: Records, headings: Sequence[str]) -> dict[str, str]:
    """Field → heading, for every heading with a clear meaning."""
    found: dict[str, str] = {}
    model = MODELS[records]
    for heading in headings:
        word = "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())
        for name in (heading, word, _SYNONYMS[records].get(word, "")):
            try:
                known = bool(name) and bool(find_field(model, name))
            except NoSuchField:
                continue
            if known and name not in found:
                found[name] = heading
                break
    return found


def render_starter(records: Records, headings: Sequence[str]) -> str:
    """A first mapping: guessed columns, missing ones, and an explanation of every setting."""
    guessed = guess_columns(records, headings)
    left = [heading for heading in headings if heading and heading not in guessed.values()]
    missing = [name for name in NEEDED[records] if name not in guessed]
    if "name_as_awarded" in guessed and "educator" in missing:
        missing.remove("educator")
    lines = [
        f"# What the columns of the table mean, for `credfolio import csv --{records}`.\n",
        dump("records", records),
        "\n# The field of the record, and the heading of its column. A dot leads into a field,\n",
        "# a number to a place in a list: credits_earned.1.amount\n",
    ]
    if guessed:
        lines.append(dump("columns", guessed))
    else:
        lines.append("columns:\n")
    lines += [f"#  {name}: (needed: the heading of its column)\n" for name in missing]
    if left:
        lines.append("# Not taken over:\n")
        lines += [f"#   {' '.join(heading.split())}\n" for heading in left]
    example = "version" if records == "awards" else "issuer"
    value = '"1.0"' if records == "awards" else "an-issuer"
    lines.append(
        "\n# The same in every row.\n"
        f"#fixed:\n#  {example}: {value}\n"
        "\n# Words of the table, and what they are here.\n"
        "#values:\n"
        + (
            "#  credential:\n#    Feedback 101: an-issuer/an-id\n"
            if records == "awards"
            else "#  status:\n#    Published: active\n"
        )
        + f"\n# How dates are written: {', '.join(FORMATS)}.\n#date_format: m/d/y\n"
        "\n# A year of two digits, such as 26, is 2026.\n#two_digit_years: yes\n"
        '\n# The separator of several values in one cell.\n#list_separator: ";"\n'
    )
    if records == "awards":
        lines.append(
            "\n# The name of an award's file; {credential}, {awarded_on}, {year} are filled in.\n"
            '#award_id: "{credential}-{year}"\n'
            "\n# Begin an unlisted portfolio for a handle that has none.\n#new_educators: yes\n"
            "\n# The table has no handles: allot them, random or from-names.\n#handles: random\n"
            "\n# Somebody new has the name of somebody here: ask, same-person, another-person.\n"
            "#same_name: ask\n"
            "\n# For awards that another system made; `fixed:` then needs\n"
            "#  imported_from.system: Its name\n"
        )
    lines.append(
        '\n# Only if detection fails.\n#encoding: cp1252\n#delimiter: ";"\n#sheet: Sheet1\n'
    )
    return "".join(lines)


def missing_headings(
    mapping: ColumnMap, headings: Sequence[str], path: str, row: int = 1
) -> list[Finding]:
    """Columns that the mapping names and the table lacks, or has twice."""
    findings = []
    for name, heading in mapping.columns.items():
        count = headings.count(heading)
        if count == 1:
            continue
        guess = nearest(heading, headings)
        findings.append(
            Finding(
                "import-mapping",
                path,
                f"{name}: there is no column {quoted(heading)}"
                if not count
                else f"{name}: {count} columns are called {quoted(heading)}",
                (f"did you mean {quoted(guess)}? " if guess and not count else "")
                + ("Copy the heading into the mapping." if not count else "rename one of them"),
                line=row,
                column=1,
            )
        )
    return findings
