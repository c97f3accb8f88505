"""Badges drawn from what a record says, for issuers who have no picture of their own.

The outline tells the kind of issuer, hue and glyph tell the topic, marks on
the rim the level, a ribbon a stack. What is left, the division of the field,
the ornament around the glyph and its colors, follows from the id alone, so
that neighbors on a shelf differ and a badge never changes with its shelf.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple
from xml.sax.saxutils import escape

from credfolio.drawing.badge_glyphs import PLAIN_GLYPH, TOPIC_GLYPHS, initials


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """All that a drawing depends on."""

    id: str
    title: str
    issuer_kind: str
    topic: str
    level: str
    is_stack: bool = False


LEVELS = ("introductory", "intermediate", "advanced", "leadership")
STACK_KINDS = ("stack", "bundle", "endorsement", "distinction")
LEVEL_MARKS = {name: at + 1 for names in (LEVELS, STACK_KINDS) for at, name in enumerate(names)}

# Colors. Every hue is deep enough for PAPER to be read on it, and the other way round.

PAPER = "#fdf5e3"
BRASS = "#b68c3f"
GILT = "#ecd193"
INK = "#15131a"
TOPIC_HUES = {
    "formative-assessment": "#136a5e",
    "learning-differences": "#2b6a34",
    "learning-science": "#41479a",
    "motivation": "#a63a1c",
    "multilingual-learners": "#0f6688",
    "inclusive-design": "#6d3a8a",
    "literacy": "#8c2136",
    "mathematics": "#22509a",
    "digital-learning": "#465868",
    "family-partnership": "#a83a60",
    "coaching": "#596619",
    "data-literacy": "#124a55",
    "school-climate": "#8c5808",
    "inquiry": "#73421f",
    "leadership": "#5c2650",
}
OTHER_HUES = ("#3b5f2a", "#6a4433", "#4a4f7d", "#84403f", "#2c5d73", "#705223", "#6c4470")
ACCENTS = ("#e6c068", "#eda680", "#e9b0b6", "#a3cee2", "#b1d4a3", "#cbbde8", "#f1e4c4")
SCHEMES = 4
# Another prefix would redraw every badge; this one suits the catalog that comes with the site.
SEED_PREFIX = "465:"


class Tinctures(NamedTuple):
    """The colors of one badge, from the rim inward."""

    rim: str
    accent: str
    ring: str
    ring_counter: str
    ornament: str
    medallion: str
    medallion_counter: str
    glyph: str


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` of `other` in it; both and the answer as #rrggbb."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def hue_of(topic: str) -> str:
    """The color of a topic; one that nobody foresaw gets the same color everywhere."""
    return TOPIC_HUES.get(topic) or OTHER_HUES[digest_of(topic)[0] % len(OTHER_HUES)]


def tinctures_of(hue: str, accent: str, scheme: int) -> Tinctures:
    """The colors that follow from a hue: ring and medallion each dark or light."""
    rim, shade = mix(hue, INK, 0.46), mix(hue, INK, 0.2)
    light_ring, light_medallion = scheme % 2 == 1, scheme // 2 % 2 == 1
    pale = mix(accent, PAPER, 0.25)
    ring = (pale, mix(accent, PAPER, 0.65), rim) if light_ring else (hue, shade, accent)
    medallion = (PAPER, "#f6e8c9", hue) if light_medallion else (shade, hue, PAPER)
    return Tinctures(rim, accent, *ring, *medallion)


# Geometry, around the point 0 0; `turn` counts from the top, clockwise, 1 for the whole round.


def digest_of(text: str) -> bytes:
    """What a badge's choices are read from."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def _number(value: float) -> str:
    """At most one decimal, and never a minus before zero."""
    return f"{round(value, 1) + 0.0:g}"


def _at(radius: float, turn: float) -> str:
    angle = 2 * pi * turn
    return f"{_number(radius * sin(angle))} {_number(-radius * cos(angle))}"


