"""What differs between two sites, for people: counts, and the first names of each kind."""

from __future__ import annotations

from collections.abc import Sequence

import click

from credfolio.publishing.audit import Difference, Vanished

_FIRST = 20


def tell_difference(
    difference: Difference, vanished: Sequence[Vanished], *, names: bool, every: bool
) -> None:
    """Print the counts; with `names` what is new and changed; what is removed always, and why."""
    click.echo(
        f"  {len(difference.appeared):,} new, {len(difference.changed):,} changed,"
        f" {len(difference.vanished):,} removed, {difference.kept:,} as before"
    )
    most = None if every else _FIRST
    if names or every:
        _tell("new", [(path, "") for path in difference.appeared], most)
        _tell("changed", [(path, "") for path in difference.changed], most)
    # What nothing explains comes first: it is what somebody has to look at.
    unexplained_first = sorted(vanished, key=lambda one: (bool(one.reason), one.path))
    rows = [
        (one.path, one.reason or "nothing in the records says why") for one in unexplained_first
    ]
    _tell("removed", rows, most)


def _tell(word: str, rows: Sequence[tuple[str, str]], most: int | None) -> None:
    for path, reason in rows[:most]:
        click.echo(f"  {word:<8} {_printable(path)}" + (f"  ({reason})" if reason else ""))
    if most is not None and len(rows) > most:
        click.echo(f"  {word:<8} … and {len(rows) - most:,} more; --verbose names them")


def _printable(path: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path)
