"""The log of endings: exact lines, that are only added, and nobody's name."""

from __future__ import annotations

import pytest

from credfolio.findings.finding import Finding
from credfolio.records.endings_log import Ending, EndingsLog, read_endings, without_names

NOTED = "2026-06-01T12:00:00Z"
PATH = "catalog/acme/status/1.jsonl"
REVOKED = Ending(4, "revoked", "2026-05-20", "rosa-d", "Für die falsche Person.")
WISHED = Ending(9, "withdrawn", "2026-05-21", "", "")
LINES = (
    '{"place":4,"status":"revoked","on":"2026-05-20","by":"rosa-d",'
    '"reason":"Für die falsche Person.","noted":"2026-06-01T12:00:00Z"}\n'
    '{"place":9,"status":"withdrawn","on":"2026-05-21","by":null,"reason":null,'
    '"noted":"2026-06-01T12:00:00Z"}\n'
)


def read(text: str) -> EndingsLog:
    found = read_endings(text.encode(), PATH)
    assert isinstance(found, EndingsLog), found
    return found


def test_lines_are_added_to_what_is_there() -> None:
    empty = EndingsLog(PATH, b"", frozenset())
    first = read(empty.with_endings([REVOKED], NOTED).decode())
    assert first.with_endings([WISHED], NOTED).decode() == LINES
    assert read(LINES).places == {4, 9}
    assert read("").places == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        LINES.removesuffix("\n"),
        LINES + "\n",
        LINES.replace('"place":4', '"place": 4'),
        LINES.replace('"place":4', '"place":-4'),
        LINES.replace('"place":4', '"place":true'),
        LINES.replace('"place":4', '"place":9'),
        LINES.replace("2026-05-20", "20 May"),
        LINES.replace('"by":"rosa-d",', ""),
        LINES.replace('"by":"rosa-d"', '"by":7'),
        LINES.replace('"noted"', '"more":1,"noted"', 1),
        LINES.replace("\n", "\r\n"),
        "[]\n",
        "[" * 100_000 + "\n",
        '"\ud800"\n'.encode("utf-16", "surrogatepass").decode("latin1"),
    ],
)
def test_a_line_that_is_written_otherwise_is_refused(text: str) -> None:
    found = read_endings(text.encode("utf-8", "surrogatepass"), PATH)
    assert isinstance(found, Finding)
    assert found.rule == "bad-signed-file"
    assert found.line


def test_a_line_says_on_which_line_it_is() -> None:
    found = read_endings((LINES + LINES.partition("\n")[0] + "\n").encode(), PATH)
    assert isinstance(found, Finding)
    assert (found.line, found.message.partition(": ")[2]) == (3, "place 4 has two lines")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Meant for Joy Adeyemi.", "Meant for [name]."),
        ("Joy Adeyemi said so. Joy had none.", "[name] said so. [name] had none."),
        ("A joy to read.", "A joy to read."),
        ("See joy-adeyemi and Tom.", "See [name] and Tom."),
        ("Joyful.", "Joyful."),
        ("", ""),
    ],
)
def test_no_name_of_the_records_is_kept(reason: str, expected: str) -> None:
    assert without_names(reason, {"Joy Adeyemi", "joy-adeyemi", "Tom Berg", ""}) == expected
