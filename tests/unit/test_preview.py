"""Preview pictures: their size, their words, and the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from credfolio.building.preview_fonts import PreviewFonts
from credfolio.drawing.picture_canvas import HEIGHT, WIDTH
from credfolio.drawing.preview_picture import Preview, PreviewPainter
from credfolio.drawing.scripts import families_for, files_of_letters

BADGE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    b'<circle cx="50" cy="50" r="48" fill="#a03"/></svg>'
)
NAMES = {
    "short": "Bo",
    "long": "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maximiliana Theodora III" * 3,
    "accents": "Ğüłłéborg Ñandú Đặng",
    "arabic": "عائشة عبد الرحمن",
    "hebrew": "שירה לוי",
    "han": "李小龍",
    "emoji": "🌻 Sunny",
}


EAST_ASIAN = {
    "simplified": "王秀英",
    "traditional": "李小龍",
    "japanese": "山田はな子",
    "korean": "김민지",
}


@pytest.fixture(scope="module")
def painter() -> PreviewPainter:
    return PreviewPainter()


@pytest.fixture(scope="module")
def bundled() -> PreviewPainter:
    """With the fonts that `make bundle` lays out."""
    return PreviewPainter(fonts_of=PreviewFonts().of)


def picture(painter: PreviewPainter, title: str, **more: object) -> Image.Image:
    data = painter.draw(Preview("Portfolio", title, "Teacher", "Example", **more))  # type: ignore[arg-type]
    assert len(data) <= 60_000
    opened = Image.open(io.BytesIO(data))
    assert opened.size == (WIDTH, HEIGHT)
    return opened.convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark points there are in a part of the picture."""
    return sum(image.crop(box).convert("L").histogram()[:90])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_words_stay_inside_the_picture(painter: PreviewPainter, name: str) -> None:
    image = picture(painter, name, badge=BADGE)
    assert ink(image, (WIDTH - 40, 20, WIDTH, HEIGHT)) == 0
    assert ink(image, (440, HEIGHT - 82, WIDTH, HEIGHT - 70)) == 0


@pytest.mark.parametrize("name", ["accents", "arabic", "hebrew", "short"])
def test_letters_of_the_packaged_font_are_drawn(painter: PreviewPainter, name: str) -> None:
    drawn, empty = picture(painter, NAMES[name]), picture(painter, "")
    assert ink(drawn, (40, 40, WIDTH, 480)) > ink(empty, (40, 40, WIDTH, 480)) + 300


def test_a_letter_that_no_font_has_is_left_out_and_never_a_box(painter: PreviewPainter) -> None:
    assert picture(painter, "🌻 Sunny").tobytes() == picture(painter, "Sunny").tobytes()
    assert picture(painter, "李").tobytes() == picture(painter, "").tobytes()


@pytest.mark.parametrize("name", EAST_ASIAN.values(), ids=EAST_ASIAN)
def test_each_letter_of_an_east_asian_name_is_drawn_in_its_own_shape(
    bundled: PreviewPainter, name: str
) -> None:
    seen = set()
    for letter in name:
        image = picture(bundled, letter).crop((60, 200, 400, 330))
        seen.add(image.tobytes())
        assert ink(image, (0, 0, *image.size)) > 150, letter
    assert len(seen) == len(set(name)), "two letters look alike, as boxes do"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("王秀英", "sc"),
        ("陳美玲", "tc"),
        ("山田太郎 国語の先生", "jp"),
        ("金美玲 초등학교", "kr"),
        ("Mei-Ling 陳", "tc"),
    ],
)
def test_the_words_together_say_which_shapes_their_letters_have(words: str, first: str) -> None:
    assert families_for(words)[0] == first


def test_words_without_such_letters_open_no_further_font() -> None:
    assert families_for("Đặng عائشة — “Teacher”") == ()


def test_ranges_of_letters_lead_to_their_files() -> None:
    found = files_of_letters({"a.woff2": "U+4e00-4e01,U+5013", "b.woff2": "U+51??"})
    assert found[0x4E01] == found[0x5013] == "a.woff2"
    assert found[0x5100] == found[0x51FF] == "b.woff2"
    assert 0x4E02 not in found


def test_a_tool_without_the_further_fonts_leaves_their_letters_out(tmp_path: Path) -> None:
    bare = PreviewPainter(fonts_of=PreviewFonts(folder=tmp_path).of)
    assert picture(bare, "李").tobytes() == picture(bare, "").tobytes()
    assert PreviewFonts(folder=tmp_path).digest != PreviewFonts().digest


def test_the_same_words_give_the_same_bytes() -> None:
    for words in ("b", "李小龍, 山田はな子"):
        preview = Preview("a", words, "c", "d", BADGE)
        one, other = (PreviewPainter(fonts_of=PreviewFonts().of) for _ in range(2))
        other.draw(Preview("", "김민지", "", ""))  # what was drawn before makes no difference
        assert one.draw(preview) == other.draw(preview)


def test_a_badge_is_drawn_once_for_all_pictures_that_show_it() -> None:
    kept: dict[str, bytes] = {}
    painter = PreviewPainter(
        keep=lambda key, draw: kept.setdefault(key, b"") or kept.update({key: draw()}) or kept[key]
    )
    one = painter.draw(Preview("a", "b", "c", "d", BADGE))
    assert len(kept) == 1
    assert painter.draw(Preview("a", "b", "c", "d", BADGE)) == one
    painter.draw(Preview("Portfolio", "Somebody else", "", "d", BADGE))
    assert len(kept) == 1


def test_the_paper_around_a_badge_is_the_paper_of_the_picture(painter: PreviewPainter) -> None:
    image = picture(painter, "Bo", badge=BADGE)
    assert image.getpixel((75, 125)) == image.getpixel((600, 40)) == (251, 248, 242)
