"""Figures: no table tells about few people, by a number, a place in it, or a sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credfolio.pages.catalog.figures_page import SMALL, Group, Table, hide_small


def group(name: str, people: int, awards: int | None = None) -> Group:
    return Group(
        name,
        awards=people if awards is None else awards,
        people={f"{name}-{n}" for n in range(people)},
    )


def table(*groups: Group, adds_up: bool = False, by_size: bool = False) -> Table:
    return Table("t", "T", "", "Name", list(groups), adds_up=adds_up, by_size=by_size)


def hidden(found: Table) -> list[str]:
    return [group.name for group in found.groups if group.hidden]


def test_a_group_of_few_people_is_hidden_however_many_awards_it_has() -> None:
    found = hide_small(table(group("many", 9), group("few", SMALL - 1, awards=40)))
    assert hidden(found) == ["few"]
    assert [one.name for one in found.left_out] == ["few"]


def test_a_group_without_awards_hides_nobody() -> None:
    assert hidden(hide_small(table(group("many", 9), group("none", 0)))) == []


def test_one_hidden_group_that_a_sum_would_give_away_takes_the_next_smallest_with_it() -> None:
    groups = [group("large", 30), group("middle", 7), group("few", 2)]
    assert hidden(hide_small(table(*groups, adds_up=True))) == ["middle", "few"]


def test_hidden_groups_stand_by_name_because_their_place_would_tell_their_size() -> None:
    found = hide_small(
        table(group("b", 4), group("z", 6), group("a", 1), group("y", 8), by_size=True)
    )
    assert [one.name for one in found.groups] == ["y", "z", "a", "b"]


@given(st.lists(st.integers(0, 12), max_size=8))
def test_what_is_hidden_of_a_table_that_adds_up_cannot_be_worked_out(sizes: list[int]) -> None:
    groups = [group(f"g{n}", size) for n, size in enumerate(sizes)]
    found = hide_small(table(*groups, adds_up=True))
    left = [one for one in found.groups if one.hidden]
    earned = [one for one in found.groups if one.awards]
    assert all(len(one.people) >= SMALL for one in earned if not one.hidden)
    assert len(left) != 1 or len(earned) == 1
