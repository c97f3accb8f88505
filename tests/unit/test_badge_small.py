"""Badges are told apart where they are small and gray; whole ones are drawn as before."""

from __future__ import annotations

import hashlib
import io
from itertools import combinations
from pathlib import Path
from typing import get_args

import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageStat

from credfolio.drawing.badge import BadgeFace, draw_badge
from credfolio.drawing.badge_small import CORNERS, draw_small, own_glyphs
from credfolio.records.model.glyph import Glyph
from credfolio.records.registry import Registry

FACE = BadgeFace("city/listening", "Listening", "district", "literacy", "introductory")
SIZE, ENOUGH = 28, 12
# What signed files name: these bytes stay.
WHOLE = "d2b4ae5719390e197693d426d59ad65aa43301515c10f1f8ea742ee9df7f3550"


def seen(svg: str) -> Image.Image:
    """The picture as somebody sees it at 28 pixels, in gray, a little blurred."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SIZE, height=SIZE))
    with Image.open(io.BytesIO(png)) as drawn:
        paper = Image.new("RGBA", drawn.size, "#fffdf9")
        paper.alpha_composite(drawn.convert("RGBA"))
    return paper.convert("L").filter(ImageFilter.GaussianBlur(1))


def apart(one: Image.Image, other: Image.Image) -> float:
    """The root mean square of the difference, of 255."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).rms[0])


def test_all_badges_of_the_demonstration_are_apart_at_28_pixels_in_gray(
    demo: Registry, demo_site: Path
) -> None:
    pictures = {
        path.parent.relative_to(demo_site).as_posix(): seen(path.read_text("utf-8"))
        for path in demo_site.glob("catalog/**/badge-small.svg")
    }
    assert len(pictures) == len(demo.credentials) + len(demo.stacks)
    near = {
        (one, other): round(apart(pictures[one], pictures[other]), 1)
        for one, other in combinations(sorted(pictures), 2)
    }
    assert {pair: found for pair, found in near.items() if found < ENOUGH} == {}


def test_the_names_of_the_model_are_those_that_are_drawn() -> None:
    assert set(get_args(Glyph)) == set(own_glyphs())


def test_without_a_glyph_discs_tell_badges_of_a_topic_apart() -> None:
    pictures = [seen(draw_small(FACE, charge=number)) for number in range(2 ** len(CORNERS))]
    near = [round(apart(one, other), 1) for one, other in combinations(pictures, 2)]
    assert min(near) >= ENOUGH


def test_a_whole_badge_is_drawn_to_the_byte_as_signed_files_name_it() -> None:
    assert hashlib.sha256(draw_badge(FACE).encode()).hexdigest() == WHOLE


def test_a_small_badge_has_no_text_that_could_be_read_twice() -> None:
    assert "<title>" not in draw_small(FACE, "hand-heart")
    assert draw_small(FACE, "hand-heart") == draw_small(FACE, "hand-heart")
