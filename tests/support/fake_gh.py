"""A `gh` that answers from a table and writes down what it was asked, for tests of the forge."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

_PROGRAM = """\
#!{python} -IS
import json, os, sys
from pathlib import Path
here = Path(__file__).parent
line = " ".join(sys.argv[1:])
sent = sys.stdin.read()
secret = os.environ.get("GH_TOKEN", "")
with (here / "asked").open("a") as log:
    log.write(json.dumps([line, sent, bool(secret) and secret in line + sent]) + "\\n")
for words, answer in json.loads((here / "answers").read_text()):
    if words in line:
        if answer is None:
            sys.exit("gh: Not Found (HTTP 404)")
        sys.stdout.write(answer)
        break
"""


class FakeForge:
    """The program in `folder`; `answers` are tried in turn for words in its arguments."""

    def __init__(self, folder: Path, answers: list[tuple[str, Any]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        program = folder / "gh"
        program.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
        self.answer(answers)

    def answer(self, answers: list[tuple[str, Any]]) -> None:
        """Answer thus from now on: text as it is, None as a failure, anything else as JSON."""
        texts = [(w, a if a is None or isinstance(a, str) else json.dumps(a)) for w, a in answers]
        (self.folder / "answers").write_text(json.dumps(texts), encoding="utf-8")

    @property
    def path(self) -> str:
        """A PATH that finds it first."""
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def asked(self) -> list[tuple[str, str]]:
        """Each call's arguments and standard input; none of them held the token."""
        log = self.folder / "asked"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        calls = [json.loads(line) for line in lines]
        assert not any(has_token for _, _, has_token in calls)
        return [(line, sent) for line, sent, _ in calls]
