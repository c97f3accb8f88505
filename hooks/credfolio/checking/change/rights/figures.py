"""The table of rights for published figures: a term is counted once."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, roles

_COUNTED = (
    *("credfolio_figures", "issuer", "starts", "until", "counted_on", "small", "whole"),
    *("tables", "waiting", "use", "support", "agreement", "extra"),
)
_TWICE = "published figures were {how}: what is subtracted from the earlier ones tells about people"

ROWS = (
    Row(
        "figures",
        "publish figures of private records",
        "added",
        may=roles(Role.MAINTAINER, Role.PUBLISHER),
        refusal="{author} is neither a publisher nor a maintainer",
        fix="ask somebody who may",
    ),
    Row(
        "figures",
        "change published figures",
        "changed",
        _COUNTED,
        hint=roles(Role.MAINTAINER),
        is_base=True,
        refusal=_TWICE,
        fix="publish a term once; ask a maintainer if the figures were wrong",
        told=_TWICE,
        look="make sure that the first figures were wrong",
        shares="whoever may correct one number may correct all of them",
    ),
    Row(
        "figures",
        "remove published figures",
        "removed",
        hint=roles(Role.MAINTAINER),
        refusal="{author} is not a maintainer, and published figures were removed",
        fix="take it back",
        told="published figures are removed",
        look="make sure that nobody publishes the same term again",
    ),
)
