"""Stacks: what is in them, how far somebody is, how long they take."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from credfolio.records.model import MicroCredential, Stack
from credfolio.records.reckoned.stack_tree import (
    Progress,
    credentials_of,
    progress,
    total_hours,
)
from credfolio.records.registry import Registry


def stack(name: str, *members: str | dict[str, Any], **more: Any) -> Stack:
    """A member is a credential's name, ``+name`` for a stack, or a mapping."""
    listed = [
        member
        if isinstance(member, dict)
        else {"stack": f"i/{member[1:]}"}
        if member.startswith("+")
        else {"credential": f"i/{member}"}
        for member in members
    ]
    return Stack.model_validate(
        {"id": name, "issuer": "i", "title": name, "members": listed, **more}
    )


def credential(name: str, least: int, most: int) -> MicroCredential:
    return MicroCredential.model_validate(
        {
            "id": name,
            "issuer": "i",
            "title": name,
            "time_estimate": {"min_hours": least, "max_hours": most},
        }
    )


def project(*stacks: Stack) -> Registry:
    hours = {"a": (1, 2), "b": (10, 20), "c": (100, 200), "d": (1000, 2000)}
    made = [credential(name, *range_) for name, range_ in hours.items()]
    return Registry(credentials={c.ref: c for c in made}, stacks={s.ref: s for s in stacks})


def held(*names: str) -> frozenset[str]:
    return frozenset(f"i/{name}" for name in names)


def optional(name: str, group: str | None = None) -> dict[str, Any]:
    return {"credential": f"i/{name}", "required": "no", "group": group}


def test_credentials_come_once_in_the_order_of_the_members() -> None:
    inner = stack("inner", "c", "a")
    outer = stack("outer", "a", "+inner", "b", "a")
    assert credentials_of("i/outer", project(inner, outer)) == ("i/a", "i/c", "i/b")


def test_a_stack_that_does_not_exist_holds_nothing() -> None:
    assert credentials_of("i/none", project()) == ()


def test_a_circle_of_stacks_is_read_to_its_end() -> None:
    one, two, three = stack("one", "+two", "a"), stack("two", "+three", "b"), stack("three", "+one")
    registry = project(one, two, three)
    assert credentials_of("i/one", registry) == ("i/b", "i/a")
    assert not progress(one, held("a", "b"), registry).complete
    assert total_hours(one, registry) == (Decimal(11), Decimal(22))


@pytest.mark.parametrize(
    ("members", "more", "have", "expected"),
    [
        (["a", "b"], {}, "", Progress(0, 2, ("i/a", "i/b"), False)),
        (["a", "b"], {}, "a", Progress(1, 2, ("i/b",), False)),
        (["a", "b"], {}, "ab", Progress(2, 2, (), True)),
        # what is not required counts for nothing until a minimum asks for it
        (["a", optional("b")], {}, "b", Progress(0, 1, ("i/a",), False)),
        (["a", optional("b")], {}, "a", Progress(1, 1, (), True)),
        # any three of four
        (
            ["a", "b", "c", "d"],
            {"minimum": 3},
            "ab",
            Progress(2, 3, ("i/c", "i/d"), False),
        ),
        (
            ["a", "b", "c", "d"],
            {"minimum": 3},
            "abd",
            Progress(3, 3, (), True),
        ),
        # a, and one of the others
        (
            ["a", optional("b"), optional("c")],
            {"minimum": 2},
            "bc",
            Progress(1, 2, ("i/a",), False),
        ),
        (
            ["a", optional("b"), optional("c")],
            {"minimum": 2},
            "a",
            Progress(1, 2, ("i/b", "i/c"), False),
        ),
        # one group of three, of which two are picked
        (
            ["d", optional("a", "g"), optional("b", "g"), optional("c", "g")],
            {"groups": [{"id": "g", "pick": 2}]},
            "ad",
            Progress(2, 3, ("i/b", "i/c"), False),
        ),
        (
            ["d", optional("a", "g"), optional("b", "g"), optional("c", "g")],
            {"groups": [{"id": "g", "pick": 2}]},
            "abc",
            Progress(2, 3, ("i/d",), False),
        ),
        (
            ["d", optional("a", "g"), optional("b", "g"), optional("c", "g")],
            {"groups": [{"id": "g", "pick": 2}]},
            "acd",
            Progress(3, 3, (), True),
        ),
        # nothing asked for is never complete
        ([], {}, "a", Progress(0, 0, (), False)),
        ([optional("a")], {}, "a", Progress(0, 0, (), False)),
        # listed twice counts once
        (["a", "a"], {}, "a", Progress(1, 1, (), True)),
    ],
)
def test_progress_counts_members_that_are_needed(
    members: list[Any], more: dict[str, Any], have: str, expected: Progress
) -> None:
    made = stack("s", *members, **more)
    assert progress(made, held(*have), project(made)) == expected


def test_a_stack_within_a_stack_is_one_member_done_when_it_is_complete() -> None:
    inner, outer = stack("inner", "a", "b"), stack("outer", "+inner", "c")
    registry = project(inner, outer)
    assert progress(outer, held("a", "c"), registry) == Progress(1, 2, ("i/inner",), False)
    assert progress(outer, held("a", "b", "c"), registry).complete


def test_a_stack_that_was_awarded_is_done_even_if_members_were_added_since() -> None:
    inner, outer = stack("inner", "a", "b"), stack("outer", "+inner")
    assert progress(outer, held("inner"), project(inner, outer)).complete


def test_hours_of_a_shared_credential_are_counted_once() -> None:
    inner, outer = stack("inner", "a", "b"), stack("outer", "a", "+inner")
    assert total_hours(outer, project(inner, outer)) == (Decimal(11), Decimal(22))


def test_hours_of_a_choice_run_from_the_shortest_to_the_longest() -> None:
    made = stack(
        "s",
        "a",
        optional("b", "g"),
        optional("c", "g"),
        optional("d", "g"),
        groups=[{"id": "g", "pick": 2}],
    )
    assert total_hours(made, project(made)) == (Decimal(1 + 10 + 100), Decimal(2 + 2000 + 200))


def test_hours_of_a_minimum_are_those_of_so_many_members() -> None:
    made = stack("s", "a", "b", "c", minimum=2)
    assert total_hours(made, project(made)) == (Decimal(11), Decimal(220))


def test_stacks_that_hold_each_other_many_times_are_counted_in_no_time() -> None:
    layers = [stack(f"s{n}", f"+s{n + 1}", f"+t{n + 1}") for n in range(40)]
    twins = [stack(f"t{n}", f"+s{n + 1}", f"+t{n + 1}") for n in range(40)]
    ends = [stack("s40", "a"), stack("t40", "b")]
    registry = project(*layers, *twins, *ends)
    assert credentials_of("i/s0", registry) == ("i/a", "i/b")
    assert progress(layers[0], held("a"), registry).needed == 2
    total_hours(layers[0], registry)


def test_a_chain_of_a_thousand_stacks_is_read_without_running_out_of_depth() -> None:
    chain = [stack(f"s{n}", f"+s{n + 1}") for n in range(1000)]
    registry = project(*chain, stack("s1000", "a"))
    assert credentials_of("i/s0", registry) == ("i/a",)
    assert not progress(chain[0], held("a"), registry).complete
    total_hours(chain[0], registry)
