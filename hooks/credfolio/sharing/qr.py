"""An address as a QR code (ISO/IEC 18004), drawn once as SVG."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from markupsafe import escape


@lru_cache(256)
def qr_svg(address: str, label: str) -> str:
    """The code of `address` as an SVG element for a page; black on white in any scheme.

    Level M survives a crease and a stamp. The quiet zone of four modules is part of it.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="cf-qr",
        lineclass=None,
    )
    svg = out.getvalue().decode()
    named = f'<svg role="img" aria-label="{escape(label)}" focusable="false" '
    return svg.replace("<svg ", named, 1)
