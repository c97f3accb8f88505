"""Rules → their reference pages, made from the rules' own docstrings.

A page is a rule's docstring and the start of its bad example's report, so it
cannot promise what the code does not do. Text in, text out.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.rules import RULES
from credfolio.checking.rules.reading import READING_RULES

_READING = "Reading: files can be opened, are what they say, and hold a record."

_INDEX_HEAD = """\
# Rules

What `credfolio check` looks for. Every finding names its rule; the rule's page says why it
matters and how to satisfy it, and shows an example report. An *error* must be fixed before a
change is merged. A *hint* may stay, unless the check runs with `--strict`. The last families are
about a proposed change, and apply only when the check compares with a commit (`--base`).
"""
_FINDING = re.compile(r"^[^ ].*: (?:error|hint)\[[\w-]+\]: ")


def rule_ids() -> tuple[str, ...]:
    """Every rule, in the order of the reference."""
    return (*READING_RULES, *RULES, *CHANGE_RULES)


def render_rule_page(rule_id: str, report: str) -> str:
    """The page of one rule; `report` is what its bad example gives."""
    first, *rest = _explanation(rule_id).split("\n\n")
    family, _, _ = _family(rule_id).partition(":")
    body = "\n\n".join([f"# {rule_id}", f"**{' '.join(first.split())}**", *rest])
    return (
        f"{body}\n\n## Example\n\n```text\n{_beginning(report)}\n```\n\n"
        f"Family: [{family.lower()}](index.md#{_anchor(family)})\n"
    )


def render_rule_index() -> str:
    """The page that lists all rules by family."""
    lines = [_INDEX_HEAD.rstrip()]
    family = ""
    for rule_id in rule_ids():
        if (own := _family(rule_id)) != family:
            family = own
            name, _, words = family.partition(": ")
            lines.append(f"\n## {name}\n\n{words[0].upper()}{words[1:]}\n")
        sentence = " ".join(_explanation(rule_id).split("\n\n")[0].split())
        lines.append(f"- [`{rule_id}`]({rule_id}.md): {sentence}")
    return "\n".join(lines) + "\n"


def render_reference(reports: Mapping[str, str]) -> dict[str, str]:
    """Every page of the reference by its file name; `reports` has the report of each rule."""
    pages = {f"{rule_id}.md": render_rule_page(rule_id, reports[rule_id]) for rule_id in rule_ids()}
    return {"index.md": render_rule_index(), **pages}


def _beginning(report: str) -> str:
    """The first finding of a report, with its fix; dots mark the findings left out.

    What every report of its kind ends with is explained once, with the command.
    """
    lines = report.rstrip().splitlines()
    starts = [number for number, line in enumerate(lines) if _FINDING.match(line)] or [0]
    end = starts[0] + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join([*lines[starts[0] : end], *["…"][: len(starts) - 1]])


def _rules() -> Mapping[str, object]:
    return {**RULES, **CHANGE_RULES}


def _explanation(rule_id: str) -> str:
    text = READING_RULES.get(rule_id) or inspect.getdoc(_rules()[rule_id]) or ""
    return text.strip()


def _family(rule_id: str) -> str:
    """The first line of the module of a rule: ``Name: what it is about.``"""
    if rule_id in READING_RULES:
        return _READING
    module = sys.modules[_rules()[rule_id].__module__]
    return " ".join((module.__doc__ or "").split("\n\n")[0].split())


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")
