"""The page of figures counts what is public, award by award, and hides none of it."""

from __future__ import annotations

from credfolio.pages.catalog.figures_page import Group, Table, by_size


def group(name: str, awards: int) -> Group:
    return Group(name, awards=awards, people={f"{name}-{n}" for n in range(awards)})


def test_the_groups_with_the_most_awards_come_first_and_equal_ones_by_name() -> None:
    found = by_size([group("b", 4), group("z", 6), group("a", 4), group("none", 0)])
    assert [one.name for one in found] == ["z", "a", "b", "none"]


def test_the_longest_bar_is_that_of_the_largest_group_however_small() -> None:
    assert Table("t", "T", "", "Name", [group("a", 1), group("b", 2)]).most == 2
