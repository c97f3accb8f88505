"""Rows of a table → records to add, with a finding for each cell that prevents it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from credfolio.exchange.importing.additions import Addition, Origin, differences, existing
from credfolio.exchange.importing.cell_dates import UnclearDate, parse_date
from credfolio.exchange.importing.fields import find_field, in_words, put, settle
from credfolio.exchange.importing.mapping import ColumnMap, fill_id, missing_headings
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.table import NoTable, Row, Table
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import is_id, slug
from credfolio.records.model import Award, Educator, MicroCredential, Record
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
    """What is written beside the records, by path."""

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


def plan_rows(table: Table, mapping: ColumnMap, registry: Registry, today: date) -> Plan:
    """The records that `table` adds to `registry`, by `mapping`; `today` is the day of import."""
    plan = Plan(findings=list(table.findings))
    if wrong := missing_headings(mapping, table.headings, table.path):
        plan.findings += wrong
        return plan
    reader = _Reader(table, mapping, registry, today)
    try:
        for row in table.rows:
            plan.rows += 1
            result = reader.read(row)
            if isinstance(result, list):
                plan.findings += result
            elif result is None:
                plan.unchanged += 1
            else:
                plan.additions.append(result)
    except NoTable as error:
        plan.findings.append(error.finding)
        plan.additions.clear()  # what could be read is not known to be the whole
    plan.additions[:0] = reader.profiles(plan.additions)
    return plan


class _Reader:
    """Reads one row after the other; remembers what earlier rows said."""

    def __init__(self, table: Table, mapping: ColumnMap, registry: Registry, today: date) -> None:
        self._table = table
        self._map = mapping
        self._registry = registry
        self._today = today
        self._names = Names(registry)
        self._columns = [
            (find_field(mapping.model, name), table.headings.index(heading), name)
            for name, heading in mapping.columns.items()
        ]
        self._fixed = [
            (find_field(mapping.model, name), value) for name, value in mapping.fixed.items()
        ]
        self._by_pointer = {f.pointer: index + 1 for f, index, _ in self._columns}
        self._seen: dict[str, tuple[int, Record]] = {}
        self._new_people: dict[str, Addition] = {}

    def read(self, row: Row) -> Addition | list[Finding] | None:
        """What the row adds: a record, nothing (it is there already), or what is wrong."""
        findings: list[Finding] = []
        if any(cell.text for cell in row.cells[len(self._table.headings) :]):
            return [
                self._at(row, len(self._table.headings) + 1, "import-row",
                         "the row has more cells than there are headings",
                         "look for a delimiter inside a cell that has no quotation marks")
            ]  # fmt: skip
        raw: dict[str, Any] = {}
        filled: set[Pointer] = set()
        for place, index, name in self._columns:
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or not cell.text:
                continue
            if cell.formula:
                findings.append(
                    self._at(row, index + 1, "import-formula",
                             f"the cell holds a formula, {quoted(cell.text, 40)}",
                             "copy the column and paste it as values")
                )  # fmt: skip
                continue
            text = self._map.values.get(name, {}).get(cell.text, cell.text)
            try:
                value = self._typed(place.kind, text)
            except UnclearDate as unclear:
                findings.append(
                    self._at(row, index + 1, "import-date",
                             f"{quoted(text)}: {unclear.message}", unclear.fix)
                )  # fmt: skip
                continue
            put(raw, place.pointer, value)
            filled.update(place.pointer[:n] for n in range(1, len(place.pointer)))
        for place, text in self._fixed:
            in_list = next(
                (n for n, step in enumerate(place.pointer) if isinstance(step, int)), None
            )
            # What is fixed inside a list completes an item that the row has, and makes none.
            if in_list is None or place.pointer[: in_list + 1] in filled:
                try:
                    put(raw, place.pointer, self._typed(place.kind, text))
                except UnclearDate as unclear:
                    return [
                        self._at(row, 1, "import-date",
                                 f"{in_words(place.pointer)}, fixed in the mapping: "
                                 f"{quoted(text)}: {unclear.message}", unclear.fix)
                    ]  # fmt: skip
        if findings:
            return findings
        data: dict[str, Any] = settle(raw)
        return (
            self._award(row, data) if self._map.records == "awards" else self._definition(row, data)
        )

    def profiles(self, additions: list[Addition]) -> list[Addition]:
        """The new portfolios that the additions need."""
        owners = {a.record.educator for a in additions if isinstance(a.record, Award)}
        return [addition for handle, addition in self._new_people.items() if handle in owners]

    # --- the kinds of record ------------------------------------------------------------------

    def _award(self, row: Row, data: dict[str, Any]) -> Addition | list[Finding] | None:
        given = frozenset(data) - {"id", "educator"}
        findings: list[Finding] = []
        person = self._person(row, data, findings)
        earned = None
        named = data.pop("credential", None) or data.pop("stack", None)
        if named is None:
            findings.append(self._missing(row, "credential"))
        else:
            found = self._names.earned(named)
            if isinstance(found, str):
                findings.append(
                    self._about(row, "credential", "import-unknown", found,
                                "write issuer/id, or say what it means under `values:` in the "
                                "mapping")
                )  # fmt: skip
            else:
                earned = found
                data["credential" if isinstance(earned, MicroCredential) else "stack"] = earned.ref
                given |= {"credential", "stack"} & set(data)
        if not isinstance(data.get("awarded_on"), str):
            findings.append(self._missing(row, "awarded_on"))
        if findings or earned is None:
            return findings
        if "version" not in data and earned.version:
            data["version"] = earned.version
        if (source := data.get("imported_from")) is not None:
            source.setdefault("on", self._today.isoformat())
            if "url" not in source:
                source.setdefault("file", slug_of_file(self._table.path))
        else:
            data.setdefault("approval", "recorded")
        id_ = data.pop("id", None)
        if id_ is None:
            id_ = fill_id(self._map.award_id, earned.id, data["awarded_on"])
        id_ = id_ if is_id(id_) else slug(id_)
        return self._finish(row, data, {"id": id_, "educator": person}, given)

    def _definition(self, row: Row, data: dict[str, Any]) -> Addition | list[Finding] | None:
        given = frozenset(data) - {"id", "issuer"}
        named = data.pop("issuer", None)
        if named is None:
            return [self._missing(row, "issuer")]
        issuer = self._names.issuer(named)
        if issuer is None:
            return [
                self._about(row, "issuer", "import-unknown",
                            f"no issuer is called {quoted(named)}",
                            "write its id, or run `credfolio new issuer` first")
            ]  # fmt: skip
        if not data.get("title"):
            return [self._missing(row, "title")]
        id_ = data.pop("id", None) or slug(data["title"])
        if not is_id(id_):
            return [
                self._about(row, "id", "import-id", f"{quoted(id_)} cannot be an id",
                            "add a column `id`: lower-case letters, digits and hyphens")
            ]  # fmt: skip
        data.setdefault("version", "0.1")
        data.setdefault("status", "draft")
        data["issuer"] = issuer
        return self._finish(row, data, {"id": id_, "issuer": issuer}, given | {"title"})

    def _finish(
        self, row: Row, data: dict[str, Any], given: dict[str, str], keys: frozenset[str]
    ) -> Addition | list[Finding] | None:
        origin = Origin(self._table.path, row.number, self._by_pointer, self._table.headings)
        record = read_record(self._map.model, data, self._table.path, given)
        if isinstance(record, list):
            return [self._in_row(row, origin, finding) for finding in record]
        addition = Addition(record, keys, origin)
        path = addition.path
        if (other := self._seen.get(path)) is not None:
            if not differences(addition, other[1]):
                return None  # the same row twice
            return [
                self._at(row, 1, "import-twice",
                         f"this would be {path}, as row {other[0]} is already",
                         "write `award_id: \"{credential}-{awarded_on}\"` in the mapping, or add "
                         "a column `id`")
            ]  # fmt: skip
        self._seen[path] = (row.number, record)
        known = existing(self._registry, record)
        if known is not None:
            if not (keys_that_differ := differences(addition, known)):
                return None
            return [
                origin.finding(
                    Finding(
                        "import-differs",
                        path,
                        f"{path} is there already and says otherwise",
                        "correct the table, or change the record itself; an import never "
                        "overwrites",
                        pointer=(keys_that_differ[0],),
                    )
                )
            ]
        if path in self._registry.broken:
            return [
                self._at(row, 1, "import-differs", f"{path} is there already and cannot be read",
                         "run `credfolio check` and correct it first")
            ]  # fmt: skip
        return addition

    def _person(self, row: Row, data: dict[str, Any], findings: list[Finding]) -> str:
        """The handle of the row's educator; "" after a finding."""
        written, name = data.pop("educator", None), data.get("name_as_awarded")
        found = self._names.educator(written or name or "")
        if written is None and name is None:
            findings.append(self._missing(row, "educator"))
        elif isinstance(found, Educator):
            data.setdefault("name_as_awarded", found.display_name)
            return found.id
        elif written and name and self._map.new_educators:
            if is_id(written):
                return self._begin(row, written, name, findings)
            findings.append(
                self._about(row, "educator", "import-id", f"{quoted(written)} cannot be a handle",
                            "use lower-case letters, digits and hyphens")
            )  # fmt: skip
        else:
            findings.append(
                self._about(row, "educator" if written else "name_as_awarded", "import-unknown",
                            found,
                            "add a column with handles; `new_educators: yes` in the mapping begins "
                            "portfolios for new ones")
            )  # fmt: skip
        return ""

    def _begin(self, row: Row, handle: str, name: str, findings: list[Finding]) -> str:
        path = educator_path(handle)
        if path in self._registry.broken:
            findings.append(
                self._at(row, 1, "import-unknown", f"{path} cannot be read",
                         "run `credfolio check` and correct it first")
            )  # fmt: skip
            return ""
        if handle not in self._new_people:
            profile = read_record(Educator, {"display_name": name}, path, {"id": handle})
            if isinstance(profile, list):
                findings += [replace(f, path=self._table.path, line=row.number) for f in profile]
                return ""
            columns: dict[Pointer, int] = {("display_name",): self._column("name_as_awarded")}
            origin = Origin(self._table.path, row.number, columns, self._table.headings)
            keys = frozenset({"display_name", "visibility"})
            self._new_people[handle] = Addition(profile, keys, origin)
        return handle

    # --- cells --------------------------------------------------------------------------------

    def _typed(self, kind: str, text: str) -> object:
        if kind == "date":
            return parse_date(text, self._map.date_format or "").isoformat()
        if kind == "list":
            words = [word.strip() for word in text.split(self._map.list_separator)]
            return [word for word in words if word]
        if kind == "yes-no":
            short = {"y": "yes", "n": "no", "1": "yes", "0": "no", "x": "yes"}
            return short.get(text.casefold(), text)
        return text

    def _column(self, name: str) -> int:
        return self._by_pointer.get((name,), 0)

    def _missing(self, row: Row, name: str) -> Finding:
        column = self._column(name)
        fix = "fill in the cell" if column else f"name its column under `columns:` ({name}: …)"
        return self._at(row, column or 1, "import-missing", f"{name} is missing", fix)

    def _in_row(self, row: Row, origin: Origin, finding: Finding) -> Finding:
        if finding.rule == "missing-key":
            name = finding.message.partition(" ")[0]
            full = in_words((*finding.pointer, name))
            fix = f"give it a column or a fixed value in the mapping ({full}: …)"
            finding = replace(finding, fix=fix)
        return origin.finding(finding)

    def _about(self, row: Row, name: str, rule: str, message: str, fix: str) -> Finding:
        return self._at(row, self._column(name) or 1, rule, message, fix)

    def _at(self, row: Row, column: int, rule: str, message: str, fix: str) -> Finding:
        headings = self._table.headings
        heading = headings[column - 1] if rule in _CELL_RULES and column <= len(headings) else ""
        words = f"{heading}: {message}" if heading else message
        return Finding(rule, self._table.path, words, fix, line=row.number, column=column)


_CELL_RULES = frozenset({"import-date", "import-formula", "import-unknown"})


def slug_of_file(path: str) -> str:
    """A file's name in the letters that a record may hold."""
    name, _, ending = path.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return f"{slug(name) or 'table'}.{slug(ending) or 'csv'}"
