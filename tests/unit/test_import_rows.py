"""Rows → records: who is meant, what is asked, and everything wrong with a row at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from credfolio.exchange.importing.handle_list import HandleList, read_handle_list
from credfolio.exchange.importing.mapping import ColumnMap, knows_heading
from credfolio.exchange.importing.partial import check_plan
from credfolio.exchange.importing.rejects import REASON, render_rejects
from credfolio.exchange.importing.rows import Plan, plan_rows
from credfolio.exchange.importing.table import Table, read_csv
from credfolio.findings.finding import Finding
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, Educator
from credfolio.records.registry import Registry

BASE = Path(__file__).parents[1] / "examples" / "base"
TODAY = date(2026, 6, 1)
COLUMNS = {
    "educator": "Handle",
    "name_as_awarded": "Name",
    "credential": "Badge",
    "awarded_on": "Date",
}
HEAD = "Handle,Name,Badge,Date\n"


@cache
def registry() -> Registry:
    """Ana López (ana-lopez) and Tom Berg (tom-berg), Active Listening and Mentoring."""
    return load_project(BASE).registry


def mapping(columns: dict[str, str] | None = None, **more: Any) -> ColumnMap:
    fixed = {"imported_from.system": "Old platform"} | more.pop("fixed", {})
    more = {"new_educators": True} | more
    return ColumnMap.model_validate({"columns": columns or COLUMNS, "fixed": fixed, **more})


def table(text: str, mapped: ColumnMap) -> Table:
    return read_csv(
        text.encode(), "a.csv", delimiter=mapped.delimiter,
        is_heading=lambda heading: knows_heading(mapped, heading),
    )  # fmt: skip


def planned(
    rows: str, mapped: ColumnMap | None = None, head: str = HEAD, listed: HandleList | None = None
) -> Plan:
    mapped = mapped or mapping()
    plan = plan_rows(table(head + rows, mapped), mapped, registry(), TODAY, listed)
    check_plan(plan, registry(), TODAY, partial=False)
    return plan


def errors(plan: Plan) -> list[str]:
    return [f"{f.line}:{f.column} {f.message}" for f in plan.findings if f.is_error]


def hints(plan: Plan, rule: str) -> list[str]:
    return [f.message for f in plan.findings if not f.is_error and f.rule == rule]


def owners(plan: Plan) -> list[str]:
    return [a.record.educator for a in plan.additions if isinstance(a.record, Award)]


def begun(plan: Plan) -> dict[str, str]:
    return {a.record.id: a.record.display_name for a in plan.additions
            if isinstance(a.record, Educator)}  # fmt: skip


# --- handles ------------------------------------------------------------------------------------


def test_an_empty_cell_is_named_and_nothing_else_is_blamed() -> None:
    plan = planned("zoe-muller,,Active Listening,2026-04-24\n")
    assert errors(plan) == ["2:2 Name: the cell is empty"]


def test_a_field_without_a_column_is_named_with_what_to_write() -> None:
    columns = {field: heading for field, heading in COLUMNS.items() if heading != "Date"}
    plan = planned("a,A,Active Listening\n", mapping(columns), "Handle,Name,Badge\n")
    [finding] = [f for f in plan.findings if f.is_error]
    assert finding.message == "awarded_on has no column"
    assert "(awarded_on: …)" in finding.fix


def test_a_handle_is_folded_and_that_is_said() -> None:
    plan = planned("zoe-MULLER,Zoë Müller,Active Listening,2026-04-24\n"
                   "Zoë Müller,Zoë Müller,Mentoring a Colleague,2026-04-24\n")  # fmt: skip
    assert begun(plan) == {"zoe-muller": "Zoë Müller"}
    assert hints(plan, "import-person") == [
        'Handle: "zoe-MULLER" is read as the handle zoe-muller',
        'Handle: "Zoë Müller" is read as the handle zoe-muller',
    ]


def test_a_handle_without_a_latin_letter_is_refused() -> None:
    assert errors(planned("ليلى,ليلى,Active Listening,2026-04-24\n")) == [
        '2:1 "ليلى" cannot be a handle'
    ]


def test_a_new_handle_with_the_name_of_somebody_here_is_a_question() -> None:
    row = "tom-brg,Tom Berg,Active Listening,2026-04-24\n"
    plan = planned(row)
    assert errors(plan) == [
        '2:1 Handle: "Tom Berg" is the name of tom-berg, too: is this the same person?'
    ]
    assert plan.additions == []
    assert owners(planned(row, mapping(same_name="same-person"))) == ["tom-berg"]
    assert begun(planned(row, mapping(same_name="another-person"))) == {"tom-brg": "Tom Berg"}


def test_two_new_handles_that_are_alike_with_one_name_are_a_question() -> None:
    plan = planned("zoe-muller,Zoë Müller,Active Listening,2026-04-24\n"
                   "zoe-mullr,Zoe Muller,Mentoring a Colleague,2026-04-24\n"
                   "z2,Zoë Müller,Active Listening,2026-04-24\n")  # fmt: skip
    assert errors(plan) == [
        '3:1 Handle: "Zoe Muller" is the name of zoe-muller, too: is this the same person?'
    ]


def test_a_handle_with_somebody_elses_name_is_a_question() -> None:
    row = "tom-berg,Ana Lopez,Active Listening,2026-04-24\n"
    [question] = errors(planned(row))
    assert question == (
        '2:1 Handle: "tom-berg" is "Tom Berg", but "Ana Lopez" is the name of ana-lopez: '
        "who is meant?"
    )
    assert owners(planned(row, mapping(same_name="another-person"))) == ["tom-berg"]


# --- rosters without handles --------------------------------------------------------------------

EMAILS = {**COLUMNS, "educator": "Email"}
EMAIL_HEAD = "Email,Name,Badge,Date\n"
ROSTER = (
    "Zoe.Muller@Schools.Example,Zoë Müller,Active Listening,2026-04-24\n"
    "sean@schools.example,Seán O’Neill,Active Listening,2026-04-24\n"
    "zoe.muller@schools.example,Zoë Müller,Mentoring a Colleague,2026-04-25\n"
)


def by_chance() -> Iterator[str]:
    return (f"aaaa-bbbb-{number:04}" for number in count(1))


def new_list() -> HandleList:
    return HandleList("5a17", by_chance().__next__)


def test_an_address_in_place_of_a_handle_asks_how_handles_are_allotted() -> None:
    plan = planned(ROSTER, mapping(EMAILS), EMAIL_HEAD)
    assert len(errors(plan)) == 3
    assert "Email: the cell holds an e-mail address, which is never stored" in errors(plan)[0]
    assert "@" not in "".join(f.message + f.fix for f in plan.findings)


def test_handles_are_made_from_names() -> None:
    plan = planned(ROSTER, mapping(EMAILS, handles="from-names"), EMAIL_HEAD, new_list())
    assert errors(plan) == []
    assert begun(plan) == {"zoe-muller": "Zoë Müller", "sean-oneill": "Seán O’Neill"}
    assert owners(plan) == ["zoe-muller", "sean-oneill", "zoe-muller"]


def test_two_people_of_one_name_get_two_handles() -> None:
    rows = ("a@x.example,Kim Lee,Active Listening,2026-04-24\n"
            "b@x.example,Kim Lee,Active Listening,2026-04-24\n")  # fmt: skip
    plan = planned(rows, mapping(EMAILS, handles="from-names"), EMAIL_HEAD, new_list())
    assert begun(plan) == {"kim-lee": "Kim Lee", "kim-lee-2": "Kim Lee"}


def test_the_next_import_finds_the_same_people_and_the_list_holds_no_address() -> None:
    mapped = mapping(EMAILS, handles="random")
    first = new_list()
    before = planned(ROSTER, mapped, EMAIL_HEAD, first)
    assert owners(before) == ["aaaa-bbbb-0001", "aaaa-bbbb-0002", "aaaa-bbbb-0001"]
    kept = first.render(lambda handle: True)
    assert b"@" not in kept
    assert b"schools" not in kept.lower()
    again = read_handle_list(kept, "handles.csv", by_chance().__next__)
    assert isinstance(again, HandleList)
    assert owners(planned(ROSTER, mapped, EMAIL_HEAD, again)) == owners(before)
    assert again.render(lambda handle: True) == kept


def test_a_list_that_is_none_is_one_finding() -> None:
    for raw in (b"", b"\xff", b"Email,Handle\n", b"Person 5a17,Handle\nabc,No Handle\n"):
        found = read_handle_list(raw, "handles.csv", by_chance().__next__)
        assert isinstance(found, Finding)
        assert found.rule == "import-handles"
        assert found.fix


def test_somebody_with_an_address_and_the_name_of_somebody_here_is_a_question() -> None:
    row = "ana@x.example,Ana Lopez,Mentoring a Colleague,2026-04-24\n"
    mapped = mapping(EMAILS, handles="random")
    assert errors(planned(row, mapped, EMAIL_HEAD, new_list())) == [
        '2:1 Email: "Ana Lopez" is the name of ana-lopez, too: is this the same person?'
    ]
    same = mapping(EMAILS, handles="random", same_name="same-person")
    listed = new_list()
    assert owners(planned(row, same, EMAIL_HEAD, listed)) == ["ana-lopez"]
    assert listed.find("ANA@x.example") == "ana-lopez"


def test_a_roster_of_names_alone() -> None:
    columns = {k: v for k, v in COLUMNS.items() if k != "educator"}
    rows = "Kim Lee,Active Listening,2026-04-24\nTom Berg,Active Listening,2026-04-24\n"
    mapped = mapping(columns, handles="from-names")
    plan = planned(rows, mapped, "Name,Badge,Date\n", new_list())
    assert owners(plan) == ["kim-lee", "tom-berg"]


def test_a_name_that_gives_no_handle_leads_to_random_ones() -> None:
    row = "a@x.example,ليلى,Active Listening,2026-04-24\n"
    plan = planned(row, mapping(EMAILS, handles="from-names"), EMAIL_HEAD, new_list())
    assert errors(plan) == ['2:2 no handle can be made from "ليلى"']
    assert owners(planned(row, mapping(EMAILS, handles="random"), EMAIL_HEAD, new_list())) == [
        "aaaa-bbbb-0001"
    ]


# --- one round ----------------------------------------------------------------------------------


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    columns = {**COLUMNS, "expires_on": "Until", "credits_earned.1.amount": "Credit"}
    fixed = {"credits_earned.1.unit": "contact-hour", "credits_earned.1.jurisdiction": "maple"}
    head = "Handle,Name,Badge,Date,Until,Credit\n"
    plan = planned("zoe@x.example,Zoë,Active Listning,soon,never,many\n",
                   mapping(columns, fixed=fixed), head)  # fmt: skip
    assert [f.rpartition(":")[0] for f in errors(plan)] == [
        '2:4 Date: "soon"',
        '2:5 Until: "never"',
        "2:1 Handle",
        "2:3 Badge",
        "2:6 Credit: credits_earned[1].amount",
    ]


def test_what_the_rules_find_is_said_beside_a_cell_that_cannot_be_read() -> None:
    columns = {**COLUMNS, "expires_on": "Until"}
    head = "Handle,Name,Badge,Date,Until\n"
    rows = ("tom-berg,Tom Berg,Active Listening,2031-04-24,never\n"
            "tom-berg,Tom Berg,Nothing,2026-04-24,\n"
            "ana-lopez,Ana López,Mentoring a Colleague,2031-04-24,\n")  # fmt: skip
    plan = planned(rows, mapping(columns), head)
    rules = {(f.line, f.rule) for f in plan.findings if f.is_error}
    assert {(2, "import-date"), (2, "future-date"), (3, "import-unknown")} <= rules
    assert (4, "future-date") in rules


def test_refused_rows_come_back_with_reasons_and_can_be_imported_once_corrected() -> None:
    mapped = mapping(delimiter=";")
    text = HEAD.replace(",", ";") + (
        "tom-berg;Tom Berg;Active Listning;soon\n"
        "ana-lopez;=A1;Mentoring a Colleague;2026-04-24\n"
        "tom-berg;Tom Berg;Active Listening;2026-04-24\n"
    )
    read = table(text, mapped)
    plan = plan_rows(read, mapped, registry(), TODAY)
    check_plan(plan, registry(), TODAY, partial=True)
    raw = render_rejects(read, plan)
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel reads it as UTF-8"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Handle", "Name", "Badge", "Date", REASON]
    assert [row[:4] for row in rows[1:]] == [
        ["tom-berg", "Tom Berg", "Active Listning", "soon"],
        ["ana-lopez", "", "Mentoring a Colleague", "2026-04-24"],
    ]
    assert (
        'Date: "soon": this is not a date (write it as YYYY-MM-DD, such as 2026-05-31); '
        "Badge: no credential" in (rows[1][4])
    )
    assert [a.origin.row for a in plan.additions] == [4]
    mended = raw.decode("utf-8-sig").replace("Listning", "Listening").replace("soon", "2026-04-24")
    mended = mended.replace("ana-lopez;;", "ana-lopez;Ana López;")
    assert errors(planned("", mapped, mended)) == []


# --- values -------------------------------------------------------------------------------------


def test_what_is_fixed_in_a_list_without_a_column_is_in_every_row() -> None:
    fixed = {"results.1.part": "1", "results.1.level": "demonstrated"}
    plan = planned("tom-berg,Tom Berg,Active Listening,2026-04-24\n", mapping(fixed=fixed))
    [award] = [a.record for a in plan.additions if isinstance(a.record, Award)]
    assert [(one.part, one.level) for one in award.results] == [(1, "demonstrated")]


def test_what_is_fixed_beside_a_column_completes_only_what_the_row_has() -> None:
    columns = {**COLUMNS, "credits_earned.1.amount": "Hours"}
    fixed = {"credits_earned.1.unit": "contact-hour", "credits_earned.1.jurisdiction": "maple"}
    mapped = mapping(columns, fixed=fixed)
    rows = ("tom-berg,Tom Berg,Active Listening,2026-04-24,3\n"
            "ana-lopez,Ana López,Mentoring a Colleague,2026-04-24,\n")  # fmt: skip
    plan = plan_rows(
        table("Handle,Name,Badge,Date,Hours\n" + rows, mapped), mapped, registry(), TODAY
    )
    credits = [len(a.record.credits_earned) for a in plan.additions if isinstance(a.record, Award)]
    assert credits == [1, 0]


def test_a_list_cut_at_the_wrong_places_names_the_separator() -> None:
    columns = {"title": "Title", "issuer": "Issuer", "topics": "Topics"}
    mapped = ColumnMap.model_validate(
        {"records": "credentials", "columns": columns, "list_separator": ","}
    )
    row = "Waiting,riverside-usd,family-partnership; equity\n"
    [finding] = [f for f in planned(row, mapped, "Title,Issuer,Topics\n").findings if f.is_error]
    assert 'write `list_separator: ";"` in the mapping' in finding.fix


def test_near_matches_of_issuers_and_credentials_are_offered() -> None:
    columns = {"title": "Title", "issuer": "Issuer"}
    mapped = ColumnMap.model_validate({"records": "credentials", "columns": columns})
    rows = "A,Riverside Unified\nB,Hillcrest Univercity\n"
    first, second = errors(planned(rows, mapped, "Title,Issuer\n"))
    assert first == (
        '2:2 Issuer: no issuer is called "Riverside Unified"; '
        '"Riverside Unified School District" is close'
    )
    assert second == (
        '3:2 Issuer: no issuer is called "Hillcrest Univercity"; "Hillcrest University" is close'
    )
    plan = planned("tom-berg,Tom Berg,Active Listning,2026-04-24\n")
    assert errors(plan) == [
        '2:3 Badge: no credential is called "Active Listning"; "Active Listening" is close'
    ]
