"""Pictures from contributors: what is published is drawn anew, and what cannot be is refused."""

from __future__ import annotations

import io
import struct
import zlib
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image, PngImagePlugin

from credfolio.findings.finding import Finding
from credfolio.records.picture import MAX_BYTES, PUBLISHED_PIXELS, Picture, read_picture
from made_pictures import picture, raster, refusal

SVG = "{http://www.w3.org/2000/svg}"


def svg(inside: str, attributes: str = "") -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 24" {attributes}>{inside}</svg>'
    ).encode()


# --- photographs --------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg")])
def test_a_picture_keeps_its_kind_and_size(kind: str, ending: str) -> None:
    clean = picture(raster(kind), f"me{ending}")
    assert (clean.ending, clean.width, clean.height) == (ending, 40, 30)
    assert Image.open(io.BytesIO(clean.data)).format == kind


def test_what_a_picture_is_decides_its_ending_and_not_its_name() -> None:
    assert picture(raster("JPEG"), "me.png").ending == ".jpg"


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "I;16"])
def test_every_usual_colour_mode_is_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, "PNG")
    assert picture(out.getvalue(), "me.png").width == 8


def test_a_large_picture_is_made_smaller() -> None:
    clean = picture(raster("PNG", (3000, 1500)), "me.png")
    assert (clean.width, clean.height) == (PUBLISHED_PIXELS, PUBLISHED_PIXELS // 2)


def test_where_and_with_what_a_photograph_was_taken_is_dropped() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (45.0, 30.0, 15.0)}
    raw = raster("JPEG", exif=exif, comment=b"Secret comment")
    assert b"Secret" in raw
    clean = picture(raw, "me.jpg")
    assert b"Secret" not in clean.data
    image = Image.open(io.BytesIO(clean.data))
    assert dict(image.getexif()) == {}
    assert "comment" not in image.info


