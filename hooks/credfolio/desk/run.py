"""Runs one command of a round for the page desk/, and says what it changed."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from credfolio.desk.absent import allow_imports, loaded

allow_imports()

from credfolio.cli import (  # noqa: E402 - what is absent must be allowed first
    answer_command,
    assign_command,
    decide_command,
    destroy_command,
    due_command,
    intake_command,
    letter_command,
    main,
    packets_command,
    publish_command,
    reader_keys,
    record_command,
    triage_command,
)
from credfolio.cli.rounds_command import OFFICE  # noqa: E402
from credfolio.desk.office import Desk, DeskOffice, placeholder  # noqa: E402
from credfolio.desk.own_words import in_desk_words  # noqa: E402

COMMANDS = (
    answer_command.answer,
    assign_command.assign,
    decide_command.decide,
    destroy_command.destroy,
    due_command.due,
    due_command.status,
    intake_command.intake,
    letter_command.letter,
    packets_command.packets,
    publish_command.publish,
    reader_keys.admit_reader,
    record_command.record,
    triage_command.appeal,
    triage_command.triage,
)
"""What the page offers. All are loaded at once, so that nothing absent is made later."""

loaded()


def desk() -> Desk:
    """What the page opens for the next command, and what that leaves it to do."""
    return DeskOffice.desk


def run(arguments: Sequence[str], folder: str) -> str:
    """Run ``credfolio`` with `arguments` in `folder`, and say what came of it, as JSON.

    `code` is that of the command, `text` and `errors` what it printed, `data` what ``--json``
    prints (null where it stopped before), `shown` its lines and its summary, `done` its last word
    when it has written, `findings` what is wrong with the records; all but `data` in the words of
    the desk, `changed` and `removed` the files that the command wrote or
    removed, by their paths below `folder`, `to_seal` those that the page has to seal and which
    taken file each is, `to_open` the sealed files that the command opens, `moves` where they go.
    """
    desk().begin()
    os.chdir(folder)
    before = _digests(Path())
    out, err = io.StringIO(), io.StringIO()
    kind = OFFICE.set(DeskOffice)
    code: Any = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main.main([str(one) for one in arguments], prog_name="credfolio")
    except SystemExit as error:
        code = error.code
    finally:
        OFFICE.reset(kind)
    after = _digests(Path())
    if desk().data is None and not code:
        # `sealing admit` says one sentence, and has no other form.
        desk().done = out.getvalue().strip() if before != after else ""
        desk().data = {"lines": [], "summary": out.getvalue().strip(), "changes": []}
    sealed = {hashlib.sha256(placeholder(n)).digest(): n for n in range(desk().taken)}
    changed = sorted(path for path in after if after[path] != before.get(path))
    return json.dumps(
        {
            "code": code or 0,
            "text": in_desk_words(out.getvalue()),
            "errors": in_desk_words(err.getvalue()),
            "data": desk().data,
            "shown": _shown(desk().data),
            "done": in_desk_words(desk().done),
            "findings": desk().findings,
            "changed": changed,
            "removed": sorted(before.keys() - after.keys()),
            "to_seal": {path: sealed[after[path]] for path in changed if after[path] in sealed},
            "to_open": desk().to_open,
            "moves": desk().moves,
        }
    )


def _shown(data: dict[str, Any] | None) -> dict[str, Any]:
    if data is None:
        return {"lines": [], "summary": ""}
    lines = [in_desk_words(one["says"]) for one in data["lines"]]
    return {"lines": lines, "summary": in_desk_words(data["summary"])}


def _digests(folder: Path) -> dict[str, bytes]:
    """The digest of each file that a command may write; large files that came in are not read."""
    found = {}
    for top in ("private", "sheets", "letters", "packets", "awards", "changes"):
        for file in sorted((folder / top).rglob("*")):
            if file.is_file():
                found[file.as_posix()] = hashlib.sha256(file.read_bytes()).digest()
    return found
