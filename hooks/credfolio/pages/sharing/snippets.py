"""HTML that an educator pastes elsewhere: a badge, a card, a wall, an e-mail signature.

Each is self-contained: absolute addresses, styles on the elements, no script,
nothing from a third party. Pictures are the badges of this site. What is kept
by mail programs is used, and nothing else: tables, PNG, sizes as attributes, and
one property for each thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

_COLORS: dict[Scheme, dict[str, str]] = {
    "light": {"ink": "#1d2428", "soft": "#4b5458", "card": "#fffdf9", "line": "#d9d1c1"},
    "dark": {"ink": "#ece8df", "soft": "#b4bcc0", "card": "#1a222b", "line": "#35414c"},
}
_FONT = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.4"
_TABLE = Markup('<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="{}">')


@dataclass(frozen=True, slots=True)
class Badge:
    """An award as it is shown elsewhere; both addresses are absolute."""

    title: str
    page: str
    picture: str
    """A PNG: no large mail program shows SVG."""
    issuer: str
    earned: str
    """The day or month, in words."""


def badge_snippet(badge: Badge, earner: str) -> str:
    """The picture alone, linked."""
    words = f"{badge.title}, earned by {earner}, {badge.earned}, from {badge.issuer}"
    made = Markup(
        '<a href="{}"><img src="{}" alt="{}" width="120" height="120" style="border:0"></a>'
    )
    return str(made.format(badge.page, badge.picture, words))


def card_snippet(badge: Badge, earner: str, scheme: Scheme) -> str:
    """Picture and words in a frame."""
    return _frame(
        Markup(
            '<td width="100" valign="top"><a href="{}"><img src="{}" alt="" width="88" height="88"'
            ' style="border:0"></a></td><td valign="middle">'
            '<a href="{}" style="color:{ink}"><strong>{}</strong></a><br>'
            '<span style="color:{soft}">{} · {} · {}</span></td>'
        ).format(
            badge.page,
            badge.picture,
            badge.page,
            badge.title,
            earner,
            badge.issuer,
            badge.earned,
            **_COLORS[scheme],
        ),
        scheme,
    )


def wall_snippet(
    badges: Sequence[Badge], earner: str, headline: str, page: str, scheme: Scheme
) -> str:
    """All badges in a frame, below the earner's name."""
    pictures = Markup("").join(
        Markup(
            '<a href="{}"><img src="{}" alt="{}, {}" width="64" height="64"'
            ' style="border:0;margin:8px 8px 0 0"></a>'
        ).format(badge.page, badge.picture, badge.title, badge.earned)
        for badge in badges
    )
    return _frame(
        Markup(
            '<td><a href="{}" style="color:{ink}"><strong>{}</strong></a><br>'
            '<span style="color:{soft}">{}</span><br>{}</td>'
        ).format(page, earner, headline, pictures, **_COLORS[scheme]),
        scheme,
    )


def _frame(inside: Markup, scheme: Scheme) -> str:
    style = Markup(
        "{};max-width:480px;padding:16px;border:1px solid {line};background-color:{card};"
        "color:{ink}"
    ).format(_FONT, **_COLORS[scheme])
    return str(_TABLE.format(style) + Markup("<tr>{}</tr></table>").format(inside))


def signature_html(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """Lines for the end of an e-mail, next to the first badge.

    Where a program blocks pictures, the words say everything that the badge does.
    """
    color = _COLORS["light"]["ink"]
    links = Markup(" · ").join(
        Markup('<a href="{}" style="color:{}">{}</a>').format(badge.page, color, badge.title)
        for badge in badges
    )
    rows = [
        Markup("<strong>{}</strong>").format(name),
        Markup("{}").format(headline) if headline else None,
        links or None,
        Markup('<a href="{}" style="color:{}">{}</a>').format(
            page, color, page.removeprefix("https://")
        ),
    ]
    picture = Markup("")
    if badges:
        picture = Markup(
            '<td width="76" valign="top"><a href="{}"><img src="{}" alt="Badge: {}" width="64"'
            ' height="64" style="border:0"></a></td>'
        ).format(badges[0].page, badges[0].picture, badges[0].title)
    words = Markup('<td valign="top">{}</td>').format(Markup("<br>").join(r for r in rows if r))
    style = f"{_FONT};color:{color}"
    return str(_TABLE.format(style) + Markup("<tr>{}{}</tr></table>").format(picture, words))


def signature_text(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """The same for mail programs that take plain text."""
    rows = [name, headline, ", ".join(badge.title for badge in badges), page]
    return "\n".join(row for row in rows if row)
