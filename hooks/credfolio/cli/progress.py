"""How far long work has come: one line on a terminal, nothing elsewhere."""

from __future__ import annotations

import shutil
import sys

_WIDTH = 20
"""Letters of the bar."""

_last = ""


def show_progress(text: str, part: float | None = None) -> None:
    """Show `text` in place of what was shown before; "" clears the line.

    `part` is how much is done, from 0 to 1, and is drawn as a bar. Only on a terminal: in a log
    every step would stay.
    """
    global _last
    if not sys.stderr.isatty():
        return
    if part is not None:
        full = round(_WIDTH * max(0.0, min(part, 1.0)))
        text = f"[{'#' * full}{'-' * (_WIDTH - full)}] {part:4.0%}  {text}"
    if text == _last:
        return
    _last = text
    # A line that goes on below could not be taken back.
    room = shutil.get_terminal_size().columns - 1
    # ESC [ K clears what a longer text left behind; the older console of Windows prints it.
    clear = "\x1b[K" if sys.platform != "win32" else ""
    shown = text[:room] if clear else f"{text[:room]:<{room}}\r{text[:room]}"
    sys.stderr.write(f"\r{shown}{clear}")
    sys.stderr.flush()
