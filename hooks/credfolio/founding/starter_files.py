"""The files of a new site, made from its founder's answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2

from credfolio.authoring.codeowners import CODEOWNERS_PATH, render_codeowners
from credfolio.founding.answers import QUESTIONS, Answers, WrongAnswer
from credfolio.founding.generated import Founded
from credfolio.founding.locks import render_locks
from credfolio.project import PROJECT_FILE, documentation_address, own_documentation, plain_setting
from credfolio.records.model import Governance

_STARTER = Path(__file__).with_name("starter")
_DOT = "dot-"
"""What stands for a dot in front of a name: tools pass over files that begin with one."""
_FORGE = "dot-github/"
_IN_SETTINGS = {
    "name": ("site_name",),
    "address": ("site_url",),
    "forge": ("extra", "credfolio", "forge"),
    "zone": ("extra", "credfolio", "time_zone"),
    "language": ("theme", "language"),
}
"""Question → the keys of mkdocs.yml that have its answer."""


def starter_files(
    answers: Answers,
    version: str,
    schemas: Mapping[str, str],
    digest: str = "",
    documentation: str | None = None,
    desk: str = "",
) -> dict[str, bytes]:
    """Path → contents of each file that a new site begins with.

    `version` is the program's; `schemas` are the JSON Schemas that editors read, by file name;
    `digest` is the SHA-256 of the program's own wheel, "" where it is not known. `documentation` is
    where the program's own pages are, "" for nowhere, None for where we know. `desk` are the lines
    of the desk's package in a lock, as `render_locks` takes them.
    """
    home = documentation_address(None) if documentation is None else documentation
    files: dict[str, str] = {
        CODEOWNERS_PATH: _codeowners(answers, home),
        **render_locks(version, digest, desk),
    }
    for source in sorted(_STARTER.rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            name = source.relative_to(_STARTER).as_posix()
            templates = _templates(is_for_forge=name.startswith(_FORGE))
            text = templates.get_template(name).render(
                site=answers,
                version=version,
                desk=desk.partition(" ")[0],
                documentation=home,
                led=partial(_led, home),
            )
            parts = [re.sub(rf"^{_DOT}", ".", part) for part in name.split("/")]
            files["/".join(parts).removesuffix(".jinja")] = text
    files |= {f"docs/schema/{name}": text for name, text in schemas.items()}
    return {path: text.encode() for path, text in files.items()}


def files_of_site(
    root: Path,
    note: Founded,
    version: str,
    schemas: Mapping[str, str],
    digest: str = "",
    desk: str = "",
) -> dict[str, bytes]:
    """The same for the site at `root` that `note` is about, as its settings are now.

    What the settings say of the founder's answers holds: after a move, README.md names the new
    address. The settings themselves are generated from the first answers, so that an upgrade
    knows what their owner changed. Raises `EnvironmentProblem` for settings that cannot be read.
    """
    now = {name: plain_setting(root, *names) for name, names in _IN_SETTINGS.items()}
    taken: dict[str, Any] = {}
    for question in QUESTIONS:
        with suppress(WrongAnswer):  # `doctor` and `check` say what is wrong with it
            if said := now.get(question.name):
                taken[question.name] = question.take(said)
    home = own_documentation(root)
    files = starter_files(replace(note.answers, **taken), version, schemas, digest, home, desk)
    first = starter_files(note.answers, version, schemas, digest, home, desk)
    return files | {PROJECT_FILE: first[PROJECT_FILE]}


@cache
def _templates(*, is_for_forge: bool) -> jinja2.Environment:
    # The forge has {{ … }} of its own in workflows.
    marks = (
        ("@%", "%@", "@{", "}@", "@#", "#@")
        if is_for_forge
        else ("{%", "%}", "{{", "}}", "{#", "#}")
    )
    templates = jinja2.Environment(
        *marks,
        loader=jinja2.FileSystemLoader(_STARTER),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # YAML and Markdown, which `quoted` and `plain` escape
    )
    templates.filters |= {"quoted": quoted, "plain": plain_markdown}
    return templates


def _codeowners(answers: Answers, documentation: str) -> str:
    governance = Governance(id="governance", maintainers=answers.maintainers)
    return render_codeowners(governance, documentation)


def _led(documentation: str, words: str, place: str) -> str:
    """`words` in Markdown with their link to `place` of the program's pages, or alone."""
    return f"[{words}]({documentation}{place})" if documentation else words


def quoted(text: str) -> str:
    """`text` as a string of YAML in double quotes, which JSON's form is."""
    return json.dumps(text, ensure_ascii=False)


def plain_markdown(text: str) -> str:
    """`text` in Markdown, with nothing in it that Markdown or HTML would take for a mark."""
    escaped = re.sub(r"([\\`*_{}\[\]()>#+.!-])", r"\\\1", text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;")
