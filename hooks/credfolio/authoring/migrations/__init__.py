"""Changes of the records' format, oldest first: old text in, new text out.

A migration is pure. It keeps every note, the order of the keys and the line ends, and leaves
new text alone, so it may run twice, or on a record from a late proposal. Its examples are in
tests/migrations/<id>/. See ADR 0049.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from credfolio.authoring.migrations.rename_key import rename_key
from credfolio.records.model import Record
from credfolio.records.model.renamed import LICENCE_TYPE


@dataclass(frozen=True, slots=True)
class Migration:
    """One change from format `before` to format `after` of the records of `model`.

    `edit` takes a file's text, with its own line ends, and its path. It raises
    `UsageError` where the text cannot be edited safely.
    """

    id: str
    before: int
    after: int
    model: type[Record]
    words: str
    """What it does, in the words of the command."""
    edit: Callable[[str, str], str]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "0001-licence-type",
        before=1,
        after=2,
        model=LICENCE_TYPE.model,
        words="cycles: licence_group is called licence_type, as in profiles",
        edit=lambda text, path: rename_key(text, path, LICENCE_TYPE),
    ),
)

FORMAT = MIGRATIONS[-1].after
"""The format that this version of credfolio writes."""
