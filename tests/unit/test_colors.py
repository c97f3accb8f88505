"""Color on a terminal, and only there."""

from __future__ import annotations

import io
import re

import pytest

from credfolio.findings.colors import colored, takes_color

REPORT = """\
catalog/a/b.yml:1:1: error[unknown-key]: titel: error[x]: is not known
  1 | titel: error[x]:
    | ^
  fix: write title
catalog/a/c.yml: hint[old-key]: fix: is a word
checked 2 files: 1 error, 1 hint
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_color_is_around_words_and_changes_nothing_else() -> None:
    shown = colored(REPORT)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == REPORT
    assert "catalog/a/b.yml:1:1: \x1b[1;31merror\x1b[0m[unknown-key]: titel: error[x]:" in shown
    assert "\x1b[33mhint\x1b[0m[old-key]: fix: is" in shown
    assert shown.count("\x1b[32mfix:\x1b[0m") == 1
    assert colored("credfolio: no\n").startswith("\x1b[1;31mcredfolio:\x1b[0m no")


@pytest.mark.parametrize(
    ("environment", "platform", "takes"),
    [
        ({}, "linux", True),
        ({"NO_COLOR": "1"}, "linux", False),
        ({"TERM": "dumb"}, "darwin", False),
        ({}, "win32", False),
        ({"WT_SESSION": "x"}, "win32", True),
    ],
)
def test_a_terminal_is_asked_and_so_is_the_reader(
    environment: dict[str, str], platform: str, takes: bool
) -> None:
    assert takes_color(Terminal(), environment, platform) is takes
    assert not takes_color(io.StringIO(), environment, platform)
