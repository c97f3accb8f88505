"""Run the checks, and with ``quick`` the quick tests after them; say how long each step took.

``python tests/support/run_checks.py`` is `make lint`; with ``quick`` it is `make quick`. The first
step that finds something ends the run. A check prints only what it found; tests print as they run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    """One command; what it prints is shown at once where it is `loud`, else when it fails."""

    name: str
    command: tuple[str, ...]
    loud: bool = False


CHECKS = (
    Step("style", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Step("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    Step("layers", (str(BIN / "lint-imports"),)),
    Step("types", (str(BIN / "mypy"),)),
    Step("scripts: style", (sys.executable, "web/check.py", "lint")),
    Step("scripts: types", (sys.executable, "web/check.py", "types")),
    Step("scripts: tests", (sys.executable, "web/check.py", "test")),
)
QUICK_FOLDERS = ("tests/unit", "tests/conformance", "tests/meta/test_house_rules.py")
QUICK_TESTS = Step(
    "quick tests",
    (
        *(sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", "--no-header"),
        *("-m", "not slow and not browser and not audit", "--durations", "5"),
        *("--hypothesis-profile", "quick"),
        *(folder for folder in QUICK_FOLDERS if (ROOT / folder).exists()),
    ),
    loud=True,
)


def run_steps(
    name: str,
    steps: Sequence[Step],
    say: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Run `steps` in order until one fails; `say` gets a line for each. 0, or that one's code.

    The last line has `name`, the number of steps and the seconds of all.
    """
    began = clock()
    for number, step in enumerate(steps, start=1):
        start = clock()
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            stdout=None if step.loud else subprocess.PIPE,
            stderr=None if step.loud else subprocess.STDOUT,
            text=True,
            check=False,
        )
        failed = done.returncode != 0
        if failed and done.stdout:
            say(done.stdout.rstrip())
        say(f"{step.name:<14} {clock() - start:6.1f} s{'  FAILED' if failed else ''}")
        if failed:
            say(f"{name}: step {number} of {len(steps)} failed: {' '.join(step.command)}")
            return done.returncode
    say(f"{name}: {len(steps)} steps passed in {clock() - began:.1f} s")
    return 0


if __name__ == "__main__":
    os.environ["PYTHONUNBUFFERED"] = "1"
    quick = sys.argv[1:] == ["quick"]
    sys.exit(
        run_steps(
            "make quick" if quick else "make lint",
            (*CHECKS, QUICK_TESTS) if quick else CHECKS,
            lambda line: print(line, flush=True),
        )
    )
