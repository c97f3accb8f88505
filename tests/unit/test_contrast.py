"""Colors: every pair that is used can be read, by day and by night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from credfolio.drawing import contrast as reckoned
from credfolio.pages.styleguide.records import COLORS

SHEETS = {
    sheet.stem: sheet.read_text(encoding="utf-8")
    for sheet in sorted((Path(__file__).parents[2] / "theme" / "assets").glob("*.css"))
}
CSS = SHEETS["credfolio"]
COLOR = re.compile(r"(--[a-z-]+): var\(--day, (#[0-9a-f]{3,6})\) var\(--night, (#[0-9a-f]{3,6})\);")
NIGHT = {"color-scheme": "dark", "--day": "", "--night": "initial"}


def block(selector: str) -> dict[str, str]:
    """The declarations of the first block of `selector`."""
    start = CSS.index(f"{selector} {{") + len(selector) + 2
    lines = CSS[start : CSS.index("}", start)].split(";")
    return {
        name.strip(): value.strip() for name, _, value in (one.partition(":") for one in lines[:-1])
    }


PALETTE = COLOR.findall(CSS)
LIGHT = {name: day for name, day, _ in PALETTE}
DARK = {name: night for name, _, night in PALETTE}
SCHEMES = {"light": LIGHT, "dark": DARK}

GROUNDS = ("--paper", "--card", "--sunk")
TEXTS = ("--ink", "--soft", "--link", "--accent", "--warn", "--info")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("--on-primary", "--primary"),
    ("--accent", "--earned"),
    ("--ink", "--earned"),
    ("--info", "--info-bg"),
    ("--ink", "--info-bg"),
    ("--link", "--info-bg"),
    ("--warn", "--warn-bg"),
    ("--ink", "--warn-bg"),
    ("--link", "--warn-bg"),
]
BODY = [("--ink", "--paper"), ("--ink", "--card")]
# What is no text but has to be seen: the focus ring, the border of a field, a ring's arc.
SHAPES = [
    *(("--focus", ground) for ground in GROUNDS),
    *(("--primary", ground) for ground in GROUNDS),
    *(("--soft", ground) for ground in GROUNDS),
]


def test_the_style_guide_shows_every_color_and_no_other() -> None:
    assert [f"--{name}" for name, _ in COLORS] == list(LIGHT)


def luminance(color: str) -> float:
    digits = color.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_reckoning_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colors = SCHEMES[scheme]
    assert contrast(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), BODY)
def test_the_body_of_a_page_stands_out_further(scheme: str, text: str, ground: str) -> None:
    colors = SCHEMES[scheme]
    assert contrast(colors[text], colors[ground]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_what_shows_focus_and_fields_can_be_seen(scheme: str, shape: str, ground: str) -> None:
    colors = SCHEMES[scheme]
    assert contrast(colors[shape], colors[ground]) >= 3


@pytest.mark.parametrize(
    "background",
    re.findall(r"cf-portrait--initials[^{]*{[^}]*background: (#\w+)", SHEETS["portfolio"]),
)
def test_initials_stand_out_from_their_disc(background: str) -> None:
    assert contrast("#fff", background) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_numbers_of_a_matrix_can_be_read_on_their_tints(scheme: str) -> None:
    colors = SCHEMES[scheme]
    found = re.findall(
        r"color-mix\(in srgb, var\((--\w+)\) (\d+)%, var\((--\w+)\)\)", SHEETS["figures"]
    )
    assert len(found) == 2
    for one, part, other in found:
        share = int(part) / 100
        pairs = [
            (int(colors[one][n : n + 2], 16), int(colors[other][n : n + 2], 16)) for n in (1, 3, 5)
        ]
        tint = "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
        assert contrast(colors["--ink"], f"#{tint}") >= 4.5, part


def test_each_color_is_written_once_for_day_and_night() -> None:
    names = [name for name, _, _ in PALETTE]
    assert len(names) == len(set(names)) >= 15
    by_day = block(":root")
    assert set(names) == {name for name, value in by_day.items() if "#" in value}
    # Nothing but the palette and paper gives one of these names a value.
    screen = CSS[: CSS.index("/* --- paper --- */")]
    assert all(screen.count(f"{name}: ") == 1 for name in names)


def test_night_by_choice_is_night_by_the_system() -> None:
    day = {"color-scheme": "light", "--day": "initial", "--night": ""}
    assert day.items() <= block(":root").items()
    assert block(':root:not([data-scheme="light"])') == NIGHT
    assert block('\n:root[data-scheme="dark"]') == NIGHT


def test_every_pair_names_a_token_that_there_is() -> None:
    assert {name for pair in [*PAIRS, *BODY, *SHAPES] for name in pair} <= set(LIGHT)


def test_a_component_takes_its_colors_from_the_tokens() -> None:
    screen = CSS[CSS.index("/* --- base: ") : CSS.index("/* --- paper --- */")]
    rooms = [text for name, text in SHEETS.items() if name != "credfolio" and "paper" not in name]
    after = re.sub(r"@media print \{.*?\n\}", "", "\n".join([screen, *rooms]), flags=re.DOTALL)
    written = set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?![^{]*\{)", after))
    # A person's disc has a color of its own, with white on it, in both schemes; codes are black.
    discs = set(re.findall(r"cf-portrait--initials[^{]*{[^}]*?(#\w+)", after)) | {"#fff"}
    assert written <= discs


def test_an_accent_is_measured_against_the_papers_of_the_theme() -> None:
    papers = [colors[ground] for colors in (LIGHT, DARK) for ground in GROUNDS]
    assert sorted(reckoned.PAPERS) == sorted(papers)
    assert reckoned.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "color", ["#ffffff", "#000000", "#ffd166", "#1f4e46", "#0000ff", "#ffff00", "#fbf8f2"]
)
def test_the_color_proposed_for_an_accent_is_seen_and_no_further_than_need_be(color: str) -> None:
    proposed = reckoned.nearest_that_stands_out(color)
    assert min(contrast(proposed, paper) for paper in reckoned.PAPERS) >= 3
    # It keeps to the weakest paper's limit, so nothing nearer would have done.
    assert min(contrast(proposed, paper) for paper in reckoned.PAPERS) < 3.1


@pytest.mark.parametrize("color", ["#2a7f62", "#8a5fb0", "#b0523a"])
def test_an_accent_that_is_seen_stays_as_it_is(color: str) -> None:
    assert reckoned.stands_out(color)
    assert reckoned.nearest_that_stands_out(color) == color


def test_every_token_that_is_used_is_defined() -> None:
    ours = set(re.findall(r"var\((--(?!md-)[a-z-]+)", "".join(SHEETS.values())))
    defined = set(re.findall(r"(--[a-z-]+):", "".join(SHEETS.values())))
    # These are set on the element that has them.
    assert ours - defined <= {"--size", "--own", "--swatch"}
