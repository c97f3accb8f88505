"""Entries → what the browser loads of one kind: columns, pieces of cards, pieces of words.

`theme/assets/search/FORMAT.md` describes the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.search.entries import Entry
from credfolio.pages.search.facets import Facet
from credfolio.text.search_words import SynonymGroups, compounds_of, fold, small_words, words_of

_CARDS_IN_A_PIECE = {"credentials": 8, "stacks": 8, "resources": 24}
"""Few, because the twelve that are shown may be in any piece; cards of resources are short."""
_CARDS_IN_ONE = 64
"""So many cards need not be cut up."""
_WORDS_IN_A_PIECE = 30_000
"""Characters of a piece of the word index; a third of that when compressed."""
_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def collection(
    entries: Sequence[Entry],
    kind: str,
    facets: Sequence[Facet],
    synonyms: SynonymGroups,
    icons: dict[str, int],
    pieces: dict[str, list[str]],
) -> dict[str, Any]:
    """The columns of a kind; its pieces are added to `pieces`, icons of its cards to `icons`."""
    size = len(entries)
    step = _CARDS_IN_A_PIECE.get(kind, _CARDS_IN_ONE) if size > _CARDS_IN_ONE else _CARDS_IN_ONE
    pieces[f"{kind}-cards"] = [
        json.dumps(
            [_short_card(entry.card(), icons) for entry in entries[at : at + step]],
            ensure_ascii=False,
        )
        for at in range(0, size, step)
    ]
    starts, texts = _word_pieces(entries, synonyms)
    pieces[f"{kind}-words"] = texts
    known = {facet.id: {c.id: n for n, c in enumerate(facet.choices)} for facet in facets}
    made: dict[str, Any] = {
        "size": size,
        "cards": step,
        "words": starts,
        "lengths": [_length(entry.title) for entry in entries],
    }
    if any(entry.values for entry in entries):
        made |= {
            "hours": [entry.hours for entry in entries],
            "least": [entry.least for entry in entries],
            "price": [entry.price for entry in entries],
            "released": _since_first([entry.released for entry in entries]),
        }
    made["columns"] = {
        name: _column([tuple(ids[v] for v in entry.values.get(name, ())) for entry in entries])
        for name, ids in known.items()
        if any(
            entry.values.get(name) or (name == "credit" and entry.credit[1:]) for entry in entries
        )
    }
    if later := _later(entries, known.get("credit", {})):
        made["later"] = later
    if kind == "resources":
        made["parents"] = [list(entry.parents) for entry in entries]
    return made


def _later(entries: Sequence[Entry], ids: Mapping[str, int]) -> list[Any]:
    """``[day, [[record, values], …]]`` by day: the credit that records have from that day on."""
    by_day: dict[date, list[Any]] = {}
    for n, entry in enumerate(entries):
        for phase in entry.credit[1:]:
            if phase.first is not None:
                row = [n, [ids[value] for value in phase.value]]
                by_day.setdefault(phase.first, []).append(row)
    return [[day.isoformat(), rows] for day, rows in sorted(by_day.items())]


def _length(title: str) -> int:
    """How many words of a title say something."""
    found = words_of(title)
    return len([word for word in found if word not in small_words()]) or len(found)


def _column(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """``[combinations, rows]``: a row is the number of its combination."""
    seen: dict[tuple[Any, ...], int] = {}
    numbers = [seen.setdefault(row, len(seen)) for row in rows]
    return [list(seen), numbers]


def _since_first(days: list[int]) -> list[int]:
    first = min(filter(None, days), default=0)
    return [day and day - first + 1 for day in days]


def _short_card(card: str, icons: dict[str, int]) -> str:
    """A card with marks for the path to the root and its icons."""

    def number(found: re.Match[str]) -> str:
        return f"\x01{icons.setdefault(found.group(), len(icons))}\x01"

    return _SVG.sub(number, str(card)).replace(ROOT, "\x02")


def _word_pieces(entries: Sequence[Entry], synonyms: SynonymGroups) -> tuple[list[str], list[str]]:
    """First words of the pieces, and the pieces: word → places in titles, texts and parts."""
    places: dict[str, tuple[list[int], list[int], list[int]]] = {}
    for n, entry in enumerate(entries):
        for field, text in enumerate((entry.title, entry.text, entry.parts)):
            found = words_of(text)
            marks = [f"\uffff{group}" for group in synonyms.found_in(found)]
            for word in sorted({*found, *compounds_of(fold(text)), *marks}):
                places.setdefault(word, ([], [], []))[field].append(n)
    starts: list[str] = []
    pieces: list[str] = []
    rows: list[str] = []
    size = 0
    for word in sorted(places, key=lambda w: w.encode("utf-16-be")):  # as scripts compare
        steps = [_steps(numbers) for numbers in places[word]]
        while not steps[-1]:
            steps.pop()
        row = json.dumps([word, *steps], ensure_ascii=False, separators=(",", ":"))
        if not rows or size > _WORDS_IN_A_PIECE:
            if rows:
                pieces.append(f"[{','.join(rows)}]")
            starts.append(word)
            rows, size = [], 0
        rows.append(row)
        size += len(row)
    if rows:
        pieces.append(f"[{','.join(rows)}]")
    return starts, pieces


def _steps(numbers: Sequence[int]) -> list[int]:
    """Numbers that grow, each as its distance from the one before."""
    return [n - before for before, n in zip((0, *numbers), numbers, strict=False)]
