"""Python's patterns rewritten for JavaScript, so that a form looks for the same things."""

from __future__ import annotations

import re

_WORD = r"\p{L}\p{N}_"
_OUTSIDE = {
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "d": r"\p{Nd}",
    "b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    "Z": r"(?![\s\S])",
}
_INSIDE = {"w": _WORD, "d": r"\p{Nd}"}
# What may follow a backslash in a pattern with the flag u, besides letters and digits.
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


def browser_pattern(pattern: re.Pattern[str]) -> tuple[str, str]:
    """Source and flags of a regular expression that finds in a browser what `pattern` finds.

    A letter is one of any script, as in Python. What is written with named
    groups, comments or conditions has no counterpart here and is not used.
    """
    source: list[str] = []
    inside = False
    ascii_only = bool(pattern.flags & re.ASCII)
    text = iter(pattern.pattern)
    for sign in text:
        if sign != "\\":
            if sign == "[" and not inside:
                inside = True
            elif sign == "]" and inside:
                inside = False
            elif sign in "[/" and inside:
                source.append("\\")
            source.append(sign)
            continue
        escaped = next(text)
        known = {} if ascii_only else _INSIDE if inside else _OUTSIDE
        if escaped in known or escaped == "Z":
            source.append(known.get(escaped, _OUTSIDE["Z"]))
        elif escaped.isalnum() or escaped in _SYNTAX or (inside and escaped == "-"):
            source.append(f"\\{escaped}")
        else:
            source.append(escaped)
    return "".join(source), "u" + "".join(f for bit, f in _FLAGS if pattern.flags & bit)
