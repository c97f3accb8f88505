"""An edit of a record leaves the line ends that its file has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from credfolio.authoring import yaml_edit
from credfolio.errors import UsageError

TEXT = """\
# A note.
name: Ana
old: 1
photo: {file: a.png, alt: A}
assesses:
  trained_on: 2026-01-01
items:
  - id: one
    day: 1
"""
EDITS: dict[str, Callable[[str], str]] = {
    "set_values": lambda text: yaml_edit.set_values(text, {"name": "Eva", "new": "x"}, "f"),
    "set_mapping": lambda text: yaml_edit.set_mapping(text, "photo", {"file": "b"}, "f"),
    "without_key": lambda text: yaml_edit.without_key(text, "old", "f"),
    "add_lines": lambda text: yaml_edit.add_lines(text, "more: 1\nless: 2\n", "f"),
    "set_within": lambda text: yaml_edit.set_within(text, "assesses", {"until": "x"}, "f"),
    "set_within braces": lambda text: yaml_edit.set_within(text, "photo", {"credit": "x"}, "f"),
    "append_item": lambda text: yaml_edit.append_item(text, "items", {"id": "two"}, "f"),
    "append_item new": lambda text: yaml_edit.append_item(text, "others", {"id": "two"}, "f"),
    "set_in_item": lambda text: yaml_edit.set_in_item(text, "items", "one", {"end": "x"}, "f"),
    "set_in_nth": lambda text: yaml_edit.set_in_nth(text, "items", 0, {"end": "x"}, "f"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_keeps_the_line_ends_of_its_file(name: str) -> None:
    plain = EDITS[name](TEXT)
    assert plain != TEXT
    assert "\r" not in plain
    assert EDITS[name](TEXT.replace("\n", "\r\n")) == plain.replace("\n", "\r\n")


def test_one_odd_line_does_not_turn_the_others() -> None:
    odd = TEXT.replace("old: 1\n", "old: 1\r\n")
    assert "\r" not in yaml_edit.set_values(odd, {"name": "Eva"}, "f")


@pytest.mark.parametrize("raw", [b"a: \xe9\n", b"\xff\xfe", b"a: \x00\n"])
def test_what_is_no_text_is_refused_with_what_to_do(raw: bytes) -> None:
    with pytest.raises(UsageError, match=r"f\.yml cannot be read") as refused:
        yaml_edit.text_or_refuse(raw, "f.yml")
    assert refused.value.fix


def test_a_byte_order_mark_is_dropped_and_line_ends_stay() -> None:
    assert yaml_edit.text_or_refuse(b"\xef\xbb\xbfa: 1\r\n", "f") == "a: 1\r\n"
