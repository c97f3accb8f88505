"""Rules → their reference pages, made from the rules' own docstrings.

A page is a rule's docstring and a finding from the report of its bad example, so it
cannot promise what the code does not do. Text in, text out.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping
from itertools import groupby

from credfolio.checking.change import CHANGE_RULES
from credfolio.checking.rules import RULES
from credfolio.checking.rules.pairing import PAIR_RULES
from credfolio.checking.rules.reading import READING_RULES

_READING = "Reading: files can be opened, are what they say, and hold a record."
_PAIR = "Pair: what is checked of a public and a private repository together."

_INDEX_HEAD = """\
# Rules

What `credfolio check` looks for. Every finding names its rule; the rule's page says why it matters
and how to satisfy it. An *error* must be fixed before a change is merged. A *hint* may stay,
except with `--strict`. The last families are about a change, compared with a commit (`--base`).
"""
_FINDING = re.compile(r"^[^ ].*?: (?:error|hint)\[([\w-]+)\]: ")


def rule_ids() -> tuple[str, ...]:
    """Every rule, in the order of the reference."""
    return (*READING_RULES, *PAIR_RULES, *RULES, *CHANGE_RULES)


def render_rule_page(rule_id: str, report: str) -> str:
    """The page of one rule; `report` is what its bad example gives."""
    first, *rest = _explanation(rule_id).split("\n\n")
    family, _, _ = _family(rule_id).partition(":")
    body = "\n\n".join([f"# {rule_id}", f"**{' '.join(first.split())}**", *rest])
    return f"{body}\n\n    {_example(report, rule_id)}\n\n[{family}](index.md#{_anchor(family)})\n"


def render_rule_index() -> str:
    """The page that lists all rules by family."""
    sections = [_INDEX_HEAD.rstrip()]
    for family, rules in groupby(rule_ids(), _family):
        name, _, words = family.partition(": ")
        links = ",\n".join(f"[`{rule_id}`]({rule_id}.md)" for rule_id in rules)
        sections.append(f"## {name}\n\n{words[0].upper()}{words[1:]}\n\n{links}")
    return "\n\n".join(sections) + "\n"


def render_reference(reports: Mapping[str, str]) -> dict[str, str]:
    """Every page of the reference by its file name; `reports` has the report of each rule."""
    pages = {f"{rule_id}.md": render_rule_page(rule_id, reports[rule_id]) for rule_id in rule_ids()}
    return {"index.md": render_rule_index(), **pages}


def _example(report: str, rule_id: str) -> str:
    """The first finding of the rule in a report.

    Its fix is left out: the page above says how to satisfy the rule. Findings of other rules are
    not about this page, and the page about the command shows whole reports.
    """
    lines = report.splitlines()
    return next((line for line in lines if rule_id in _FINDING.findall(line)), lines[0])


def _rules() -> Mapping[str, object]:
    return {**RULES, **CHANGE_RULES}


def _explanation(rule_id: str) -> str:
    text = {**READING_RULES, **PAIR_RULES}.get(rule_id) or inspect.getdoc(_rules()[rule_id]) or ""
    return text.strip()


def _family(rule_id: str) -> str:
    """The first line of the module of a rule: ``Name: what it is about.``"""
    if rule_id in READING_RULES:
        return _READING
    if rule_id in PAIR_RULES:
        return _PAIR
    module = sys.modules[_rules()[rule_id].__module__]
    return " ".join((module.__doc__ or "").split("\n\n")[0].split())


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")
