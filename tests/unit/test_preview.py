"""Preview pictures: their size, their words, and the same bytes each time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from credfolio.sharing.picture_canvas import HEIGHT, WIDTH
from credfolio.sharing.preview import Preview, PreviewPainter

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


@pytest.fixture(scope="module")
def painter() -> PreviewPainter:
    return PreviewPainter()


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


def test_the_same_words_give_the_same_bytes() -> None:
    preview = Preview("a", "b", "c", "d", BADGE)
    assert PreviewPainter().draw(preview) == PreviewPainter().draw(preview)


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
