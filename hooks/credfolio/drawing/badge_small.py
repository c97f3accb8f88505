"""The small form of a drawn badge, for 40 pixels and less: told apart in gray, by its own glyph.

No ornament and no dashes: the medallion fills the field, and the glyph is half as large again.
Outline, hue, and ribbon are those of the whole badge. The whole badge, which signed files name,
is drawn without any of this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from credfolio.drawing.badge import (
    ACCENTS,
    OUTLINES,
    PAPER,
    SEED_PREFIX,
    BadgeFace,
    center_of,
    digest_of,
    filled,
    hue_of,
    ribbon,
    stroked,
    tinctures_of,
)
from credfolio.drawing.badge_glyphs import TOPIC_GLYPHS

# A badge without a glyph counts in binary, with a disc in each corner.
CORNERS = ((31, 31), (-31, 31), (31, -31), (-31, -31))
_OWN, _OF_TOPIC = 62, 58


@cache
def own_glyphs() -> Mapping[str, str]:
    """Path data by name, on a square of 24 units; the file only grows."""
    text = (files("credfolio.drawing") / "glyphs.json").read_text("utf-8")
    paths: dict[str, str] = json.loads(text)
    return paths


def draw_small(face: BadgeFace, glyph: str = "", charge: int = 0) -> str:
    """The badge of `face` for small places, as one SVG element.

    `glyph` names a drawing of its own. Without one, `charge` counts the badges of the same topic
    and outline that were released before; discs say it, up to fifteen.
    """
    seed = digest_of(SEED_PREFIX + face.id)
    hue = hue_of(face.topic)
    colors = tinctures_of(hue, ACCENTS[seed[1] % len(ACCENTS)], seed[5])
    ground, ink = (PAPER, colors.rim) if seed[5] // 2 % 2 else (hue, PAPER)
    outline = OUTLINES.get(face.issuer_kind, OUTLINES["nonprofit"])
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">',
            '<g transform="translate(64 64)">',
            stroked(outline.path, 6, colors.rim, fill=colors.rim),
            f'<g transform="translate(0 {outline.center:g}) scale({outline.scale:g})">',
            f'<circle r="47" fill="{ground}"/>',
            f'<circle r="47" fill="none" stroke="{colors.accent}" stroke-width="3"/>',
            _drawing(face, own_glyphs().get(glyph, ""), ink),
            "" if glyph else _charge(charge, ground, ink),
            "</g>",
            ribbon(0, colors.rim) if face.is_stack else "",
            "</g></svg>",
        )
    )


def _drawing(face: BadgeFace, own: str, color: str) -> str:
    if own:
        place = f"scale({_OWN / 24:.3g}) translate(-12 -12)"
        return f'<g transform="{place}">{filled(own, color)}</g>'
    glyph = TOPIC_GLYPHS.get(face.topic)
    if glyph is None:
        return center_of(face, color)
    drawn = stroked(glyph.line, 4.6, color) + filled(glyph.solid, color)
    return f'<g transform="scale({_OF_TOPIC / 46:.3g})">{drawn}</g>'


def _charge(number: int, ground: str, ink: str) -> str:
    """Discs in the opposite tone, cut clear by a ring in the ground's color."""
    return "".join(
        f'<circle cx="{x}" cy="{y}" r="16" fill="{ground}"/>'
        f'<circle cx="{x}" cy="{y}" r="12" fill="{ink}"/>'
        for place, (x, y) in enumerate(CORNERS)
        if number >> place & 1
    )