def test_text_and_colour_profiles_in_a_png_are_dropped() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Secret Author")
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Secret</x:xmpmeta>")
    raw = raster("PNG", pnginfo=notes, icc_profile=b"Secret profile")
    clean = picture(raw, "me.png")
    assert b"Secret" not in clean.data
    chunks = clean.data[8:]
    names = []
    while chunks:
        (length,) = struct.unpack(">I", chunks[:4])
        names.append(chunks[4:8])
        chunks = chunks[length + 12 :]
    assert set(names) <= {b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS"}


@pytest.mark.parametrize(
    "extra",
    [
        b"<script>alert(1)</script>",
        b"<?php system($_GET[0]); ?>",
        b"PK\x03\x04 a whole archive",
        b"\x00" * 1000 + b"<html><script>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_rides_behind_a_picture_is_dropped(kind: str, extra: bytes) -> None:
    clean = picture(raster(kind) + extra, "me.png")
    assert extra.strip(b"\x00") not in clean.data


def test_a_picture_for_a_badge_is_wrapped_in_a_drawing() -> None:
    clean = picture(raster("PNG"), "me.png")
    root = fromstring(clean.as_svg())
    assert root.tag == SVG + "svg"
    assert [child.tag for child in root] == [SVG + "image"]
    assert root[0].get("href", "").startswith("data:image/png;base64,")


# --- what is no photograph ----------------------------------------------------------------------


def png_of(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be as large as they like."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * min(width * height * 3 + height, 100_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "size", [(5000, 10), (10, 5000), (30_000, 30_000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(
    size: tuple[int, int],
) -> None:
    assert refusal(png_of(*size), "me.png").rule in ("picture-too-large", "picture-unreadable")


def test_a_text_chunk_that_unfolds_without_end_is_refused() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000))
    raw = raster("PNG")
    assert refusal(raw[:33] + bomb + raw[33:], "me.png").rule == "picture-unreadable"


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert refusal(b"\0" * (MAX_BYTES + 1), "me.png").rule == "picture-too-large"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        raster("PNG")[:60],
        raster("JPEG")[:200],
        raster("GIF"),
        raster("TIFF"),
        raster("BMP"),
        raster("ICO", size=(16, 16)),
        raster("PDF"),
        raster("EPS"),
        b"P6 4 4 255 " + b"\0" * 48,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_what_is_not_png_jpeg_or_webp_is_refused_whatever_it_is_called(raw: bytes) -> None:
    for name in ("me.png", "me.jpg", "me.JPEG"):
        assert refusal(raw, name).rule == "picture-unreadable"


@pytest.mark.parametrize("position", range(0, 100, 3))
def test_a_damaged_picture_is_read_or_refused_and_never_raises(position: int) -> None:
    for kind in ("PNG", "JPEG"):
        raw = bytearray(raster(kind))
        raw[position % len(raw)] ^= 0xFF
        assert isinstance(read_picture(bytes(raw), "me.png"), Picture | Finding)


# --- drawings -----------------------------------------------------------------------------------


def test_a_plain_drawing_is_kept_and_written_anew() -> None:
    raw = b"<!-- secret --><?xml-stylesheet href='https://evil.example/x.css'?>" + svg(
        "<title>A clock</title><!-- secret --><g fill='none' stroke='#123'>"
        "<circle cx='4' cy='4' r='3'/></g><text x='1' y='2'>Ü</text>"
        "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>"
        "<rect fill='url(#g)' width='9' height='9'/>"
    )
    clean = picture(raw, "clock.svg")
    assert (clean.ending, clean.width, clean.height) == (".svg", 32, 24)
    assert b"secret" not in clean.data
    assert b"evil" not in clean.data
    root: Element = fromstring(clean.data)
    assert [child.tag.removeprefix(SVG) for child in root] == ["title", "g", "text", "defs", "rect"]
    assert b"<svg xmlns=" in clean.data, "a browser shows it without a prefix"


ELEMENTS = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<style>*{}</style>",
    "<foreignObject><p>x</p></foreignObject>",
    "<image href='https://evil.example/x.png'/>",
    "<use href='#x'/>",
    "<use href='https://evil.example/x.svg#x'/>",
    "<a href='javascript:alert(1)'><path d=''/></a>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<animateTransform attributeName='x'/>",
    "<handler>alert(1)</handler>",
    "<listener/>",
    "<iframe src='https://evil.example/'/>",
    "<filter id='f'><feImage href='https://evil.example/'/></filter>",
    "<pattern id='p'/>",
    "<marker id='m'/>",
    "<symbol id='s'/>",
    "<switch/>",
    "<font-face-uri href='https://evil.example/'/>",
    "<g><g><g><script>alert(1)</script></g></g></g>",
]
NAMESPACES = [
    "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
    "<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>",
    "<path xmlns='' d=''/>",
    "<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'/>",
]
ATTRIBUTES = [
    "onload='alert(1)'",
    "onclick='alert(1)'",
    "ONLOAD='alert(1)'",
    "style='background:url(https://evil.example/)'",
    "href='javascript:alert(1)'",
    "xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='javascript:alert(1)'",
    "xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='https://evil.example/'",
    "xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'",
    "xml:base='https://evil.example/'",
    "src='https://evil.example/'",
    "fill='url(https://evil.example/#x)'",
    "fill='url( https://evil.example/ )'",
    "fill='URL(//evil.example/)'",
    "fill='u r l(//evil.example/)'",
    "fill='url(#g) url(//evil.example/)'",
    "fill='url(&quot;//evil.example/&quot;)'",
    "fill='\\75 rl(//evil.example/)'",
    "mask='url(data:image/svg+xml,x)'",
    "clip-path='url(javascript:alert(1))'",
    "d='M0 0;}&lt;script&gt;'",
    "font-family='x}@import //evil.example'",
    "transform='&amp;#x75;rl(x)'",
]
DROPPED = [
    "<metadata>x</metadata>",
    "<x:path xmlns:x='https://editor.example/' d=''/>",
    "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>",
    "<g class='cf-header' data-x='1' tabindex='0' filter='url(#f)'/>",
    "<unheardof><path d='M0 0h9'/></unheardof>",
    "<style>.cf-header{position:fixed;inset:0}</style><g class='cf-header'/>",
]
DOCUMENTS = {
    "an entity": b"<!DOCTYPE svg [<!ENTITY x 'y'>]>" + svg("<text>&x;</text>"),
    "a file as an entity": b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    + svg("<text>&x;</text>"),
    "a document type": b"<!DOCTYPE svg SYSTEM 'https://evil.example/x.dtd'>" + svg("<g/>"),
    "laughs": b"<!DOCTYPE svg [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '&%c;&%c;'>" % (98 + n, 97 + n, 97 + n) for n in range(20))
    + b"]>"
    + svg("<text>&u;</text>"),
    "an unknown entity": svg("<text>&nbsp;</text>"),
    "HTML": b"<html><body onload='alert(1)'/></html>",
    "no namespace": b"<svg viewBox='0 0 1 1'><path d=''/></svg>",
    "not closed": b"<svg xmlns='http://www.w3.org/2000/svg'><g>",
    "not XML": b"plain text",
    "nothing": b"",
    "two roots": svg("") + svg(""),
    "an unknown encoding": b"<?xml version='1.0' encoding='x-evil'?>" + svg(""),
    "a PNG": raster("PNG"),
    "many elements": svg("<g/>" * 6_000),
}


