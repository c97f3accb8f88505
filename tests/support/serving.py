"""``credfolio serve`` in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOOKS = Path(__file__).parents[2] / "hooks"
PATIENCE = 60.0  # seconds; a busy machine needs a few for a build


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """The command in a process of its own."""

    def __init__(self, project: Path, log: Path, *, port: int | None = None) -> None:
        self.temporary = log.with_name("temporary")
        self.temporary.mkdir()
        self.port = port or free_port()
        self.log = log
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "credfolio", "serve", "--port", str(self.port)],
                cwd=project,
                env={**os.environ, "PYTHONPATH": str(HOOKS), "TMPDIR": str(self.temporary)},
                stdout=stream,
                stderr=stream,
                # A shell that starts this in the background has its children ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def page(self, address: str) -> str:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/credentials/{address}", timeout=10) as got:
                text: str = got.read().decode()
                return text
        except (URLError, OSError):
            return ""

    def said(self) -> str:
        return self.log.read_text()

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not until():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.2)

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)
