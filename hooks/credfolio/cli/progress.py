"""How far long work has come: one line on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys


def show_progress(text: str) -> None:
    """Show `text` in place of what was shown before; "" clears the line.

    Only on a terminal: in a log every step would stay.
    """
    if sys.stderr.isatty():
        # ESC [ K clears what a longer text left behind.
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()
