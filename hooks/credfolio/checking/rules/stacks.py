"""Stacks: members exist, once each and without circles, and a stack can be completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from credfolio.checking.rules import own_rule, rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.definitions import OPEN_STATUSES
from credfolio.checking.rules.lifecycle import cycles
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Stack
from credfolio.records.reckoned.stack_tree import MAX_DEPTH, demand, member_ref
from credfolio.records.registry import Registry, stack_path


def _stacks(registry: Registry) -> Iterator[tuple[str, Stack]]:
    for reference, stack in registry.stacks.items():
        yield stack_path(reference), stack


@own_rule
def check_stack_member(registry: Registry) -> Iterator[Finding]:
    """A member of a stack is either a credential or a stack.

    One line of a stack names one thing to earn.

    Write `credential:` or `stack:`, and make two members of two things.
    """
    for path, stack in _stacks(registry):
        for n, member in enumerate(stack.members):
            if bool(member.credential) == bool(member.stack):
                both = "both a credential and a stack" if member.credential else "nothing"
                yield Finding(
                    "stack-member",
                    path,
                    f"member {n + 1} names {both}",
                    "make two members of it" if member.credential else "add `credential:`",
                    pointer=("members", n),
                )


@own_rule
def check_stack_duplicate_member(registry: Registry) -> Iterator[Finding]:
    """A stack lists each member once.

    Progress is counted in members; a repeated one would count twice.

    Delete one of the two lines.
    """
    for path, stack in _stacks(registry):
        seen: set[str] = set()
        for n, member in enumerate(stack.members):
            reference = member_ref(member)
            if reference and reference in seen:
                yield Finding(
                    "stack-duplicate-member",
                    path,
                    f"{quoted(reference)} is a member already",
                    "delete one of the two",
                    pointer=("members", n),
                )
            seen.add(reference)


@own_rule
def check_empty_stack(registry: Registry) -> Iterator[Finding]:
    """A stack that is offered has at least two members.

    A stack of one credential is that credential with a second name.

    Add members, or set `status: draft` until they are known.
    """
    for path, stack in _stacks(registry):
        if stack.status in OPEN_STATUSES and len(stack.members) < 2:
            found = "no members" if not stack.members else "only one member"
            yield Finding(
                "empty-stack",
                path,
                f"the stack has {found}",
                "add members, or set `status: draft`",
                severity="error" if not stack.members else "hint",
                pointer=("members",) if stack.members else ("status",),
            )


@rule
def check_stack_cycle(registry: Registry) -> Iterator[Finding]:
    """No stack contains itself, directly or indirectly.

    In a circle nobody can complete the first one. Stacks nested very deep are refused too: no
    page could show them.

    Take one of the stacks out of the other.
    """

    def inner(reference: str) -> list[str]:
        return [m.stack for m in registry.stacks[reference].members if m.stack]

    circles = list(cycles(registry.stacks, inner))
    for circle in circles:
        members = registry.stacks[circle[0]].members
        n = next(n for n, member in enumerate(members) if member.stack == circle[1])
        yield Finding(
            "stack-cycle",
            stack_path(circle[0]),
            f"the stack holds itself: {' → '.join(circle)}",
            "take one of them out of the other",
            pointer=("members", n, "stack"),
        )
    if circles:
        return  # there is no telling how deep a circle is
    deep = set(registry.stacks)
    for _ in range(MAX_DEPTH):
        deep = {name for reference in deep for name in inner(reference)} & set(registry.stacks)
    for reference in sorted(deep):
        yield Finding(
            "stack-cycle",
            stack_path(reference),
            f"the stack is more than {MAX_DEPTH} stacks deep in another",
            "hold the credentials in fewer stacks",
            pointer=("members",),
        )


@own_rule
def check_stack_group(registry: Registry) -> Iterator[Finding]:
    """A group of members exists once, and has at least as many members as `pick:` asks for.

    "Pick three of two" cannot be done.

    Write the group under `groups:` with an `id` and `pick:`, and name it at its members.
    """
    yield from found_by_rows(registry, "stack-group")
    for path, stack in _stacks(registry):
        groups = [group.id for group in stack.groups]
        sizes = Counter(member.group for member in stack.members)
        for n, group in enumerate(stack.groups):
            where: Pointer = ("groups", n, "pick")
            if group.id in groups[:n]:
                message, where = (
                    f"the group {quoted(group.id)} is listed twice",
                    ("groups", n, "id"),
                )
                fix = "make one group of the two, or choose another id"
            elif group.pick > sizes[group.id]:
                message = f"pick is {group.pick}, but the group has only {sizes[group.id]}"
                fix = f"write `group: {group.id}` at the members that belong to it"
            elif group.pick == 0:
                message, fix = "pick is 0, so no member is picked", "write a number, or 1"
            else:
                continue
            yield Finding("stack-group", path, message, fix, pointer=where)


@own_rule
def check_stack_minimum(registry: Registry) -> Iterator[Finding]:
    """A stack can be completed: it asks for at least one member and no more than it has.

    Progress is shown as "3 of 5"; it needs a number that can be reached.

    Leave `minimum:` out when all required members are needed. When every member is `required:
    no`, say with `minimum:` or a group how many are enough.
    """
    for path, stack in _stacks(registry):
        if not stack.members:
            continue
        count = len({member_ref(member) for member in stack.members})
        required = sum(member.required and not member.group for member in stack.members)
        optional = any(not member.required for member in stack.members)
        where: Pointer = ("minimum",)
        if stack.minimum is not None and stack.minimum > count:
            message = f"the minimum is {stack.minimum}, but the stack has {count} members"
            fix = f"write at most {count}"
        elif stack.minimum == 0:
            message, fix = "the minimum is 0", "write a number, or delete the line"
        elif stack.minimum is not None and stack.minimum < required and optional:
            message = f"the minimum is {stack.minimum}, but {required} members are required"
            fix = f"write at least {required}, or `required: no` at those that can be left out"
        elif stack.minimum is None and demand(stack).needed == 0:
            message, where = "no member is required, so the stack is never complete", ("members",)
            fix = "add `minimum:` with the number that is enough"
        else:
            continue
        yield Finding("stack-minimum", path, message, fix, pointer=where)


@own_rule
def check_stack_draft_member(registry: Registry) -> Iterator[Finding]:
    """A stack that is offered has no required member that is still a draft.

    A draft cannot be earned, so the stack cannot be completed.

    Make the member `required: no`, or wait with the stack until it is active.
    """
    for path, stack in _stacks(registry):
        if stack.status not in ("active", "beta"):
            continue
        for member in demand(stack).core:
            inner = registry.credentials.get(member.credential or "") or registry.stacks.get(
                member.stack or ""
            )
            if inner is not None and inner.status == "draft":
                n = stack.members.index(member)
                yield Finding(
                    "stack-draft-member",
                    path,
                    f"{quoted(inner.ref)} is required, but still a draft",
                    "write `required: no`, or wait until it is active",
                    severity="hint",
                    pointer=("members", n),
                )
