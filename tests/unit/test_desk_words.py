"""The desk speaks of its own buttons and fields: no word of the command line reaches the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from credfolio.authoring.requested_change import OF_AWARD, OF_PROFILE
from credfolio.desk.own_words import CHOICES, FIELDS, TASKS, in_desk_words
from demo import ROOT

PROGRAM = ROOT / "hooks" / "credfolio"
COMMANDS = (
    "answer", "assign", "decide", "destroy", "due", "intake", "letter", "packets", "publish",
    "record", "triage",
)  # fmt: skip
MODULES = (
    *sorted((PROGRAM / "rounds").glob("*.py")),
    *(PROGRAM / "cli" / f"{one}_command.py" for one in COMMANDS),
    PROGRAM / "cli" / "rounds_command.py",
    PROGRAM / "cli" / "proposed_change.py",
    PROGRAM / "authoring" / "requested_change.py",
    *(PROGRAM / "disk" / f"{one}.py" for one in ("sealed_files", "git_archive")),
)
WHOSE = FIELDS["people"]
NO_PHOTO = CHOICES["--no-photo"]
ELSEWHERE = {"takedown", "reissue", "revoke", "sign", "pin", "new", "check"}
"""Commands that the desk does not have: somebody else runs them, in the public repository."""


def sentences(file: Path) -> Iterator[str]:
    """What a module says, a value as `X`: no docstring, and nothing of an option's own line."""
    tree = ast.parse(file.read_text("utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(id(node.value))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "click.option",
            "click.argument",
        ):
            left_out |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(one) for one in ast.walk(node)}
            yield "".join(
                str(one.value) if isinstance(one, ast.Constant) else "X" for one in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def of_command_line(text: str) -> list[str]:
    """The options and the commands of the desk that a text names."""
    named = [one for one in re.findall(r"`credfolio ([a-z]+)", text) if one not in ELSEWHERE]
    outside = re.sub(r"`[^`]*`", "", text)
    return named + re.findall(r"(?<![\w-])--[a-z][a-z-]+", outside)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_no_sentence_of_a_round_names_what_the_desk_has_not(file: Path) -> None:
    left = {text: of_command_line(in_desk_words(text)) for text in sentences(file)}
    assert {text: named for text, named in left.items() if named} == {}


def test_the_hint_names_every_field_that_may_be_corrected() -> None:
    words = (ROOT / "web/desk/words.js").read_text("utf-8")
    hint = re.sub(r'"\s*\+\s*"', "", words.partition("factsHint:")[2].partition(",\n  badges")[0])
    assert f"Of a portfolio: {', '.join(OF_PROFILE)}. Of an award: {', '.join(OF_AWARD)}." in hint


def test_the_names_are_those_of_the_page() -> None:
    words = (ROOT / "web/desk/words.js").read_text("utf-8")
    for key, name in TASKS.items():
        assert f'{key.rpartition(" ")[2]}: "{name}"' in words
    for name in (*CHOICES.values(), *FIELDS.values()):
        assert f'"{name}"' in words


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("look it through: `credfolio triage k7qm3-xw9t2`",
         "look it through: “Say what happened (triage)”"),
        ("a coach is met first; `credfolio triage k7 --coach-met`",
         f"a coach is met first; “{TASKS['triage']}”, “{CHOICES['--coach-met']}”"),
        ("Make sure who it is, and say --person my work (1).age PERSON",
         f"Make sure who it is, and write “my work (1).age” and that person's id under “{WHOSE}”"),
        ("the last one of p-ana1, and say --person my work (1).age p-ana1\n1 file",
         f"the last one of p-ana1, and write “my work (1).age” and p-ana1 under “{WHOSE}”\n1 file"),
        ("a page goes on somebody's word: say how you made sure with --checked",
         f"a page goes on somebody's word: say how under “{FIELDS['checked']}”"),
        ("`credfolio answer k7 --propose`; say it with `--set FIELD VALUE`",
         f"“{TASKS['answer']}”, “{CHOICES['--propose']}”; write it under “{FIELDS['facts']}”"),
        ("1 packet, 0 deleted\nNothing is written yet. Run it again with --write.",
         "1 packet, 0 deleted"),
        ("the last one of p-eva1: say --person my work (1).age p-eva1",
         f"the last one of p-eva1: write “my work (1).age” and p-eva1 under “{WHOSE}”"),
        ("key/office.key cannot be opened with this passphrase",
         "office.key cannot be opened with this passphrase"),
        ("its sealed file is not in sealed", "its sealed file is not in the folder that you chose"),
        ("Wrote 3 sheets into sheets", "Wrote 3 sheets"),
        ("office/a.yml: wrong; fix it; `credfolio check --with public/c.zip` says where",
         "office/a.yml: wrong; fix it; all of them are below"),
        ("give the photo as `--photo FILE`, or `--no-photo`; by hand: put it next to a",
         f"to take the photo out, choose “{NO_PHOTO}”; for a new one, put the photo next to a"),
        ("1 file in changes: propose it there", "1 file for the public repository"),
        ("12 files in changes: propose them there", "12 files for the public repository"),
        # What is no word of the command line stays.
        ("submissions/2026/k7/sheets/p-tom1.yml:3: wrong", None),
        ("`credfolio takedown ana --remove` removes it", None),
        ("nobody in office/people/ has the address", None),
        ("a well-known key/value pair is sealed.", None),
    ],
)  # fmt: skip
def test_a_sentence_is_said_with_buttons_and_fields(said: str, shown: str | None) -> None:
    assert in_desk_words(said) == (said if shown is None else shown)
