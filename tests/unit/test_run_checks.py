"""The steps of `make quick`: in order, timed, and the first that fails is the last."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count

from run_checks import Step, run_steps
from tries import PROFILES, scaled


def prints(words: str, code: int = 0) -> tuple[str, ...]:
    return (sys.executable, "-c", f"print({words!r}); raise SystemExit({code})")


def ticking() -> Callable[[], float]:
    seconds = count()
    return lambda: float(next(seconds))


def test_each_step_has_a_line_with_its_seconds_and_the_last_line_has_them_all() -> None:
    said: list[str] = []
    steps = [Step("style", prints("fine")), Step("types", prints("fine, too"))]
    assert run_steps("make lint", steps, said.append, ticking()) == 0
    assert said == [
        "style             1.0 s",
        "types             1.0 s",
        "make lint: 2 steps passed in 5.0 s",
    ]


def test_the_first_step_that_fails_says_what_it_found_and_ends_the_run() -> None:
    said: list[str] = []
    broken = prints("line 3 is too long", code=7)
    steps = [Step("style", broken), Step("types", prints("never printed"))]
    assert run_steps("make quick", steps, said.append, ticking()) == 7
    assert said == [
        "line 3 is too long",
        "style             1.0 s  FAILED",
        f"make quick: step 1 of 2 failed: {' '.join(broken)}",
    ]


def test_a_property_has_fewer_examples_in_quick_and_ten_times_as_many_in_audit() -> None:
    assert {name: scaled(250, examples) for name, examples in PROFILES.items()} == {
        "quick": 50,
        "ci": 250,
        "audit": 2500,
    }
    assert scaled(1, PROFILES["quick"]) == 2
