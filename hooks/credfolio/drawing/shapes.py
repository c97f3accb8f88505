"""Shapes of the plots as text of SVG: places across are shares of the width, places down pixels."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def svg(ident: str, title: str, text: str, height: float, body: Iterable[str]) -> Markup:
    return Markup(
        f'<svg class="cf-plot" width="100%" height="{number(height)}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d" focusable="false"><title id="{ident}-t">'
        f'{escape(title)}</title><desc id="{ident}-d">{escape(text)}</desc>{"".join(body)}</svg>'
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return (
        f'<line class="{kind}" x1="{share(x1)}" y1="{number(y1)}" x2="{share(x2)}" '
        f'y2="{number(y2)}"/>'
    )


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{share(x)}" y="{number(y)}" width="{share(width)}" '
        f'height="{number(height)}"/>'
    )


def dot(x: float, y: float, radius: float, kind: str, name: str = "") -> str:
    inside = f"><title>{escape(name)}</title></circle>" if name else "/>"
    return f'<circle class="{kind}" cx="{share(x)}" cy="{number(y)}" r="{number(radius)}"{inside}'


def text(
    x: float, y: float, words: str, kind: str, anchor: str, dx: float = 0, dy: float = 0
) -> str:
    moved = f' dx="{number(dx)}" dy="{number(dy)}"' if dx or dy else ""
    return (
        f'<text class="{kind}" x="{share(x)}" y="{number(y)}" text-anchor="{anchor}"{moved}>'
        f"{escape(words)}</text>"
    )


def share(part: float) -> str:
    return f"{number(100 * part)}%"


def number(value: float) -> str:
    return f"{round(value, 2):g}"
