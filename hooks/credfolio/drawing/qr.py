"""An address as a QR code (ISO/IEC 18004), drawn once as SVG."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import escape

from credfolio.drawing.qr_mask import quiet_code

_LEVEL = "m"
_DARK = re.compile("1+")


@lru_cache(256)
def qr_svg(address: str, label: str) -> str:
    """The code of `address` as an SVG element for a page; black on white in any scheme.

    Level M survives a crease and a stamp. The quiet zone of four modules is part of it.
    """
    lines = quiet_code(address, _LEVEL)
    drawn, pen = [], (0, 0.0)
    for y, line in enumerate(lines):
        for dark in _DARK.finditer(line):
            x = dark.start()
            drawn.append(f"m{x - pen[0]} {y + 0.5 - pen[1]:g}h{dark.end() - x}")
            pen = dark.end(), y + 0.5
    size = len(lines)
    return (
        f'<svg role="img" aria-label="{escape(label)}" focusable="false" class="cf-qr" '
        f'viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="{"".join(drawn)}"/></svg>'
    )
