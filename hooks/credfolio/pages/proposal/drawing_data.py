"""The paths, colors and lists of drawn badges, for the script that draws one in a preview.

The script has only the way in which they are put together, so a new glyph or hue needs no change
there. ``tests/unit/test_badge_script.py`` compares what both draw.
"""

from __future__ import annotations

from typing import Any

from credfolio.drawing.badge import (
    ACCENTS,
    BRASS,
    DIVISIONS,
    GILT,
    INK,
    LEVEL_MARKS,
    OTHER_HUES,
    OUTLINES,
    PAPER,
    SEED_PREFIX,
    TOPIC_HUES,
)
from credfolio.drawing.badge_glyphs import PLAIN_GLYPH, SMALL_WORDS, TOPIC_GLYPHS, VIRAMAS


def drawing_data() -> dict[str, Any]:
    """What ``drawBadge`` of ``web/preview/badge.js`` is given, as plain data."""
    return {
        "paper": PAPER,
        "brass": BRASS,
        "gilt": GILT,
        "ink": INK,
        "accents": ACCENTS,
        "topic_hues": TOPIC_HUES,
        "other_hues": OTHER_HUES,
        "level_marks": LEVEL_MARKS,
        "divisions": DIVISIONS,
        "outlines": OUTLINES,
        "glyphs": TOPIC_GLYPHS,
        "plain_glyph": PLAIN_GLYPH,
        "prefix": SEED_PREFIX,
        "small_words": sorted(SMALL_WORDS),
        "viramas": VIRAMAS,
    }
