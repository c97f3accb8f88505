"""Changes of the records' format: text in, text out, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.authoring.migrations import FORMAT, MIGRATIONS, Migration
from credfolio.authoring.migrations.plan import plan_upgrade, render_difference
from credfolio.errors import UsageError
from credfolio.records.model import Award, Jurisdiction
from credfolio.records.model.kinds import KINDS
from credfolio.records.record_reader import old_names, read_record
from credfolio.records.source_text import parse_yaml

EXAMPLES = Path(__file__).parents[1] / "migrations"
MAPLE = "catalog/jurisdictions/maple.yml"
HEAD = "name: Maple\nkind: state\n"
CYCLE = "years: 5, unit: ceu, amount: 5}\n"


def example(one: Migration, name: str) -> str:
    return (EXAMPLES / one.id / name).read_bytes().decode()


def renamed(text: str) -> str:
    upgrade = plan_upgrade({MAPLE: text})
    assert not upgrade.refused
    return upgrade.changed[MAPLE][1] if upgrade.changed else text


def test_every_migration_has_examples_and_every_example_a_migration() -> None:
    assert {one.id for one in MIGRATIONS} == {folder.name for folder in EXAMPLES.iterdir()}


def test_migrations_lead_from_one_format_to_the_next() -> None:
    assert [(one.before, one.after) for one in MIGRATIONS] == [
        (number, number + 1) for number in range(1, FORMAT)
    ]


@pytest.mark.parametrize("one", MIGRATIONS, ids=lambda one: one.id)
def test_a_migration_turns_its_before_into_its_after(one: Migration) -> None:
    path = example(one, "path.txt").strip()
    place = KINDS.place(path)
    assert place is not None
    assert place.model is one.model
    assert one.edit(example(one, "before.yml"), path) == example(one, "after.yml")


@pytest.mark.parametrize("one", MIGRATIONS, ids=lambda one: one.id)
def test_a_migration_leaves_a_new_text_alone(one: Migration) -> None:
    after = example(one, "after.yml")
    assert one.edit(after, example(one, "path.txt").strip()) == after


@pytest.mark.parametrize("one", MIGRATIONS, ids=lambda one: one.id)
def test_old_and_new_text_are_read_as_the_same_record(one: Migration) -> None:
    path = example(one, "path.txt").strip()
    place = KINDS.place(path)
    assert place is not None
    records = []
    for name in ("before.yml", "after.yml"):
        data = parse_yaml(example(one, name), path)
        assert isinstance(data, dict)
        record = read_record(place.model, data, path, place.given)
        assert isinstance(record, place.model), record
        records.append(record)
    assert records[0] == records[1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_were(end: str) -> None:
    text = (HEAD + "cycles:\n  - {licence_group: Été 教師, " + CYCLE + "# end").replace("\n", end)
    assert renamed(text) == text.replace("licence_group", "licence_type")


def test_two_keys_on_one_line_are_both_renamed() -> None:
    text = HEAD + "cycles: [{licence_group: licence_group, years: 5}, {'licence_group': b}]\n"
    assert renamed(text) == (
        HEAD + "cycles: [{licence_type: licence_group, years: 5}, {'licence_type': b}]\n"
    )


def test_a_key_written_with_escapes_is_refused_and_nothing_is_guessed() -> None:
    text = HEAD + 'cycles:\n  - {"licence\\u005fgroup": All, ' + CYCLE
    [error] = plan_upgrade({MAPLE: text}).refused
    assert error.message.startswith(f"{MAPLE} writes the key licence_group in a way")


def test_a_record_that_cannot_be_read_is_refused() -> None:
    [error] = plan_upgrade({MAPLE: "cycles: [\n"}).refused
    assert error.message.startswith(f"{MAPLE} cannot be read")


def test_old_and_new_name_in_one_place_are_left_for_the_check_to_refuse() -> None:
    text = HEAD + "cycles:\n  - {licence_group: a, licence_type: b, " + CYCLE
    assert renamed(text) == text
    data = parse_yaml(text, MAPLE)
    assert isinstance(data, dict)
    found = read_record(Jurisdiction, data, MAPLE, {"id": "maple"})
    assert isinstance(found, list)
    assert [finding.rule for finding in found] == ["unknown-key"]


def test_an_old_name_gets_a_hint_that_says_until_when_it_is_read() -> None:
    data = {"cycles": [{"licence_type": "a"}, {"licence_group": "b"}]}
    [hint] = old_names(Jurisdiction, data, MAPLE)
    assert (hint.severity, hint.pointer) == ("hint", ("cycles", 1, "licence_group"))
    assert "0.3.0" in hint.fix


AWARD = "portfolios/ana/awards/one.yml"
SIGNED = "portfolios/ana/credentials/one.json"
TEXT = "credential: city/one\nversion: '1.0'\nawarded_on: 2026-01-02\nname_as_awarded: Ana\n"


def editing_awards(old: str, new: str) -> Migration:
    return Migration("x", 1, 2, Award, "", lambda text, path: text.replace(old, new))


def test_a_signed_award_may_be_written_otherwise_but_not_say_something_else() -> None:
    another_name = editing_awards("Ana\n", "Anna\n")
    other_quotes = editing_awards("'1.0'", '"1.0"')

    [error] = plan_upgrade({AWARD: TEXT}, [SIGNED], [another_name]).refused
    assert error.message == f"{AWARD} is signed, and an upgrade would change what it says"
    assert plan_upgrade({AWARD: TEXT}, [], [another_name]).changed
    assert plan_upgrade({AWARD: TEXT}, [SIGNED], [other_quotes]).changed


def test_a_signed_file_is_never_given_to_a_migration() -> None:
    def refuse(text: str, path: str) -> str:
        raise UsageError(path)

    rows = [Migration("x", 1, 2, kind.model, "", refuse) for kind in KINDS if kind.model]
    assert not plan_upgrade({SIGNED: "{}"}, [SIGNED], rows).refused


def test_a_difference_is_safe_to_show_on_a_terminal() -> None:
    assert list(render_difference("a.yml", "x: \x1b[1m\n", "y: 1\n"))[-2:] == [
        "-x: \\u001b[1m",
        "+y: 1",
    ]
