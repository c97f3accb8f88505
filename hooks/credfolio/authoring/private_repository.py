"""The first files of a private repository."""

from __future__ import annotations

import json
from collections.abc import Mapping

from credfolio.authoring.scaffold import dump
from credfolio.records.model.kinds import KINDS, OFFICE, PRIVATE_TOPS
from credfolio.records.model.schema import json_schemas

_README = """\
# Private records

The people and submissions of the office that keeps them, and the portfolios that are not public.
They belong to {url}.

- `office/records.yml`: how the office works, and which commit of the public repository it is at.
- `office/people/`: one file for each person.
- `submissions/`: one folder for each submission; the work itself is kept elsewhere.
- `portfolios/`: homes that are unlisted or private.

Clone the public repository next to this one, and check both: `credfolio check --with ../public`.
"""

_SETTINGS = """\
# yaml-language-server: $schema=../docs/schema/office.schema.json
# How the office works. Only a maintainer changes this file.

# The public repository, and the commit of it that these records were checked with.
{public}
# Both repositories are checked by the same version of the program.
{program}
# How many people read each submission, and when a third is asked: decision or level.
assessors: 2
third_on: decision

# Groups of fewer people are folded in figures.
small: 10
"""


def private_files(url: str, commit: str, program: str) -> Mapping[str, str]:
    """The text of each file that a new private repository begins with, by its path."""
    settings = _SETTINGS.format(
        public=dump("public", {"url": url, "commit": commit}), program=dump("program", program)
    )
    files = {OFFICE.path(): settings, "README.md": _README.format(url=url)}
    own = (kind.schema for kind in KINDS if kind.pattern.partition("/")[0] in PRIVATE_TOPS)
    schemas = json_schemas()
    for name in (*own, "educator", "award"):
        text = json.dumps(schemas[name], ensure_ascii=False, indent=2)
        files[f"docs/schema/{name}.schema.json"] = f"{text}\n"
    return files
