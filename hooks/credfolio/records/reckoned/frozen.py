"""What a version asks for, which must not change once the version was awarded."""

from __future__ import annotations

from credfolio.records.model import MicroCredential, Stack

FROZEN: dict[type[MicroCredential | Stack], tuple[str, ...]] = {
    MicroCredential: ("competency", "prerequisites", "conversation", "parts", "passing_rule"),
    Stack: ("members", "groups", "minimum", "ordered"),
}


def changed_promises(
    before: MicroCredential | Stack, after: MicroCredential | Stack
) -> tuple[str, ...]:
    """The fields of what a version asks for that differ between two texts of it."""
    fields = FROZEN[Stack if isinstance(after, Stack) else MicroCredential]
    return tuple(name for name in fields if getattr(before, name) != getattr(after, name))
