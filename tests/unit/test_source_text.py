"""Reading YAML: values as they were typed, refusals that say where, places of keys."""

from __future__ import annotations

import pytest

from credfolio.findings.finding import Finding
from credfolio.records.source_text import MAX_BYTES, MAX_DEPTH, decode, locate, parse_yaml


def read(text: str) -> object:
    return parse_yaml(text, "x.yml")


def refused(text: str) -> Finding:
    found = read(text)
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize(
    "typed",
    ["no", "010", "2.10", "12:30:00", "1e3", "0x1F", "2024-01-02", "null", "~", ".inf", "0o7"],
)
def test_a_scalar_stays_what_was_typed(typed: str) -> None:
    assert read(f"key: {typed}\n") == {"key": typed}


def test_nothing_behind_a_key_is_none_and_empty_quotes_are_a_text() -> None:
    assert read("a:\nb: ''\nc: \"\"\n") == {"a": None, "b": "", "c": ""}


def test_folded_and_literal_text_keep_their_line_ends() -> None:
    assert read("a: >-\n  one\n  two\nb: |\n  one\n  two\n") == {
        "a": "one two",
        "b": "one\ntwo\n",
    }


def test_lists_and_mappings_nest() -> None:
    assert read("a:\n  - b: 1\n    c: [x, {d: 2}]\n  - e\n") == {
        "a": [{"b": "1", "c": ["x", {"d": "2"}]}, "e"]
    }


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "---\n"])
def test_an_empty_file_is_an_empty_record_or_says_that_it_holds_no_keys(text: str) -> None:
    found = read(text)
    assert found == {} or (isinstance(found, Finding) and found.rule == "not-a-record")


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2, 1),
        ("a:\n  b: 1\n  b: 2\n", "duplicate-key", 3, 3),
        ("a: &x 1\n", "yaml-feature", 1, 4),
        ("a: 1\nb: *x\n", "yaml-feature", 2, 4),
        ("a: !tag 1\n", "yaml-feature", 1, 4),
        ("a: !!str 1\n", "yaml-feature", 1, 4),
        ("<<: {a: 1}\n", "yaml-feature", 1, 1),
        ("{a: 1}: 2\n", "yaml-feature", 1, 1),
        ("a: 1\n---\nb: 2\n", "yaml-feature", 2, 1),
        ("- a\n", "not-a-record", 1, 1),
        ("words\n", "not-a-record", 1, 1),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: [1\n", "yaml-syntax", 2, 1),
        ("a:\n\tb: 1\n", "yaml-syntax", 2, 1),
    ],
)
def test_the_first_thing_not_allowed_is_refused_where_it_stands(
    text: str, rule: str, line: int, column: int
) -> None:
    found = refused(text)
    assert (found.rule, found.line, found.column) == (rule, line, column)


def test_a_key_in_quotes_may_be_called_like_a_merge_key() -> None:
    assert read('"<<": 1\n') == {"<<": "1"}


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_is_bounded_long_before_the_parser_is(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    inside = MAX_DEPTH - 1
    assert isinstance(read(f"a: {opening * inside}{closing * inside}\n"), dict)
    assert refused(f"a: {opening * MAX_DEPTH}{closing * MAX_DEPTH}\n").rule == "too-deep"
    assert refused("a: " + opening * 20_000).rule in ("too-deep", "yaml-syntax")


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    plain = decode(b"title: A\nsummary: B\n", "x.yml")
    assert decode(b"\xef\xbb\xbftitle: A\r\nsummary: B\r\n", "x.yml") == plain
    assert decode(b"title: A\rsummary: B\r", "x.yml") == plain


def test_letters_are_composed() -> None:
    assert decode("title: Cafe\u0301\n".encode(), "x.yml") == "title: Caf\u00e9\n"


@pytest.mark.parametrize(
    ("raw", "rule", "line", "column"),
    [
        (b"a: 1\nb: caf\xe9\n", "not-utf-8", 2, 7),
        (b"a: \x00\n", "control-character", 1, 4),
        (b"a: 1\nb: x\x1b[31m\n", "control-character", 2, 5),
        (b"a" * (MAX_BYTES + 1), "file-too-large", 0, 0),
    ],
)
def test_bytes_that_are_not_a_text_are_refused(
    raw: bytes, rule: str, line: int, column: int
) -> None:
    found = decode(raw, "x.yml")
    assert isinstance(found, Finding)
    assert (found.rule, found.line, found.column) == (rule, line, column)


def test_places_are_those_of_keys_and_values() -> None:
    places = locate("title: A\nparts:\n  - number: 1\n    title: B\n")
    assert places.find(("title",)) == (1, 8)
    assert places.find(("title",), at_key=True) == (1, 1)
    assert places.find(("parts", 0, "title")) == (4, 12)
    assert places.find(("parts", 0)) == (3, 5)


def test_what_is_missing_is_placed_at_the_nearest_thing_around_it() -> None:
    places = locate("title: A\nparts:\n  - number: 1\n")
    assert places.find(("parts", 0, "title")) == (3, 5)
    assert places.find(("parts", 4, "title")) == (2, 1)
    assert places.find(("summary",)) == (1, 1)


def test_a_text_that_fails_half_way_gives_the_places_before() -> None:
    assert locate("title: A\nb: c: d\n").find(("title",)) == (1, 8)


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        (
            "title: Hello: world\n",
            'the value of "title" contains a colon, so it needs quotation marks',
            'write title: "Hello: world"',
        ),
        (
            'parts:\n  - title: Say "yes": why\n',
            'the value of "title" contains a colon, so it needs quotation marks',
            'write title: "Say \\"yes\\": why"',
        ),
        (
            "parts:\n\t- number: 1\n",
            "this line is indented with a tab, which YAML does not allow",
            "use spaces instead: two for each level",
        ),
        (
            "title: a\n  \tsummary: b\n",
            "this line is indented with a tab, which YAML does not allow",
            "use spaces instead: two for each level",
        ),
        (
            "title: @home\n",
            "a value cannot begin with @ unless it is in quotation marks",
            'put "@home" in quotation marks',
        ),
        (
            "audience_roles: [teacher, , coach]\n",
            "an entry between commas is empty",
            "delete the comma too many, or write the entry",
        ),
    ],
)
def test_a_usual_slip_is_named_with_what_to_write(text: str, message: str, fix: str) -> None:
    found = refused(text)
    assert (found.rule, found.message, found.fix) == ("yaml-syntax", message, fix)


def test_what_the_advice_says_to_write_can_be_read() -> None:
    for value in ("Hello: world", 'Say "yes": why', "C:\\ drive: it"):
        fix = refused(f"title: {value}\n").fix
        assert read(fix.removeprefix("write ") + "\n") == {"title": value}
