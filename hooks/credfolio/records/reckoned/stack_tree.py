"""Stacks as a tree: its contents, a person's progress, and the hours it takes.

A stack may hold smaller stacks. By mistake, contributors may write a circle, or a tree too
large to walk; every function here ends on one, and the rule `stack-cycle` names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from credfolio.records.model import Stack
from credfolio.records.model.stack import Member
from credfolio.records.registry import Registry

MAX_DEPTH = 16
"""Deeper nested stacks are not followed; real ones are three deep."""


def credentials_of(stack_ref: str, registry: Registry) -> tuple[str, ...]:
    """References of all credentials in a stack and the stacks in it, each once, in order."""
    return tuple(dict.fromkeys(_walk(stack_ref, registry)))


def _walk(stack_ref: str, registry: Registry) -> Iterator[str]:
    seen: set[str] = set()
    ahead = [Member(stack=stack_ref)]
    while ahead:
        member = ahead.pop()
        if member.credential:
            yield member.credential
        elif member.stack and member.stack not in seen and member.stack in registry.stacks:
            seen.add(member.stack)
            ahead.extend(reversed(registry.stacks[member.stack].members))


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's progress with a stack, counted in its members.

    `done` equals `needed` exactly when the stack is complete. `left_refs` are members that
    would still advance it; a complete stack has none.
    """

    done: int
    needed: int
    left_refs: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """What a stack asks for: all of `core`, `pick` of each choice, `needed` in all."""

    core: tuple[Member, ...]
    choices: tuple[tuple[int, tuple[Member, ...]], ...]
    needed: int


def member_ref(member: Member) -> str:
    """The reference of a member, credential or stack; empty if it names neither."""
    return member.credential or member.stack or ""


def demand(stack: Stack) -> Demand:
    """What completes a stack.

    Members of a group can be chosen; of the others the required ones are needed. A `minimum` at
    or above that count asks for further members. With a smaller one, any members of that number
    complete the stack.
    """
    groups = {group.id: group.pick for group in stack.groups}
    members = _unique(stack.members)
    choices = tuple(
        (pick, tuple(member for member in members if member.group == group))
        for group, pick in groups.items()
    )
    core = tuple(member for member in members if member.required and member.group not in groups)
    picks = sum(pick for pick, _ in choices)
    if stack.minimum is None:
        return Demand(core, choices, len(core) + picks)
    if stack.minimum < len(core) + picks:
        core = ()
    return Demand(core, choices, max(stack.minimum, len(core) + picks))


def _unique(members: Iterable[Member]) -> list[Member]:
    return list({member_ref(member): member for member in members if member_ref(member)}.values())


def progress(stack: Stack, held: frozenset[str], registry: Registry) -> Progress:
    """The progress of the holder of `held` with `stack`.

    `held` has references of credentials held and of stacks completed earlier (a stack and a
    credential never share a reference). A stack within the stack counts as one member, done if
    it is held or complete.
    """
    return _progress(stack, held, registry, {}, 0)


def _progress(
    stack: Stack, held: frozenset[str], registry: Registry, known: dict[str, bool], depth: int
) -> Progress:
    known[stack.ref] = False  # until shown otherwise; also what ends a circle

    def is_done(member: Member) -> bool:
        reference = member_ref(member)
        if reference in held:
            return True
        inner = registry.stacks.get(member.stack) if member.stack else None
        if inner is None or depth == MAX_DEPTH:
            return False
        if inner.ref not in known:
            known[inner.ref] = _progress(inner, held, registry, known, depth + 1).complete
        return known[inner.ref]

    members = _unique(stack.members)
    done = {member_ref(member) for member in members if is_done(member)}
    asked = demand(stack)
    # What is still missing by name or by group cannot be made up by other members.
    lacking = sum(member_ref(member) not in done for member in asked.core)
    wanted = {member_ref(member) for member in asked.core}
    for pick, group in asked.choices:
        short = pick - sum(member_ref(member) in done for member in group)
        if short > 0:
            lacking += short
            wanted.update(member_ref(member) for member in group)
    reached = max(0, asked.needed - lacking)
    if stack.minimum is not None:
        reached = min(reached, len(done))
        if asked.needed - lacking > len(done):
            wanted.update(member_ref(member) for member in members)
    complete = asked.needed > 0 and reached == asked.needed
    return Progress(
        done=reached,
        needed=asked.needed,
        left_refs=()
        if complete
        else tuple(r for m in members if (r := member_ref(m)) in wanted and r not in done),
        complete=complete,
    )


def total_hours(stack: Stack, registry: Registry) -> tuple[Decimal, Decimal]:
    """The fewest and the most hours that completing a stack takes.

    A credential that several members share counts once. If members can be chosen, the shortest
    choice gives the fewest hours, the longest the most.
    """
    needed, low, high = _hours(stack, registry, {}, 0)
    least, most = _sum(_estimate(reference, registry) for reference in needed)
    return low + least, high + most


_Hours = tuple[frozenset[str], Decimal, Decimal]
"""Required credentials, and the hours that the choices add to them."""

_NOTHING: _Hours = (frozenset(), Decimal(0), Decimal(0))


def _estimate(reference: str, registry: Registry) -> tuple[Decimal, Decimal]:
    credential = registry.credentials.get(reference)
    estimate = credential.time_estimate if credential else None
    return (estimate.min_hours, estimate.max_hours) if estimate else (Decimal(0), Decimal(0))


def _sum(ranges: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    least = most = Decimal(0)
    for low, high in ranges:
        least, most = least + low, most + high
    return least, most


def _hours(stack: Stack, registry: Registry, known: dict[str, _Hours], depth: int) -> _Hours:
    known[stack.ref] = _NOTHING  # what a circle meets

    def hours_of(member: Member) -> _Hours:
        if member.credential:
            return frozenset({member.credential}), Decimal(0), Decimal(0)
        inner = registry.stacks.get(member.stack or "")
        if inner is None or depth == MAX_DEPTH:
            return _NOTHING
        if inner.ref not in known:
            known[inner.ref] = _hours(inner, registry, known, depth + 1)
        return known[inner.ref]

    asked = demand(stack)
    core = [hours_of(member) for member in asked.core]
    needed = frozenset(reference for must, _, _ in core for reference in must)
    low, high = _sum((least, most) for _, least, most in core)
    for pick, members in _choices(stack, asked):
        costs = []
        for must, least, most in map(hours_of, members):
            own = _sum(_estimate(reference, registry) for reference in must - needed)
            costs.append((least + own[0], most + own[1]))
        low += sum(sorted(cost[0] for cost in costs)[:pick], Decimal(0))
        high += sum(sorted((cost[1] for cost in costs), reverse=True)[:pick], Decimal(0))
    known[stack.ref] = needed, low, high
    return known[stack.ref]


def _choices(stack: Stack, asked: Demand) -> Iterator[tuple[int, tuple[Member, ...]]]:
    """Each choice with its candidates; the last one is what a minimum asks for beyond them."""
    yield from asked.choices
    rest = asked.needed - len(asked.core) - sum(pick for pick, _ in asked.choices)
    if rest > 0:
        named = {member_ref(m) for m in asked.core}
        named.update(member_ref(m) for _, group in asked.choices for m in group)
        yield rest, tuple(m for m in _unique(stack.members) if member_ref(m) not in named)
