"""The files of a new site, made from its founder's answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import jinja2

from credfolio import DOCUMENTATION
from credfolio.founding.answers import Answers

_STARTER = Path(__file__).with_name("starter")
_NAMES = {"dot-gitignore": ".gitignore", "dot-gitattributes": ".gitattributes"}


def starter_files(answers: Answers, version: str, schemas: Mapping[str, str]) -> dict[str, bytes]:
    """Path → contents of each file that a new site begins with.

    `version` is the program's; `schemas` are the JSON Schemas that editors read, by file name.
    """
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_STARTER),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # YAML and Markdown, which `quoted` and `plain` escape
    )
    templates.filters |= {"quoted": quoted, "plain": plain_markdown}
    files = {}
    for source in sorted(_STARTER.rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            name = source.relative_to(_STARTER).as_posix()
            text = templates.get_template(name).render(
                site=answers, version=version, documentation=DOCUMENTATION
            )
            folder, _, last = name.rpartition("/")
            last = _NAMES.get(last, last).removesuffix(".jinja")
            files[f"{folder}/{last}" if folder else last] = text.encode()
    return files | {f"docs/schema/{name}": text.encode() for name, text in schemas.items()}


def quoted(text: str) -> str:
    """`text` as a string of YAML in double quotes, which JSON's form is."""
    return json.dumps(text, ensure_ascii=False)


def plain_markdown(text: str) -> str:
    """`text` in Markdown, with nothing in it that Markdown or HTML would take for a mark."""
    escaped = re.sub(r"([\\`*_{}\[\]()>#+.!-])", r"\\\1", text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;")
