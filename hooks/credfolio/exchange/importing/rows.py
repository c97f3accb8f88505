"""Rows of a table → records to add, with every finding that prevents one.

One run reports every mistake in a row: an unreadable cell does not hide the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from credfolio.exchange.importing.additions import Addition, Origin, differences, existing
from credfolio.exchange.importing.cell_dates import iso_day
from credfolio.exchange.importing.cells import Columns, Values
from credfolio.exchange.importing.fields import in_words
from credfolio.exchange.importing.handle_list import HandleList
from credfolio.exchange.importing.judges import Judges
from credfolio.exchange.importing.mapping import ColumnMap, fill_id, missing_headings
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.people import People
from credfolio.exchange.importing.table import NoTable, Row, Table
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import is_id, slug
from credfolio.records.model import Award, Educator, MicroCredential, Record, Stack
from credfolio.records.reckoned.as_earned import version_on
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, educator_path


@dataclass
class Plan:
    """What an import would do."""

    additions: list[Addition] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    unchanged: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    """Other files that are written with the records, by path."""
    doubtful: list[tuple[Addition, frozenset[str | int]]] = field(default_factory=list)
    """Records of rows with errors, without the keys in question; checked, never written."""
    read: dict[int, Row] = field(default_factory=dict)
    """The rows by number, for those that are returned to the user."""

    is_blocked: bool = False
    """Whether an error concerns the whole file, so that no row may be written."""

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


def plan_rows(
    table: Table,
    mapping: ColumnMap,
    registry: Registry,
    today: date,
    listed: HandleList | None = None,
) -> Plan:
    """The records that `table` adds to `registry`, by `mapping`; `today` is the day of import.

    `listed` has the handles that earlier imports allotted; those of this import are added to
    it.
    """
    plan = Plan(findings=list(table.findings))
    plan.is_blocked = plan.has_errors
    if wrong := missing_headings(mapping, table.headings, table.path, table.heading_row):
        plan.findings += wrong
        plan.is_blocked = True
        return plan
    reader = _Reader(table, mapping, registry, today, listed or HandleList("none", _no_chance))
    try:
        for row in table.rows:
            plan.rows += 1
            plan.read[row.number] = row
            found = reader.read(row)
            plan.findings += found.findings
            if found.is_there:
                plan.unchanged += 1
            elif found.addition is not None and found.has_errors:
                plan.doubtful.append((found.addition, found.bad))
            elif found.addition is not None:
                plan.additions.append(found.addition)
    except NoTable as error:
        plan.findings.append(error.finding)
        plan.is_blocked = True
        plan.additions.clear()  # what could be read is not known to be the whole
    plan.additions[:0] = reader.profiles(plan.additions)
    begun = {a.path for a in plan.additions}
    more = reader.profiles([addition for addition, _ in plan.doubtful])
    plan.doubtful[:0] = [(one, frozenset()) for one in more if one.path not in begun]
    return plan


def _no_chance() -> str:
    raise AssertionError("a random handle needs a list of handles")


@dataclass
class _Found:
    """The result of a row: an addition or an existing record, and what is wrong."""

    findings: list[Finding]
    addition: Addition | None = None
    is_there: bool = False
    bad: frozenset[str | int] = frozenset()

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


class _Reader:
    """Reads one row after the other, and remembers earlier rows."""

    def __init__(
        self,
        table: Table,
        mapping: ColumnMap,
        registry: Registry,
        today: date,
        listed: HandleList,
    ) -> None:
        self._table = table
        self._map = mapping
        self._registry = registry
        self._today = today
        self._names = Names(registry)
        self._columns = Columns(table, mapping)
        self._people = People(registry, self._names, mapping, listed)
        self._judges = Judges(registry)
        self._seen: dict[str, tuple[int, Record]] = {}
        self._new_people: dict[str, Addition] = {}

    def read(self, row: Row) -> _Found:
        """What the row adds: a record, or nothing if it exists already; and what is wrong."""
        if any(cell.text for cell in row.cells[len(self._table.headings) :]):
            return _Found(
                [
                    self._columns.at(row, len(self._table.headings) + 1, "import-row",
                                     "the row has more cells than there are headings",
                                     "look for a delimiter inside a cell that has no quotation "
                                     "marks")
                ]
            )  # fmt: skip
        values = self._columns.read(row)
        read = self._award if self._map.records == "awards" else self._definition
        return read(row, values)

    def profiles(self, additions: list[Addition]) -> list[Addition]:
        """The new portfolios that the additions need."""
        owners = {a.record.educator for a in additions if isinstance(a.record, Award)}
        return [addition for handle, addition in self._new_people.items() if handle in owners]

    # --- the kinds of record ------------------------------------------------------------------

    def _award(self, row: Row, values: Values) -> _Found:
        data, findings = values.data, values.findings
        given = frozenset(data) - {"id", "educator"}
        known = True
        if not (person := self._person(row, data, values)):
            known = False
        named = data.pop("credential", None) or data.pop("stack", None)
        earned: MicroCredential | Stack | str = self._names.earned(named) if named else ""
        if isinstance(earned, str):
            known = False
            data["credential"] = f"{_NOTHING}/{_NOTHING}"
            if earned:
                findings.append(
                    self._about(row, "credential", "import-unknown", earned,
                                "write issuer/id, or say what it means under `values:` in the "
                                "mapping")
                )  # fmt: skip
            elif not _is_bad(values, "credential"):
                findings.append(self._columns.missing(row, "credential"))
        else:
            data["credential" if isinstance(earned, MicroCredential) else "stack"] = earned.ref
            given |= {"credential", "stack"} & set(data)
            by = str(data.get("issuer") or earned.issuer)
            for field, message, fix in self._judges.name_accounts(data, by):
                column = self._columns.column(field) or 1
                findings.append(
                    self._columns.at(row, column, "import-person", message, fix, is_hint=True)
                )
        if not isinstance(data.get("awarded_on"), str):
            known = False
            data["awarded_on"] = self._today.isoformat()
            if not _is_bad(values, "awarded_on"):
                findings.append(self._columns.missing(row, "awarded_on"))
        if not isinstance(earned, str) and "version" not in data and earned.version:
            elsewhere = data.get("imported_from") is not None
            on = iso_day(data["awarded_on"])
            data["version"] = version_on(earned, on) if elsewhere else earned.version
        if not known:
            data.setdefault("version", "1")
            data.setdefault("name_as_awarded", _NOTHING)
        if (source := data.get("imported_from")) is not None:
            source.setdefault("on", self._today.isoformat())
            if "url" not in source:
                source.setdefault("file", slug_of_file(self._table.path))
        data.setdefault("approval", "recorded")
        id_ = data.pop("id", None)
        if id_ is None:
            of = earned.id if not isinstance(earned, str) else _NOTHING
            id_ = fill_id(self._map.award_id, of, data["awarded_on"])
        id_ = id_ if is_id(id_) else slug(id_)
        keys = {"id": id_, "educator": person or _NOTHING}
        return self._finish(row, values, keys, given, known)

    def _definition(self, row: Row, values: Values) -> _Found:
        data, findings = values.data, values.findings
        given = frozenset(data) - {"id", "issuer"}
        known = True
        named = data.pop("issuer", None)
        issuer = self._names.issuer(named) if named else None
        if issuer is None:
            known = False
            findings.append(
                self._about(row, "issuer", "import-unknown", self._names.why_no_issuer(named),
                            "write its id, or run `credfolio new issuer` first")
                if named
                else self._columns.missing(row, "issuer")
            )  # fmt: skip
        if not data.get("title"):
            known = False
            data["title"] = _NOTHING
            if not _is_bad(values, "title"):
                findings.append(self._columns.missing(row, "title"))
        id_ = data.pop("id", None) or slug(data["title"])
        if not is_id(id_):
            known = False
            findings.append(
                self._about(row, "id", "import-id", f"{quoted(id_)} cannot be an id",
                            "add a column `id`: lower-case letters, digits and hyphens")
            )  # fmt: skip
            id_ = _NOTHING
        data.setdefault("version", "0.1")
        data.setdefault("status", "draft")
        data["issuer"] = issuer or _NOTHING
        keys = {"id": id_, "issuer": data["issuer"]}
        return self._finish(row, values, keys, given | {"title"}, known)

    def _finish(
        self,
        row: Row,
        values: Values,
        given: dict[str, str],
        keys: frozenset[str],
        known: bool,
    ) -> _Found:
        """The record of the row; without `known`, only what is wrong with the rest of it."""
        findings = values.findings
        bad = frozenset(pointer[0] for pointer in values.bad)
        columns = self._columns.by_pointer
        origin = Origin(self._table.path, row.number, columns, self._table.headings)
        record = read_record(self._map.model, values.data, self._table.path, given)
        if isinstance(record, list):
            findings += [
                self._in_row(row, origin, finding)
                for finding in record
                if not (finding.rule == "missing-key" and finding.pointer[:1] in _tops(bad))
            ]
            return _Found(findings)
        if not known:
            return _Found(findings)
        addition = Addition(record, keys - bad, origin)
        if self._is_there(row, addition, findings):
            return _Found(findings, is_there=not any(f.is_error for f in findings))
        return _Found(findings, addition, bad=bad)

    def _is_there(self, row: Row, addition: Addition, findings: list[Finding]) -> bool:
        """Whether the record exists already; reports any difference."""
        path = addition.path
        if (other := self._seen.get(path)) is not None:
            if differences(addition, other[1]):
                findings.append(
                    self._columns.at(
                        row, 1, "import-twice",
                        f"this would be {path}, as row {other[0]} is already",
                        "write `award_id: \"{credential}-{awarded_on}\"` in the mapping, or add "
                        "a column `id`")
                )  # fmt: skip
            return True  # the same row twice
        self._seen[path] = (row.number, addition.record)
        known = existing(self._registry, addition.record)
        if known is not None:
            if keys := self._differences(addition, known):
                findings.append(
                    addition.origin.finding(
                        Finding(
                            "import-differs",
                            path,
                            f"{path} is there already and says otherwise",
                            "correct the table, or change the record itself; an import never "
                            "overwrites",
                            pointer=(keys[0],),
                        )
                    )
                )
            return True
        if path in self._registry.broken:
            findings.append(
                self._columns.at(row, 1, "import-differs",
                                 f"{path} is there already and cannot be read",
                                 "run `credfolio check` and correct it first")
            )  # fmt: skip
            return True
        return False

    def _differences(self, addition: Addition, known: Record) -> list[str]:
        """The keys that differ; an approver by name is the same as by account."""
        keys, new = differences(addition, known), addition.record
        if "approved_by" in keys and isinstance(new, Award) and isinstance(known, Award):
            by = new.issuer_id
            if self._judges.is_same(known.approved_by, new.approved_by, by):
                keys.remove("approved_by")
        return keys

    def _person(self, row: Row, data: dict[str, Any], values: Values) -> str:
        """The handle of the row's educator; "" after a finding."""
        written, name = data.pop("educator", ""), data.get("name_as_awarded", "")
        if not written and not name and _is_bad(values, "educator", "name_as_awarded"):
            return ""

        def tell(key: str, rule: str, message: str, fix: str, is_hint: bool) -> None:
            if rule == "import-missing":
                if not _is_bad(values, key):
                    values.findings.append(self._columns.missing(row, key))
                return
            column = self._columns.column(key) or self._columns.column("name_as_awarded") or 1
            values.findings.append(self._columns.at(row, column, rule, message, fix, is_hint))

        handle = self._people.find(written, name, tell)
        if not handle:
            return ""
        if person := self._registry.educators.get(handle):
            data.setdefault("name_as_awarded", person.display_name)
            return handle
        data.setdefault("name_as_awarded", self._people.begun[handle])
        return handle if self._begin(row, handle, values.findings) else ""

    def _begin(self, row: Row, handle: str, findings: list[Finding]) -> bool:
        if handle not in self._new_people:
            path, name = educator_path(handle), self._people.begun[handle]
            profile = read_record(Educator, {"display_name": name}, path, {"id": handle})
            if isinstance(profile, list):
                findings += [replace(f, path=self._table.path, line=row.number) for f in profile]
                return False
            columns: dict[Pointer, int] = {
                ("display_name",): self._columns.column("name_as_awarded")
            }
            origin = Origin(self._table.path, row.number, columns, self._table.headings)
            keys = frozenset({"display_name", "visibility"})
            self._new_people[handle] = Addition(profile, keys, origin)
        return True

    # --- findings -----------------------------------------------------------------------------

    def _in_row(self, row: Row, origin: Origin, finding: Finding) -> Finding:
        if finding.rule == "missing-key":
            name = finding.message.partition(" ")[0]
            full = in_words((*finding.pointer, name))
            fix = f"give it a column or a fixed value in the mapping ({full}: …)"
            finding = replace(finding, fix=fix)
        if hint := self._columns.separator_hint(row, finding.pointer):
            finding = replace(finding, fix=hint)
        return origin.finding(finding)

    def _about(self, row: Row, name: str, rule: str, message: str, fix: str) -> Finding:
        return self._columns.at(row, self._columns.column(name) or 1, rule, message, fix)


_NOTHING = "unknown"
"""Replaces a missing value, so that the rest of the row can be read."""


def _is_bad(values: Values, *names: str) -> bool:
    return any((name,) in values.bad for name in names)


def _tops(bad: frozenset[str | int]) -> set[Pointer]:
    return {(top,) for top in bad}


def slug_of_file(path: str) -> str:
    """A file's name in letters that a record may contain."""
    name, _, ending = path.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{slug(name) or 'table'}.{slug(ending) or 'csv'}"
