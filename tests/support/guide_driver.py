"""Runs the lines of a guide in one process: Python and our imports are loaded once.

    python guide_driver.py LINE…

`credfolio` runs here, everything else in a shell; `cd` lasts. The first line that fails ends it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

SHELL_ONLY = re.compile(r"[$|&;<>*?`]|^\w+=")


def run_line(line: str) -> int:
    """The exit code of one line."""
    if line.startswith("cd "):
        os.chdir(shlex.split(line)[1])
        return 0
    if not line.startswith("credfolio ") or SHELL_ONLY.search(line):
        return subprocess.run(["bash", "-c", line], check=False).returncode
    from credfolio.cli import main

    try:
        main([str(Path(word).expanduser()) if word[0] == "~" else word for word in words(line)])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def words(line: str) -> list[str]:
    return shlex.split(line, comments=True)[1:]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for one in sys.argv[1:]:
        print(f"$ {one}", flush=True)
        if code := run_line(one):
            print(f"{one}: ended with {code}", flush=True)
            sys.exit(code)
