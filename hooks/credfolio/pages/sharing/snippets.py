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

from markupsafe import Markup, escape

from credfolio.text.filled import filled

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

_COLORS: dict[Scheme, dict[str, str]] = {
    "light": {"ink": "#1d2428", "soft": "#4b5458", "card": "#fffdf9", "line": "#d9d1c1"},
    "dark": {"ink": "#ece8df", "soft": "#b4bcc0", "card": "#1a222b", "line": "#35414c"},
}
_FONT = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.4"
_TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="{}">'
_FRAMES = {
    scheme: _TABLE.format(
        f"{_FONT};max-width:480px;padding:16px;border:1px solid {colors['line']};"
        f"background-color:{colors['card']};color:{colors['ink']}"
    )
    for scheme, colors in _COLORS.items()
}
_LINK = '<a href="{}" style="color:{}">{}</a>'


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
    made = '<a href="{}"><img src="{}" alt="{}" width="120" height="120" style="border:0"></a>'
    return str(filled(made, badge.page, badge.picture, words))


def card_snippet(badge: Badge, earner: str, scheme: Scheme) -> str:
    """Picture and words in a frame."""
    return _frame(
        filled(
            '<td width="100" valign="top"><a href="{}"><img src="{}" alt="" width="88" height="88"'
            ' style="border:0"></a></td><td valign="middle">'
            '<a href="{}" style="color:{ink}"><strong>{}</strong></a><br>'
            '<span style="color:{soft}">{} · {} · {}</span></td>',
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
        filled(
            '<a href="{}"><img src="{}" alt="{}, {}" width="64" height="64"'
            ' style="border:0;margin:8px 8px 0 0"></a>',
            badge.page,
            badge.picture,
            badge.title,
            badge.earned,
        )
        for badge in badges
    )
    return _frame(
        filled(
            '<td><a href="{}" style="color:{ink}"><strong>{}</strong></a><br>'
            '<span style="color:{soft}">{}</span><br>{}</td>',
            page,
            earner,
            headline,
            pictures,
            **_COLORS[scheme],
        ),
        scheme,
    )


def _frame(inside: Markup, scheme: Scheme) -> str:
    return f"{_FRAMES[scheme]}<tr>{inside}</tr></table>"


def signature_html(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """Lines for the end of an e-mail, next to the first badge.

    Where a program blocks pictures, the words say everything that the badge does.
    """
    color = _COLORS["light"]["ink"]
    links = Markup(" · ").join(filled(_LINK, badge.page, color, badge.title) for badge in badges)
    rows = [
        filled("<strong>{}</strong>", name),
        escape(headline),
        links,
        filled(_LINK, page, color, page.removeprefix("https://")),
    ]
    picture = Markup("")
    if badges:
        picture = filled(
            '<td width="76" valign="top"><a href="{}"><img src="{}" alt="Badge: {}" width="64"'
            ' height="64" style="border:0"></a></td>',
            badges[0].page,
            badges[0].picture,
            badges[0].title,
        )
    words = "<br>".join(row for row in rows if row)
    table = _TABLE.format(f"{_FONT};color:{color}")
    return f'{table}<tr>{picture}<td valign="top">{words}</td></tr></table>'


def signature_text(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """The same for mail programs that take plain text."""
    rows = [name, headline, ", ".join(badge.title for badge in badges), page]
    return "\n".join(row for row in rows if row)
