"""Photographs that were saved on their side, and pictures of other kinds."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from made_pictures import picture, raster, refusal


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_the_camera_noted_and_the_note_is_dropped(
    orientation: int,
) -> None:
    upright = Image.new("RGB", (60, 40), "blue")
    upright.paste("red", (0, 0, 20, 40))
    # What the camera saves: the picture turned the other way, and the note.
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    saved = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    saved.save(out, "JPEG", quality=95, exif=exif)
    clean = picture(out.getvalue(), "me.jpg")
    shown = Image.open(io.BytesIO(clean.data)).convert("RGB")
    assert (clean.width, clean.height) == (60, 40)
    assert dict(shown.getexif()) == {}
    left, right = shown.getpixel((5, 20)), shown.getpixel((50, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200 > left[2]
    assert right[2] > 200 > right[0]


@pytest.mark.parametrize(("mode", "ending"), [("RGB", ".jpg"), ("RGBA", ".png")])
def test_webp_is_taken_and_published_as_what_every_program_reads(mode: str, ending: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "WEBP", lossless=True)
    clean = picture(out.getvalue(), "me.webp")
    assert (clean.ending, clean.width, clean.height) == (ending, 40, 30)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC photograph of a phone"),
        (raster("GIF"), "GIF picture"),
        (raster("TIFF"), "TIFF picture"),
        (raster("BMP"), "BMP picture"),
        (raster("PDF"), "PDF or Illustrator file"),
        (b"8BPS\0\1", "Photoshop file"),
    ],
)
def test_a_picture_of_another_kind_is_named_with_the_way_out(raw: bytes, name: str) -> None:
    finding = refusal(raw, "me.jpg")
    assert finding.message.startswith(f"this is a {name}")
    assert "JPEG" in finding.fix or "PNG" in finding.fix
