"""An address as a QR code (ISO/IEC 18004), drawn once as SVG."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import escape

from credfolio.drawing.qr_mask import quiet_code

_LEVEL = "m"
_RUN = re.compile("0*1+")


class _Strokes(dict[str, str]):
    """The stroke of a run of dark modules, by the modules since the run before it in its line."""

    def __missing__(self, run: str) -> str:
        dark = run.count("1")
        self[run] = stroke = f"m{len(run) - dark} 0h{dark}"
        return stroke


_STROKES = _Strokes()


@lru_cache(256)
def qr_svg(address: str, label: str) -> str:
    """The code of `address` as an SVG element for a page; black on white in any scheme.

    Level M survives a crease and a stamp. The quiet zone of four modules is part of it.
    """
    lines = quiet_code(address, _LEVEL)
    strokes: list[str] = []
    at, above = 0, -0.5  # the pen: the middle of the line, behind the run that it drew last
    for y, line in enumerate(lines):
        if runs := _RUN.findall(line):
            dark = runs[0].count("1")
            strokes.append(f"m{len(runs[0]) - dark - at} {y - above:g}h{dark}")
            strokes += map(_STROKES.__getitem__, runs[1:])
            at, above = len(line.rstrip("0")), y
    size = len(lines)
    return (
        f'<svg role="img" aria-label="{escape(label)}" focusable="false" class="cf-qr" '
        f'viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="{"".join(strokes)}"/></svg>'
    )
