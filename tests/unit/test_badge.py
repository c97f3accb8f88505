"""The drawn badges: what they promise to pages, printers and neighbours on a shelf."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, product
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from credfolio.drawing.badge import (
    ACCENTS,
    BRASS,
    LEVEL_MARKS,
    ORNAMENTS,
    OTHER_HUES,
    OUTLINES,
    PAPER,
    SCHEMES,
    TOPIC_HUES,
    BadgeFace,
    draw_badge,
    hue_of,
    tinctures_of,
)
from credfolio.drawing.badge_glyphs import TOPIC_GLYPHS, initials

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED_ELEMENTS = {SVG + name for name in ("svg", "title", "g", "path", "circle", "text")}
ALLOWED_ATTRIBUTES = {
    *("viewBox", "role", "transform", "d", "r", "y", "fill"),
    *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
    *("font-family", "font-size", "font-weight", "text-anchor"),
}
FACE = BadgeFace(
    id="open-classroom-alliance/formative-questioning",
    title="Formative questioning",
    issuer_kind="nonprofit",
    topic="formative-assessment",
    level="intermediate",
)
MANY = [
    BadgeFace(
        id=f"issuer-{number % 7}/credential-{number}",
        title=f"Credential {number}",
        issuer_kind=sorted(OUTLINES)[number % len(OUTLINES)],
        topic=[*sorted(TOPIC_HUES), "career-pathways", ""][number % (len(TOPIC_HUES) + 2)],
        level=["", *LEVEL_MARKS][number % (len(LEVEL_MARKS) + 1)],
        is_stack=number % 5 == 0,
    )
    for number in range(500)
]
SHELVES = {
    ("nonprofit", "formative-assessment"): (
        "open-classroom-alliance/formative-questioning",
        "open-classroom-alliance/feedback-that-moves-learning",
        "open-classroom-alliance/peer-assessment-routines",
    ),
    ("nonprofit", "learning-science"): (
        "open-classroom-alliance/spaced-retrieval-practice",
        "open-classroom-alliance/working-memory-supports",
    ),
    ("university", "coaching"): (
        "juniper-university/instructional-coaching-cycle",
        "juniper-university/mentoring-a-student-teacher",
    ),
    ("university", "literacy"): (
        "juniper-university/structured-word-inquiry",
        "juniper-university/culturally-sustaining-text-sets",
    ),
    ("district", "school-climate"): (
        "lake-harlow-schools/restorative-classroom-circles",
        "lake-harlow-schools/attendance-check-and-connect",
    ),
    ("state", "digital-learning"): (
        "tamarack-doe/digital-privacy-in-class",
        "tamarack-doe/accessible-digital-materials",
        "tamarack-doe/smartboard-lesson-design",
    ),
    ("association", "leadership"): (
        "tamarack-teachers-association/leading-professional-learning",
        "tamarack-teachers-association/teacher-voice-in-policy",
    ),
    ("association", "coaching"): (
        "tamarack-teachers-association/first-year-mentor",
        "tamarack-teachers-association/walkthrough-without-judgement",
    ),
}


def parsed(svg: str) -> Element:
    root: Element = fromstring(svg)
    return root


def title_of(svg: str) -> str:
    return str(parsed(svg).findtext(SVG + "title"))


def drawing_of(svg: str) -> str:
    """The picture without its title, so that only what the eye sees is compared."""
    return re.sub(r"<title>.*?</title>", "", svg, flags=re.DOTALL)


def longest_path_of(svg: str, kind: str, topic: str) -> str:
    """The ornament: the longest path apart from the outline and the glyph."""
    shared = {OUTLINES[kind].path, *TOPIC_GLYPHS[topic]}
    paths: set[str] = set(re.findall(r' d="([^"]+)"', svg))
    return max(paths - shared, key=len)


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (value / 255 for value in bytes.fromhex(color[1:]))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_same_face_gives_same_text() -> None:
    assert [draw_badge(face) for face in MANY] == [draw_badge(replace(face)) for face in MANY]


def test_the_drawing_is_pinned_so_that_badges_do_not_change_by_accident() -> None:
    assert draw_badge(FACE).startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" role="img">'
        '<title>Formative questioning</title><g transform="translate(64 64)">'
        '<path d="M0 -60A60 60 0 1 1 0 60A60 60 0 1 1 0 -60Z" fill="#14423f"'
    )


def test_every_badge_is_well_formed_and_uses_only_plain_shapes() -> None:
    for face in MANY:
        root = parsed(draw_badge(face))
        assert root.get("viewBox") == "0 0 128 128"
        assert {element.tag for element in root.iter()} <= ALLOWED_ELEMENTS
        assert {name for element in root.iter() for name in element.attrib} <= ALLOWED_ATTRIBUTES


def test_no_badge_names_an_id_or_an_address() -> None:
    for face in MANY:
        text = draw_badge(face).replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"url\(|https?:|\bid=|href|style|script", text)


def test_numbers_are_short_and_never_minus_zero() -> None:
    for face in MANY:
        shapes = re.sub(r"#[0-9a-f]{6}", "", drawing_of(draw_badge(face)))
        assert not re.search(r"\de[-+]?\d|-0(?![.\d])|\d\.\d{3}", shapes)


def test_badges_stay_small() -> None:
    sizes = sorted(len(draw_badge(face).encode()) for face in MANY)
    assert sizes[len(sizes) // 2] <= 3 * 1024
    assert sizes[-1] <= 4 * 1024


def test_five_hundred_ids_give_five_hundred_drawings() -> None:
    alike = [replace(face, title="", issuer_kind="state", topic="literacy") for face in MANY]
    alike = [replace(face, level="", is_stack=False) for face in alike]
    assert len({drawing_of(draw_badge(face)) for face in alike}) == len(alike)


@pytest.mark.parametrize(("shelf", "ids"), SHELVES.items(), ids=lambda value: "-".join(value)[:40])
def test_neighbours_of_one_topic_and_issuer_differ_in_ornament_and_colors(
    shelf: tuple[str, str], ids: tuple[str, ...]
) -> None:
    kind, topic = shelf
    drawn = [draw_badge(BadgeFace(ref, "", kind, topic, "")) for ref in ids]
    for one, other in combinations(drawn, 2):
        ornaments = [longest_path_of(svg, kind, topic) for svg in (one, other)]
        fills = [set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) for svg in (one, other)]
        assert ornaments[0] != ornaments[1]
        assert fills[0] != fills[1]


def test_marks_are_added_to_a_badge_and_change_nothing_else() -> None:
    plain = draw_badge(replace(FACE, level=""))
    marked = draw_badge(replace(FACE, level="advanced"))
    start, end = marked[: len(plain) - len("</g></g></svg>")], marked[-len("</g></g></svg>") :]
    assert start + end == plain


@pytest.mark.parametrize(
    ("level", "marks"), [("", 0), ("introductory", 1), ("leadership", 4), ("a-new-level", 0)]
)
def test_the_rim_counts_the_level(level: str, marks: int) -> None:
    without = drawing_of(draw_badge(replace(FACE, level="")))
    assert (
        drawing_of(draw_badge(replace(FACE, level=level))).count("h0") - without.count("h0")
        == marks
    )


def test_a_stack_wears_a_ribbon_with_its_marks() -> None:
    single = draw_badge(replace(FACE, level="endorsement"))
    stack = draw_badge(replace(FACE, level="endorsement", is_stack=True))
    assert "M-51 30Q0 42 51 30" in stack
    assert "M-51 30Q0 42 51 30" not in single
    assert stack.count("l4.6 6l-4.6 6l-4.6 -6Z") == 3


def test_each_kind_of_issuer_has_an_outline_of_its_own() -> None:
    kinds = ("district", "state", "nonprofit", "university", "association", "vendor")
    assert len({drawing_of(draw_badge(replace(FACE, issuer_kind=kind))) for kind in kinds}) == 6


def test_an_unknown_kind_of_issuer_is_drawn_round() -> None:
    assert draw_badge(replace(FACE, issuer_kind="guild")) == draw_badge(FACE)


def test_each_topic_has_a_hue_and_a_glyph_of_its_own() -> None:
    assert set(TOPIC_HUES) == set(TOPIC_GLYPHS)
    assert len(set(TOPIC_HUES.values())) == len(set(TOPIC_GLYPHS.values())) == 15


def test_glyphs_stay_inside_the_medallion() -> None:
    # End points only: a curve's own reach is watched by the visual tests.
    for topic, glyph in TOPIC_GLYPHS.items():
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", glyph.line + glyph.solid):
            assert (float(x) ** 2 + float(y) ** 2) ** 0.5 <= 27.5, topic


@pytest.mark.parametrize("hue", [*TOPIC_HUES.values(), *OTHER_HUES])
def test_the_glyph_can_be_told_from_its_field_on_every_hue(hue: str) -> None:
    for accent, scheme in product(ACCENTS, range(SCHEMES)):
        colors = tinctures_of(hue, accent, scheme)
        assert contrast(colors.glyph, colors.medallion) >= 4.5
        assert contrast(colors.glyph, colors.medallion_counter) >= 4.5


@pytest.mark.parametrize("hue", [*TOPIC_HUES.values(), *OTHER_HUES])
def test_rim_marks_and_ornament_can_be_told_from_what_is_under_them(hue: str) -> None:
    for accent, scheme in product(ACCENTS, range(SCHEMES)):
        colors = tinctures_of(hue, accent, scheme)
        assert contrast(PAPER, colors.rim) >= 7
        assert contrast(colors.accent, colors.rim) >= 4.5
        assert contrast(colors.ornament, colors.ring) >= 2.5
        assert contrast(colors.ornament, colors.ring_counter) >= 2.5


def test_the_outline_shows_on_paper_and_at_night() -> None:
    for hue in (*TOPIC_HUES.values(), *OTHER_HUES):
        assert contrast(tinctures_of(hue, ACCENTS[0], 0).rim, "#fbf7ee") >= 7
    assert BRASS in draw_badge(FACE)
    assert contrast(BRASS, "#1b2431") >= 4.5


def test_an_unknown_topic_keeps_one_hue_and_shows_initials() -> None:
    assert hue_of("career-pathways") == hue_of("career-pathways") in OTHER_HUES
    svg = draw_badge(replace(FACE, topic="career-pathways"))
    assert parsed(svg).findtext(f".//{SVG}text") == "FQ"


@pytest.mark.parametrize("title", ["", "   ", "…", "\x00\ud800", "★ ☆"])
def test_a_title_without_letters_is_drawn_with_the_plain_glyph(title: str) -> None:
    svg = draw_badge(replace(FACE, title=title, topic=""))
    assert parsed(svg).find(f".//{SVG}text") is None
    assert title_of(svg) in (title, FACE.id)
    assert title_of(svg)


def test_the_title_is_escaped() -> None:
    title = 'Reading & "writing" <script>alert(1)</script> ]]>'
    svg = draw_badge(replace(FACE, title=title))
    assert title_of(svg) == title
    assert "<script" not in svg
    assert "]]>" not in svg


def test_an_id_that_stands_in_for_a_title_is_escaped_too() -> None:
    assert title_of(draw_badge(replace(FACE, id="a<b>&c", title=""))) == "a<b>&c"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Formative questioning", "FQ"),
        ("The art of feedback", "AF"),
        ("Of the", "OT"),
        ("“Quoted” words", "QW"),
        ("5E lessons", "5L"),
        ("élan vital", "ÉV"),
        ("Чтение вслух", "ЧВ"),
        ("形成性评价", "形"),
        ("تقييم تكويني", "ت"),
        ("शिक्षण विधि", "शि"),
        ("क्षमता", "क"),
        ("수업 설계", "수"),
        ("Lesson 研究", "L"),
        ("", ""),
        ("— …", ""),
    ],
)
def test_initials_are_one_or_two_signs_of_the_title(title: str, expected: str) -> None:
    assert initials(title) == expected
    assert title_of(draw_badge(replace(FACE, title=title, topic=""))) == (title or FACE.id)


@given(
    title=st.text(st.characters()),
    ref=st.text(),
    topic=st.text(),
    level=st.text(),
    stack=st.booleans(),
)
def test_any_text_gives_a_well_formed_badge(
    title: str, ref: str, topic: str, level: str, stack: bool
) -> None:
    svg = draw_badge(BadgeFace(ref, title, topic, topic, level, stack))
    svg.encode("utf-8")
    assert {element.tag for element in parsed(svg).iter()} <= ALLOWED_ELEMENTS


def test_every_ornament_draws_something_at_each_of_its_folds() -> None:
    for ornament in ORNAMENTS:
        for fold in ornament.folds:
            assert any(ornament.figure(place / fold, 1 / fold) for place in range(fold))
