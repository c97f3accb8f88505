"""What `.credfolio.yml` says of a repository: the program's version, answers, generated files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.founding.answers import Answers, WrongAnswer, take_answers

NOTE = ".credfolio.yml"

_HEAD = """\
# Written by `credfolio init`; it says which version of the program this site uses, and which of
# its files were generated, so that an upgrade knows those that you have changed.
"""


@dataclass(frozen=True, slots=True)
class Founded:
    """The note as it is kept."""

    version: str
    answers: Answers
    files: Mapping[str, str] = field(default_factory=dict)
    """Path → id of the generated file's contents, as git names them (sha1 of a blob)."""
    theme: Mapping[str, str] = field(default_factory=dict)
    """The same for the files of the program's theme, in the version that the repository uses."""
    drifted: Mapping[str, str] = field(default_factory=dict)
    """Path → id of each override in theme/ whose original changed under it."""


def blob_id(data: bytes) -> str:
    """The id that git gives to a file of these contents."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def read_note(root: Path) -> Founded | None:
    """The note of the repository at `root`; None where there is none.

    Raises `CredfolioError` for a note that is not as `render_note` writes it.
    """
    try:
        text = (root / NOTE).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"cannot read {NOTE}: {error}") from error
    try:
        plain = yaml.safe_load(text)
        version, answers, files = plain["version"], plain["answers"], plain["files"]
        given = {**answers, "maintainers": ", ".join(answers["maintainers"])}
        if not isinstance(version, str) or not all(isinstance(one, str) for one in given.values()):
            raise TypeError("it holds something other than words")
        tables = [files, plain.get("theme") or {}, plain.get("drifted") or {}]
        kept, theme, drifted = ({str(p): str(b) for p, b in one.items()} for one in tables)
        return Founded(version, take_answers(given), kept, theme, drifted)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, WrongAnswer) as error:
        reason = str(error).splitlines()[0]
        raise CredfolioError(
            f"{NOTE} is not as `credfolio init` wrote it: {reason}",
            fix=f"bring it back with `git checkout {NOTE}`, or correct it",
        ) from error


def render_note(founded: Founded) -> str:
    """The text of the note; the same values give the same text."""
    plain: dict[str, Any] = {
        "version": founded.version,
        "answers": founded.answers.as_plain(),
        "files": dict(sorted(founded.files.items())),
        "theme": dict(sorted(founded.theme.items())),
    }
    if founded.drifted:
        plain["drifted"] = dict(sorted(founded.drifted.items()))
    return _HEAD + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
