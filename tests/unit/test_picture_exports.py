"""Twenty-five pictures as programs and phones save them, written here byte by byte.

Each row names the program and what it does, and where that is described. The cases of Canva and
of Inkscape's Plain SVG are after reports by issuers of badges.
"""

from __future__ import annotations

import io
from typing import NamedTuple

import pytest
from PIL import Image

from credfolio.findings.finding import Finding
from credfolio.records.picture import Picture, read_picture

SVG11 = 'PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
NS = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
INKSCAPE = (
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
ENABLE = "https://github.com/svg/svgo/issues/1740"
STYLES = "https://github.com/dnfield/flutter_svg/issues/19"
NAMEDVIEW = "https://inkscapetutorial.org/svg-file-format.html"
FIGMA = "https://github.com/brave/leo/pull/985"
SHADOW = "https://github.com/primer/primer.style/pull/27"
DOCTYPE = "https://github.com/fabricjs/fabric.js/issues/1369"
EXIF = "CIPA DC-008 (Exif 2.32), tag 0x0112"
CASE = "a report by an issuer of badges"


class Export(NamedTuple):
    """`shown` is what the result contains; `dropped` what is named; `refused` words of the no."""

    what: str
    source: str
    name: str
    raw: bytes
    shown: bytes = b""
    dropped: str = ""
    refused: str = ""


def phone(kind: str, orientation: int | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    Image.new("RGB", (640, 480), "#1f4e46").save(out, kind, **options)
    return out.getvalue()


TEAL = b'fill="#008080"'
EXPORTS = [
    Export("Illustrator, styling by style elements", STYLES, "a.svg",
           f'<svg {NS}><style type="text/css">.st0{{fill:#008080;}}</style>'
           '<circle class="st0" r="9"/></svg>'.encode(), TEAL),
    Export("Illustrator, classes with commas, in defs", STYLES, "a.svg",
           f'<svg {NS}><defs><style>.cls-1,.cls-2{{fill:#008080;}}.cls-2{{opacity:.5}}</style>'
           '</defs><path class="cls-2" d="M0 0h9"/></svg>'.encode(), TEAL),
    Export("Illustrator, styling inline", STYLES, "a.svg",
           f'<svg {NS}><path style="fill:#008080;" d="M0 0h9"/></svg>'.encode(), TEAL),
    Export("Illustrator, enable-background and xml:space on the root", ENABLE, "a.svg",
           f'<svg {NS} x="0px" style="enable-background:new 0 0 200 200;" xml:space="preserve">'
           '<path fill="#008080" d="M0 0"/></svg>'.encode(), TEAL, "enable-background"),
    Export("Illustrator, its comment and the DOCTYPE of SVG 1.1", DOCTYPE, "a.svg",
           '<?xml version="1.0" encoding="utf-8"?><!-- Generator: Adobe Illustrator -->'
           f'<!DOCTYPE svg {SVG11}><svg {NS}><path fill="#008080" d="M0 0"/></svg>'.encode(), TEAL),
    Export("Illustrator, older ones define entities for namespaces", DOCTYPE, "a.svg",
           b'<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
           b'<svg xmlns="&ns_svg;"/>', refused="document type of its own"),
    Export("Illustrator, editing kept in a foreignObject", DOCTYPE, "a.svg",
           f'<svg {NS}><switch><foreignObject width="1"/><g/></switch></svg>'.encode(),
           refused='"foreignObject"'),
    Export("Inkscape, Plain SVG with styles in attributes", CASE, "a.svg",
           f'<svg {NS} width="210mm"><defs id="defs1"/><g id="layer1"><circle '
           'style="fill:#008080;stroke-width:0.264583" r="9"/></g></svg>'.encode(), TEAL),
    Export("Inkscape, its own SVG with namedview and labels", NAMEDVIEW, "a.svg",
           f'<svg {NS} {INKSCAPE} sodipodi:docname="a.svg"><sodipodi:namedview pagecolor="#fff"/>'
           '<g inkscape:label="Layer 1"><path fill="#008080" d="M0 0"/></g></svg>'.encode(),
           TEAL, "<namedview>"),
    Export("Inkscape, metadata in RDF", NAMEDVIEW, "a.svg",
           f'<svg {NS}><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
           '<r:li r:resource="http://purl.org/dc/dcmitype/StillImage"/></r:RDF></metadata>'
           '<path fill="#008080" d="M0 0"/></svg>'.encode(), TEAL, "<metadata>"),
    Export("Inkscape, a gradient that refers to another", NAMEDVIEW, "a.svg",
           f'<svg {NS} {XLINK}><linearGradient id="b"><stop style="stop-color:#008080"/>'
           '</linearGradient><linearGradient id="a" xlink:href="#b"/><path fill="url(#a)"/></svg>'
           .encode(), b'stop-color="#008080"', '"href"'),
    Export("Inkscape, a clone", NAMEDVIEW, "a.svg",
           f'<svg {NS} {XLINK}><g id="a"/><use xlink:href="#a"/></svg>'.encode(), refused='"use"'),
    Export("Canva, zoomAndPan and clip paths", CASE, "a.svg",
           f'<svg {NS} {XLINK} zoomAndPan="magnify"><clipPath id="a"><path d="M0 0"/></clipPath>'
           '<g clip-path="url(#a)"><path fill="#008080"/></g></svg>'.encode(), TEAL,
           '"zoomAndPan"'),
    Export("Canva, a photograph inside", CASE, "a.svg",
           f'<svg {NS} {XLINK}><image xlink:href="data:image/png;base64,AAAA"/></svg>'.encode(),
           refused='"href"'),
    Export("Figma, fill none on the root and a clip path", FIGMA, "a.svg",
           f'<svg {NS} fill="none"><g clip-path="url(#a)"><rect fill="#008080" rx="2"/></g><defs>'
           '<clipPath id="a"><rect width="9"/></clipPath></defs></svg>'.encode(), TEAL),
    Export("Figma, a shadow as a filter", SHADOW, "a.svg",
           f'<svg {NS}><g filter="url(#f)"><rect fill="#008080"/></g><defs><filter id="f">'
           '<feGaussianBlur stdDeviation="2"/></filter></defs></svg>'.encode(), TEAL, "<filter>"),
    Export("Figma, an angular gradient in HTML", FIGMA, "a.svg",
           f'<svg {NS}><foreignObject><div xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'
           '</svg>'.encode(), refused='"foreignObject"'),
    Export("any program, a link around the drawing", DOCTYPE, "a.svg",
           f'<svg {NS} {XLINK}><a xlink:href="https://shop.example/"><path/></a></svg>'.encode(),
           refused='"a"'),
    Export("phone, upright", EXIF, "a.jpg", phone("JPEG", 1)),
    Export("phone, held upright, turned by a note", EXIF, "a.jpg", phone("JPEG", 6)),
    Export("phone, upside down", EXIF, "a.jpg", phone("JPEG", 3)),
    Export("browser, saved as WebP", "https://www.rfc-editor.org/rfc/rfc9649", "a.webp",
           phone("WEBP")),
    Export("chat program, a PNG named .jpg", EXIF, "a.jpg", phone("PNG")),
    Export("iPhone, HEIC", "ISO/IEC 23008-12", "a.jpg",
           b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 40, refused="HEIC"),
    Export("scanner, TIFF", "TIFF 6.0", "a.png", phone("TIFF"), refused="TIFF"),
]  # fmt: skip


def test_there_are_twenty_five_and_each_has_a_source() -> None:
    assert len({one.raw for one in EXPORTS}) == 25
    assert all(one.source for one in EXPORTS)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.what)
def test_a_picture_of_a_program_is_cleaned_or_refused_with_the_reason(export: Export) -> None:
    found = read_picture(export.raw, export.name)
    if export.refused:
        assert isinstance(found, Finding), "it was let through"
        assert export.refused in found.message
        return
    assert isinstance(found, Picture), found
    assert export.shown in found.data
    assert export.dropped in ", ".join(found.dropped)
    assert bool(export.dropped) == bool(found.dropped)
    assert b"style" not in found.data
    turned = (480, 640) if "turned by a note" in export.what else (640, 480)
    assert (found.width, found.height) == ((200, 200) if found.ending == ".svg" else turned)
