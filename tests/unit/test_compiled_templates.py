"""Templates are compiled once for a process, and anew when their text changes."""

from __future__ import annotations

from typing import Any

from jinja2 import DictLoader, Environment

from credfolio.pages.fragments.compiled_templates import CompiledTemplates


class Counting(Environment):
    """An environment that counts how often it compiles."""

    compiled = 0

    def _generate(self, *arguments: Any, **named: Any) -> str:
        type(self).compiled += 1
        return super()._generate(*arguments, **named)


def rendered(compiled: CompiledTemplates, text: str, **values: object) -> str:
    """`text` in an environment of its own, as each build has one."""
    environment = Counting(loader=DictLoader({"page": text}), bytecode_cache=compiled)
    environment.globals.update(values)
    return environment.get_template("page").render()


def test_a_second_build_compiles_nothing_and_shows_its_own_values() -> None:
    compiled, before = CompiledTemplates(), Counting.compiled
    assert rendered(compiled, "Hello {{ name }}", name="Ana") == "Hello Ana"
    assert rendered(compiled, "Hello {{ name }}", name="Tom") == "Hello Tom"
    assert Counting.compiled == before + 1


def test_a_template_that_was_changed_is_compiled_anew() -> None:
    compiled, before = CompiledTemplates(), Counting.compiled
    assert rendered(compiled, "one") == "one"
    assert rendered(compiled, "two") == "two"
    assert rendered(compiled, "one") == "one"
    assert Counting.compiled == before + 3
    compiled.clear()
    assert rendered(compiled, "one") == "one"
    assert Counting.compiled == before + 4
