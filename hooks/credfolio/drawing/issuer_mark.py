"""The drawn mark of an issuer without a picture of its own: its kind's outline and its initials.

Outline and colors are those of badges, so that an issuer and what it issues belong together. The
colors and the division of the field follow from the id alone.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from credfolio.drawing.badge import (
    ACCENTS,
    BRASS,
    DIVISIONS,
    INK,
    OTHER_HUES,
    OUTLINES,
    PAPER,
    SEED_PREFIX,
    TOPIC_HUES,
    digest_of,
    filled,
    mix,
    sectors,
    stroked,
)

_HUES = (*TOPIC_HUES.values(), *OTHER_HUES)


def draw_mark(ident: str, kind: str, letters: str) -> str:
    """The mark as one SVG element without words: the issuer's name stands next to it."""
    seed = digest_of(SEED_PREFIX + ident)
    hue = _HUES[seed[0] % len(_HUES)]
    rim, counter = mix(hue, INK, 0.46), mix(hue, INK, 0.24)
    accent = ACCENTS[seed[1] % len(ACCENTS)]
    outline = OUTLINES.get(kind, OUTLINES["nonprofit"])
    size = 44 if len(letters) == 1 else 35
    text = (
        f'<text y="{size * 0.35:g}" font-family="ui-serif,Georgia,serif" font-size="{size}"'
        f' font-weight="600" text-anchor="middle" fill="{PAPER}">{escape(letters)}</text>'
    )
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">',
            '<g transform="translate(64 64)">',
            stroked(outline.path, 5, rim, fill=rim),
            stroked(outline.path, 2.4, BRASS),
            f'<g transform="translate(0 {outline.center:g}) scale({outline.scale:g})">',
            f'<circle r="46" fill="{hue}"/>',
            filled(sectors(46, DIVISIONS[seed[4] % len(DIVISIONS)]), counter),
            f'<circle r="44" fill="none" stroke="{accent}" stroke-width="2"/>',
            text,
            "</g></g></svg>",
        )
    )