def _polygon(points: Iterable[str]) -> str:
    return "M" + "L".join(points) + "Z"


def filled(path: str, color: str) -> str:
    """A path in one color, or nothing."""
    return f'<path d="{path}" fill="{color}"/>' if path else ""


def stroked(path: str, width: float, color: str, fill: str = "none") -> str:
    """A line along a path, with round ends; `fill` is the color inside."""
    return (
        f'<path d="{path}" fill="{fill}" stroke="{color}" stroke-width="{width:g}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _scalloped(radius: float, lobes: int, fullness: float) -> str:
    """A round of arcs that meet at `radius`; a `fullness` of 1 makes them half circles."""
    bow = _number(radius * sin(pi / lobes) / fullness)
    points = [_at(radius, (lobe + 0.5) / lobes) for lobe in range(lobes)]
    arcs = "".join(f"A{bow} {bow} 0 0 1 {point}" for point in [*points[1:], points[0]])
    return f"M{points[0]}{arcs}Z"


class Outline(NamedTuple):
    """The badge's own shape, and where the round field sits in it."""

    path: str
    center: float = 0
    scale: float = 1


OUTLINES = {
    "district": Outline(
        "M-55 -57Q-27 -51 0 -59Q27 -51 55 -57V-10C55 26 33 48 0 61C-33 48 -55 26 -55 -10Z",
        center=-5.5,
        scale=0.94,
    ),
    "state": Outline(_polygon(_at(61.5, side / 6) for side in range(6)), scale=0.97),
    "university": Outline(_polygon(_at(65, (side + 0.5) / 8) for side in range(8))),
    "association": Outline(_scalloped(55.5, 16, 0.8), scale=0.96),
    "nonprofit": Outline("M0 -60A60 60 0 1 1 0 60A60 60 0 1 1 0 -60Z"),
    "vendor": Outline(
        "M-39 -57H39Q57 -57 57 -39V39Q57 57 39 57H-39Q-57 57 -57 39V-39Q-57 -57 -39 -57Z",
        scale=0.98,
    ),
}

# Divisions of the field, as heralds name them: sectors from turn to turn.
Division = tuple[tuple[float, float], ...]
DIVISIONS: tuple[Division, ...] = (
    (),
    ((0, 1 / 2),),  # per pale
    ((1 / 4, 3 / 4),),  # per fess
    ((1 / 8, 5 / 8),),  # per bend
    ((3 / 8, 7 / 8),),  # per bend sinister
    ((0, 1 / 4), (1 / 2, 3 / 4)),  # quarterly
    ((1 / 8, 3 / 8), (5 / 8, 7 / 8)),  # per saltire
    ((3 / 8, 5 / 8),),  # per chevron
)


def sectors(radius: float, division: Division) -> str:
    return "".join(
        f"M0 0L{_at(radius, start)}A{radius:g} {radius:g} 0 0 1 {_at(radius, end)}Z"
        for start, end in division
    )


# Ornaments are in the ring between 33 and 46 units. A figure is the path data of one
# repeat: `turn` says where it begins, `step` how much of the round is its own.


def _braid(turn: float, step: float) -> str:
    def bow(radius: float, start: float) -> str:
        return f"Q{_at(radius, start + step / 4)} {_at(39.7, start + step / 2)}"

    middle = turn + step / 2
    waves = (bow(49, turn) + bow(30.5, middle), bow(30.5, turn) + bow(49, middle))
    return "".join(f"M{_at(39.7, turn)}{wave}" for wave in waves)


def _loop(turn: float, step: float) -> str:
    near, far = _at(9, turn), _at(45, turn)  # the medallion covers the inner half
    return f"M{near}A18 18 0 1 1 {far}A18 18 0 1 1 {near}"


def _chord(turn: float, step: float) -> str:
    # The share of a round at which a chord touches the medallion's rim.
    return f"M{_at(45, turn)}L{_at(45, turn + round(0.22 / step) * step)}"


def _cross(turn: float, step: float) -> str:
    ends = (_at(45.5, turn + 1.5 * step), _at(45.5, turn - 1.5 * step))
    return "".join(f"M{_at(33, turn)}L{end}" for end in ends)


def _scale(turn: float, step: float) -> str:
    def bow(radius: float) -> str:
        reach = _number(radius * sin(pi * step) * 1.02)
        return (
            f"M{_at(radius, turn - step / 2)}A{reach} {reach} 0 0 1 {_at(radius, turn + step / 2)}"
        )

    return bow(39.6) + bow(34.3)


def _pill(turn: float, step: float) -> str:
    def bar(radius: float, start: float) -> str:
        end = _at(radius, start + 0.56 * step)
        return f"M{_at(radius, start)}A{radius} {radius} 0 0 1 {end}"

    return bar(42.7, turn - 0.28 * step) + bar(36.6, turn + 0.22 * step)


def _bead(turn: float, step: float) -> str:
    return f"M{_at(39.7, turn + step / 2)}h0"


def _tooth(turn: float, step: float) -> str:
    left, right = _at(46.4, turn - step / 2), _at(46.4, turn + step / 2)
    return f"M{_at(34, turn)}L{right}A46.4 46.4 0 0 0 {left}Z"


def _lozenge(turn: float, step: float) -> str:
    sides = _at(39.5, turn + step / 2), _at(39.5, turn - step / 2)
    return _polygon((_at(34, turn), sides[0], _at(45, turn), sides[1]))


def _leaf(turn: float, step: float) -> str:
    """One leaf of a wreath that grows up both sides from the foot, open at the top."""
    root = turn + step / 2
    if not step < root < 1 - step:
        return ""
    up = -step if root < 0.5 else step
    tip = _at(44.5, root + 0.75 * up)
    outer, inner = _at(47, root - 0.05 * up), _at(34, root + 0.75 * up)
    return f"M{_at(35, root)}Q{outer} {tip}Q{inner} {_at(35, root)}"


class Ornament(NamedTuple):
    """A figure, its stroke (0 when it is filled), and the repeats that it looks well in."""

    figure: Callable[[float, float], str]
    stroke: float
    folds: tuple[int, ...]


ORNAMENTS = (
    Ornament(_braid, 1.8, (8, 10, 12)),
    Ornament(_loop, 1.4, (8, 10, 12)),
    Ornament(_chord, 1.5, (13, 16, 19)),
    Ornament(_cross, 1.5, (16, 20, 24)),
    Ornament(_scale, 1.8, (12, 16, 20)),
    Ornament(_pill, 3.4, (8, 10, 12)),
    Ornament(_bead, 6, (14, 18, 22)),
    Ornament(_tooth, 0, (14, 18, 24)),
    Ornament(_lozenge, 0, (8, 10, 12)),
    Ornament(_leaf, 0, (14, 18, 22)),
)


def _repeated(ornament: Ornament, fold: int, color: str) -> str:
    path = "".join(ornament.figure(place / fold, 1 / fold) for place in range(fold))
    return stroked(path, ornament.stroke, color) if ornament.stroke else filled(path, color)


def _rhythm(bits: int, color: str) -> str:
    """Long and short dashes around the field, the same from the left as from the right."""
    half = [2.4 if bits >> place & 1 else 0.8 for place in range(14)]
    dashes = [*half, *half[::-1]]
    unit = 1 / (sum(dashes) + len(dashes))
    shares = [share * unit for dash in dashes for share in (dash, 1)]
    # Half a gap at either end keeps the mirror on the badge's own axis.
    lengths = (0, unit / 2, *shares[:-1], unit / 2)
    spaced = " ".join(f"{length * 2 * pi * 47.8:.2f}" for length in lengths)
    return (
        f'<circle r="47.8" transform="rotate(-90)" fill="none" stroke="{color}"'
        f' stroke-width="1.5" stroke-dasharray="{spaced}"/>'
    )


def center_of(face: BadgeFace, color: str) -> str:
    """The topic's glyph, or initials."""
    glyph, letters = TOPIC_GLYPHS.get(face.topic), initials(face.title)
    if glyph is None and letters:
        size = 38 if len(letters) == 1 else 27
        return (
            f'<text y="{_number(size * 0.35)}" font-family="ui-serif,Georgia,serif"'
            f' font-size="{size}" font-weight="600" text-anchor="middle" fill="{color}">'
            f"{escape(letters)}</text>"
        )
    glyph = glyph or PLAIN_GLYPH
    drawn = stroked(glyph.line, 4.2, color) + filled(glyph.solid, color)
    return f'<g transform="scale(1.08)">{drawn}</g>'


def _pips(count: int, color: str) -> str:
    places = range(1 - count, count, 2)
    return stroked("".join(f"M{_at(52.3, 0.5 + place * 0.0145)}h0" for place in places), 5.2, color)


def ribbon(count: int, color: str) -> str:
    """The ribbon of a stack, with `count` marks of its level."""
    tails = "M-44 38L-61 35L-56 43.5L-61 52L-38 55ZM44 38L61 35L56 43.5L61 52L38 55Z"
    band = "M-51 30Q0 42 51 30V47Q0 59 -51 47Z"
    marks = "".join(
        f"M{place * 8} {_number(38.6 - place * place * 0.29)}l4.6 6l-4.6 6l-4.6 -6Z"
        for place in range(1 - count, count, 2)
    )
    edge = f'stroke="{color}" stroke-width="2" stroke-linejoin="round"'
    return (
        f'<path d="{tails}" fill="{BRASS}" {edge}/><path d="{band}" fill="{GILT}" {edge}/>'
        + filled(marks, color)
    )


# What XML 1.0 leaves out of its Char production.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _readable(text: str) -> str:
    """One line of text without the characters that XML cannot hold."""
    return " ".join(_NOT_XML.sub(" ", text).split())


def draw_badge(face: BadgeFace) -> str:
    """The badge of `face` as one self-contained SVG element: same face, same text.

    It carries no ids, styles, scripts or addresses, so any number of badges
    can be on one page.
    """
    # Each choice reads its own byte: a longer list of one does not shift the others.
    seed = digest_of(SEED_PREFIX + face.id)
    colors = tinctures_of(hue_of(face.topic), ACCENTS[seed[1] % len(ACCENTS)], seed[5])
    outline = OUTLINES.get(face.issuer_kind, OUTLINES["nonprofit"])
    ornament = ORNAMENTS[seed[2] % len(ORNAMENTS)]
    fold = ornament.folds[seed[3] % len(ornament.folds)]
    division = DIVISIONS[seed[4] % len(DIVISIONS)]
    count = LEVEL_MARKS.get(face.level, 0)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" role="img">',
            f"<title>{escape(_readable(face.title) or _readable(face.id))}</title>",
            '<g transform="translate(64 64)">',
            stroked(outline.path, 5, colors.rim, fill=colors.rim),
            stroked(outline.path, 2.4, BRASS),
            f'<g transform="translate(0 {outline.center:g}) scale({outline.scale:g})">',
            f'<circle r="46" fill="{colors.ring}"/>',
            filled(sectors(46, division), colors.ring_counter),
            _repeated(ornament, fold, colors.ornament),
            _rhythm(seed[6] << 8 | seed[7], colors.accent),
            f'<circle r="32.5" fill="{colors.medallion}"/>',
            filled(sectors(32.5, division), colors.medallion_counter),
            f'<circle r="32.5" fill="none" stroke="{colors.ornament}" stroke-width="1.6"/>',
            center_of(face, colors.glyph),
            "" if face.is_stack or not count else _pips(count, PAPER),
            "</g>",
            ribbon(count, colors.rim) if face.is_stack else "",
            "</g></svg>",
        )
    )
