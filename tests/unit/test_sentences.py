"""Sentences of record pages: whole, in one table, and every one of them said by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from credfolio.pages.fragments.sentences import SENTENCES, sentence
from credfolio.pages.fragments.template_lines import TemplateLines
from credfolio.records.model.terms import ConversationRule, values
from demo import ROOT

TEMPLATES = Environment(extensions=[TemplateLines])


def keys(named: nodes.Node) -> Iterator[str]:
    """The keys that the first argument of a call can be; one that a value completes ends in " "."""
    if isinstance(named, nodes.Const):
        yield str(named.value)
    elif isinstance(named, nodes.CondExpr) and named.expr2 is not None:
        yield from keys(named.expr1)
        yield from keys(named.expr2)
    elif isinstance(named, nodes.Concat):
        yield from keys(named.nodes[0])
    else:
        raise AssertionError(f"line {named.lineno}: the sentence cannot be found by its key")


@cache
def named() -> frozenset[str]:
    """The keys of all sentences that templates say."""
    return frozenset(
        key
        for path in sorted((ROOT / "theme" / "records").glob("*.html"))
        for call in TEMPLATES.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "sentence"
        for key in keys(call.args[0])
    )


@cache
def begun() -> tuple[str, ...]:
    return tuple(key for key in named() if key.endswith(" "))


ENDS = {"conversation ": {*values(ConversationRule)} - {"none"}}
"""What completes a key, where that is no outcome of a check."""


def test_a_template_names_only_sentences_that_there_are() -> None:
    assert len(named()) > 20
    assert {key for key in named() if key not in SENTENCES} == set(begun())
    for beginning in begun():
        ends = {one.removeprefix(beginning) for one in SENTENCES if one.startswith(beginning)}
        assert ends == ENDS.get(beginning, {"verified", "failed", "undecided"})


@pytest.mark.parametrize("key", SENTENCES)
def test_each_sentence_is_said_and_is_no_piece(key: str) -> None:
    text = SENTENCES[key]
    assert key in named() or key.startswith(begun())
    assert text == text.strip()
    assert not re.match(r"[,;:.)]", text)
    assert not re.search(r"[,;:(]$", text)
    assert not re.search(r"[<>&]", text), "what a template says around a value is not escaped"


def test_a_value_is_escaped_and_markup_stays() -> None:
    assert sentence("submit at", way="<By> mail", page=Markup("<a>open</a>")) == Markup(
        "&lt;By&gt; mail: <a>open</a>."
    )