@pytest.mark.parametrize("inside", ELEMENTS + NAMESPACES)
def test_a_drawing_with_anything_but_shapes_is_refused(inside: str) -> None:
    assert refusal(svg(inside), "clock.svg").rule == "picture-unsafe"


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_a_drawing_with_an_attribute_that_could_act_is_refused(attribute: str) -> None:
    assert refusal(svg("<g/>", attribute), "clock.svg").rule == "picture-unsafe"
    assert refusal(svg(f"<g><path {attribute}/></g>"), "clock.svg").rule == "picture-unsafe"


@pytest.mark.parametrize("inside", DROPPED)
def test_what_cannot_act_and_is_no_shape_is_dropped_and_named(inside: str) -> None:
    clean = picture(svg(inside + "<circle r='3'/>"), "clock.svg")
    assert clean.dropped
    for trace in (b"cf-header", b"editor.example", b"metadata", b"unheardof", b"filter", b"data-x"):
        assert trace not in clean.data
    assert b"<circle" in clean.data


@pytest.mark.parametrize(
    "inside",
    [
        "<metadata><script>alert(1)</script></metadata>",
        "<unheardof onload='alert(1)'/>",
        "<unheardof><g><a href='javascript:alert(1)'/></g></unheardof>",
        "<x:y xmlns:x='https://editor.example/' x:href='https://evil.example/'/>",
        "<g style='fill:url(//evil.example/)'/>",
        "<g style='behavior:url(//evil.example/)'/>",
        "<g style='fill:u/**/rl(//evil.example/)'/>",
        "<style>@import '//evil.example/x.css';</style>",
        "<style>@font-face{src:url(//evil.example/)}</style>",
        "<style>.a{fill:url(//evil.example/)}</style><g class='a'/>",
        "<style>.a{fill:\\75 rl(//evil.example/)}</style><g class='a'/>",
        "<style>.a{fill:red}&lt;/style&gt;&lt;script&gt;</style>",
        "<style>svg &gt; * :hover{fill:red}</style>",
        "<defs><style>.a{fill:red</style></defs>",
    ],
)
def test_what_can_act_is_refused_where_other_things_are_dropped(inside: str) -> None:
    assert refusal(svg(inside), "clock.svg").rule == "picture-unsafe"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_drawing_that_is_no_plain_document_is_refused(name: str) -> None:
    assert refusal(DOCUMENTS[name], "clock.svg").rule == "picture-unreadable"


def test_a_drawing_nested_a_thousand_times_is_refused() -> None:
    deep = svg("<g>" * 1_000 + "</g>" * 1_000)
    assert refusal(deep, "clock.svg").rule == "picture-unreadable"


@pytest.mark.parametrize(
    "size", ["", "0 0 0 0", "0 0 1e999 5", "0 0 a b", "-5 -5 -5 -5", "0 0 . .", "9" * 400]
)
def test_a_drawing_of_no_sensible_size_still_has_one(size: str) -> None:
    raw = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"/>'.encode()
    clean = picture(raw, "clock.svg")
    assert clean.width >= 1
    assert clean.height >= 1
