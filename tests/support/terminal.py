"""A command on a pseudo-terminal, where it shows progress and asks questions."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PATIENCE = 120
"""Seconds; far more than any command here is silent for."""

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")


def on_terminal(
    folder: Path,
    command: Sequence[str],
    *,
    types: bytes = b"",
    answers: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run `command` in `folder`; its exit code and all that it showed.

    `types` is typed at once. With `answers` every question is waited for, and
    answered with what stands beside words of it, or with Enter alone.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    os.write(ours, types)
    shown = b""
    while True:
        # A question that no answer was planned for would wait for good.
        if not select.select([ours], [], [], PATIENCE)[0]:
            process.kill()
            raise AssertionError(f"nothing came for {PATIENCE} s after: {shown.decode()[-500:]}")
        try:
            more = os.read(ours, 4096)
        except OSError:  # Linux says so when the other side is closed
            break
        if not more:
            break
        shown += more
        if answers is not None and shown.endswith(b": "):
            asked = shown.rpartition(b"\n")[2].decode()
            answer = next((text for words, text in answers.items() if words in asked), "")
            os.write(ours, f"{answer}\n".encode())
    os.close(ours)
    return process.wait(timeout=60), shown.decode()
