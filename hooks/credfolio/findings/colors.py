"""Color in what people read on a terminal: only around words, so that nothing else changes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

_RED, _YELLOW, _GREEN, _END = "\x1b[1;31m", "\x1b[33m", "\x1b[32m", "\x1b[0m"
_SEVERITY = re.compile(r"(?m)^(\S+: )(error|hint)(\[[a-z0-9-]+\]:)")
_FIX = re.compile(r"(?m)^( +)(fix:)")


def takes_color(stream: TextIO, environment: Mapping[str, str], platform: str) -> bool:
    """Whether `stream` is a terminal that shows color, and nobody has said no (no-color.org)."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    # The older console of Windows prints the codes.
    return platform != "win32" or bool(environment.get("WT_SESSION") or environment.get("TERM"))


def shown_on(
    stream: TextIO,
    text: str,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> str:
    """`text` as `stream` shows it: in color where it takes that."""
    return colored(text) if takes_color(stream, environment, platform) else text


def colored(text: str) -> str:
    """Findings or a message with their severity and the word "fix" in color."""
    text = _SEVERITY.sub(
        lambda m: f"{m[1]}{_RED if m[2] == 'error' else _YELLOW}{m[2]}{_END}{m[3]}", text
    )
    text = re.sub(r"(?m)^credfolio:", f"{_RED}credfolio:{_END}", text)
    return _FIX.sub(rf"\1{_GREEN}\2{_END}", text)
