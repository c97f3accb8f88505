"""The table of rights for files that hold no record: pictures, evidence, notes, signed files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credfolio.checking.change.rights import How, Role, Row, roles

_KEEPERS = roles(Role.MAINTAINER)
_EDITORS = roles(Role.MAINTAINER, Role.EDITOR)
_HERS = roles(Role.MAINTAINER, Role.HERSELF, Role.CARER)
_GIVERS = roles(Role.MAINTAINER, Role.EDITOR, Role.APPROVER)

_ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"
_NOT_HERS = "{author} is neither {educator} nor an editor who looks after this portfolio"
_RESTS = "evidence that an award rests on was {how}"
_OTHER_NAME = "undo the change; put new evidence into a file with another name"
_HOWS: tuple[How, ...] = ("added", "changed", "removed")
_CHANGED_OR_REMOVED: tuple[tuple[str, How], ...] = (("exchange", "changed"), ("remove", "removed"))


def _all(kind: str, act: str, **more: Any) -> Iterator[Row]:
    """The rows of a kind of file that may be added, changed and removed by the same people."""
    for how in _HOWS:
        yield Row(kind, act, how, is_base=how == "changed", fix=_ASK_FIRST, **more)


def _lost(kind: str, exchange: str, remove: str, **more: Any) -> Iterator[Row]:
    """The rows of a kind of file that is exchanged and removed under the same conditions."""
    yield Row(kind, exchange, "changed", **more)
    yield Row(kind, remove, "removed", **more)


ROWS = (
    *_all(
        "site folder",
        "change a note at the top of the records, or a folder that is nobody's",
        may=_KEEPERS,
        refusal="{author} is not a maintainer, and this file belongs to the whole site",
    ),
    *_all(
        "issuer folder",
        "change pictures and notes in an issuer's folder",
        may=_EDITORS,
        refusal="{author} is not an editor of {issuer}",
    ),
    Row(
        "portfolio folder",
        "add pictures and notes to a portfolio that is new",
        "added",
        when="the portfolio is new",
        may=_HERS | {Role.EDITOR_ELSEWHERE},
        refusal="{author} is not known to be {educator}, nor an editor of an issuer",
        fix=_ASK_FIRST,
    ),
    *_all(
        "portfolio folder",
        "change pictures and notes in a portfolio",
        may=_HERS,
        refusal=_NOT_HERS,
    ),
    Row(
        "evidence files",
        "add evidence to an award that the same change records",
        "added",
        when="a new award rests on it",
        may=_GIVERS | {Role.ASSESSOR},
        never=roles(Role.HERSELF),
        never_rule="own-award",
        refusal="{author} neither edits nor judges for {issuer}",
        fix=_ASK_FIRST,
    ),
    *_lost(
        "evidence files",
        "exchange evidence together with a reason to sign its award again",
        "remove evidence together with a reason to sign its award again",
        when="a maintainer asks to sign its award again",
        hint=_KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal=_RESTS,
        fix=_OTHER_NAME,
        told=_RESTS,
        look="compare it with the reason given in `reissues:` of the award",
    ),
    *(
        Row(
            "evidence files",
            f"{act} evidence of recorded awards, which nobody has approved",
            how,
            when="nobody has approved the awards that rest on it",
            may=_GIVERS | {Role.ASSESSOR},
            never=roles(Role.HERSELF),
            never_rule="own-award",
            refusal="{author} neither edits nor judges for {issuer}",
            fix=_ASK_FIRST,
        )
        for act, how in _CHANGED_OR_REMOVED
    ),
    *_lost(
        "evidence files",
        "exchange evidence that an award rests on",
        "remove evidence that an award rests on",
        when="an award rests on it",
        rule="award-add-only",
        refusal=_RESTS,
        fix=_OTHER_NAME,
    ),
    *_all(
        "evidence files",
        "change files that no award rests on",
        may=_HERS,
        refusal=_NOT_HERS,
    ),
    Row(
        "originals",
        "add the badge that an award in the same change was made from",
        "added",
        when="a new award was made from it",
        may=_GIVERS,
        never=roles(Role.HERSELF),
        never_rule="own-award",
        refusal="{author} neither edits nor approves for {issuer}",
        fix=_ASK_FIRST,
    ),
    *_lost(
        "originals",
        "exchange the badge that an award was made from",
        "remove the badge that an award was made from",
        when="an award was made from it",
        rule="imported-check",
        refusal="the badge that an award was made from was {how}",
        fix="undo the change; the badge that an award was made from never changes",
    ),
    *_all(
        "originals",
        "change a badge from elsewhere that no award was made from",
        may=_KEEPERS,
        refusal="no award of this change was made from this badge",
    ),
    *(
        Row(
            "signed files",
            "change a signed file",
            how,
            rule="signed-file",
            is_base=how == "changed",
        )
        for how in _HOWS
    ),
    *(
        Row(
            "outside",
            "change a file that is no record",
            how,
            may=_KEEPERS,
            rule="outside-file",
            is_base=how == "changed",
            refusal="{author} is not a maintainer, and this file is not a record",
            fix="take it out of the change, or ask a maintainer to propose it",
        )
        for how in _HOWS
    ),
)
"""Kinds of files that hold no record, in the order of the table."""
