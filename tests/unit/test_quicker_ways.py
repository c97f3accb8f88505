"""Where a library's private parts make a build quicker, it does without them as well."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import Markup, _speedups

from credfolio.pages.fragments import fragment_environment
from credfolio.pages.fragments.fragment_environment import FragmentEnvironment
from credfolio.records import record_reader
from credfolio.records.model import Educator

TEMPLATE = "{{ one.name }} {{ shout(one.name, mark='!') }} {{ safe }} {{ 5 }}"


class One:
    name = '<b>"A & B"</b>'


VALUES = {
    "one": One,
    "shout": lambda text, mark: text.upper() + mark,
    "safe": Markup("<i>"),
}
EXPECTED = "&lt;b&gt;&#34;A &amp; B&#34;&lt;/b&gt; &lt;B&gt;&#34;A &amp; B&#34;&lt;/B&gt;! <i> 5"


def rendered(environment: Environment) -> str:
    return environment.from_string(TEMPLATE).render(VALUES)


def test_fragments_come_out_as_jinja_itself_writes_them() -> None:
    assert rendered(Environment(autoescape=True)) == EXPECTED
    assert rendered(FragmentEnvironment(autoescape=True)) == EXPECTED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from jinja2.runtime import ", "import jinja2\nfrom jinja2.runtime import "),
        ("environment.getattr(", "environment.getattr (  "),
        ("context.call(", "context.call (  "),
    ],
    ids=["another beginning", "another look-up", "another call"],
)
def test_code_that_another_jinja_generates_is_left_as_it_is_where_it_differs(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    generate = Environment._generate

    def other(self: Environment, *about: Any, **named: Any) -> str:
        code = generate(self, *about, **named)
        assert before in code
        return code.replace(before, after)

    monkeypatch.setattr(Environment, "_generate", other)
    assert rendered(FragmentEnvironment(autoescape=True)) == EXPECTED


def test_fragments_are_escaped_the_same_without_markupsafes_private_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as without:
        without.delattr(_speedups, "_escape_inner")
        importlib.reload(fragment_environment)
        assert rendered(fragment_environment.FragmentEnvironment(autoescape=True)) == EXPECTED
    importlib.reload(fragment_environment)
    assert sys.modules[fragment_environment.__name__].escape_text is _speedups._escape_inner


ANA = {"id": "ana-lopez", "display_name": "Ana López", "visibility": "public"}


def test_records_are_the_same_where_pydantic_keeps_its_note_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = record_reader.read_record(Educator, ANA, "x.yml", {})
    assert isinstance(small, Educator)
    monkeypatch.setattr(record_reader, "NOTE_OF_GIVEN_KEYS", None)
    whole = record_reader.read_record(Educator, ANA, "x.yml", {})
    assert small == whole == Educator.model_validate(ANA)
    assert small.model_dump_json() == whole.model_dump_json()
    assert (small.model_fields_set, whole.model_fields_set) == (set(), set(ANA))
