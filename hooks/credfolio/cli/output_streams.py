"""Standard output and standard error take every letter."""

from __future__ import annotations

import io
import sys
from typing import TextIO


def let_everything_through(stream: TextIO) -> None:
    """Let `stream` take letters that its encoding lacks, instead of ending the program.

    On Windows a file or another program gets UTF-8 instead of the code page.
    """
    if not isinstance(stream, io.TextIOWrapper) or stream.encoding.lower() in ("utf-8", "utf8"):
        return
    if sys.platform == "win32" and not stream.isatty():
        stream.reconfigure(encoding="utf-8", errors="replace")
    else:
        stream.reconfigure(errors="replace")
