"""HTML that an educator pastes elsewhere: a badge, a card, a wall, an e-mail signature.

Each is self-contained: absolute addresses, styles on the elements, no script,
nothing from a third party. Pictures are the badges of this site.
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
_FONT = "font:16px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Badge:
    """An award as it is shown elsewhere; both addresses are absolute."""

    title: str
    page: str
    picture: str
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
            '<a href="{}" style="display:flex;gap:16px;align-items:center;color:{ink};'
            'text-decoration:none"><img src="{}" alt="" width="88" height="88">'
            '<span><strong style="display:block;text-decoration:underline">{}</strong>'
            '<span style="color:{soft}">{} · {} · {}</span></span></a>'
        ).format(
            badge.page,
            badge.picture,
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
            '<a href="{}"><img src="{}" alt="{}, {}" width="64" height="64" style="border:0"></a>'
        ).format(badge.page, badge.picture, badge.title, badge.earned)
        for badge in badges
    )
    return _frame(
        Markup(
            '<a href="{}" style="color:{ink};font-weight:600">{}</a>'
            '<div style="color:{soft}">{}</div>'
            '<div style="display:flex;flex-wrap:wrap;gap:8px;margin-top:12px">{}</div>'
        ).format(page, earner, headline, pictures, **_COLORS[scheme]),
        scheme,
    )


def _frame(inside: Markup, scheme: Scheme) -> str:
    made = Markup(
        '<div style="{};max-width:480px;padding:16px;border:1px solid {line};border-radius:8px;'
        'background:{card};color:{ink}">{}</div>'
    )
    return str(made.format(_FONT, inside, **_COLORS[scheme]))


def signature_html(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """Lines for the end of an e-mail. Words and links only: many mail programs block pictures."""
    links = Markup(" · ").join(
        Markup('<a href="{}">{}</a>').format(badge.page, badge.title) for badge in badges
    )
    rows = [
        Markup("<strong>{}</strong>").format(name),
        Markup("{}").format(headline) if headline else None,
        links or None,
        Markup('<a href="{}">{}</a>').format(page, page.removeprefix("https://")),
    ]
    return str(Markup("<p>{}</p>").format(Markup("<br>").join(row for row in rows if row)))


def signature_text(name: str, headline: str, page: str, badges: Sequence[Badge]) -> str:
    """The same for mail programs that take plain text."""
    rows = [name, headline, ", ".join(badge.title for badge in badges), page]
    return "\n".join(row for row in rows if row)
