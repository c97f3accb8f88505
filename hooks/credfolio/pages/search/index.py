"""Registry → the files that the catalog's search loads, a small one first.

``search/index.json`` has what filtering needs: the values of every record, in
columns. Cards and the words of titles and competencies are cut into pieces, and a
reader loads only the pieces in view. Resources have a separate file,
because there are several for each credential. ADRs 0023 and 0037 have the reasons.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Asset
from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.fragments.resources import Recommended, recommended_resources
from credfolio.pages.search.facets import TITLES, Facet, FacetValues, Values
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.reckoned.stack_tree import total_hours
from credfolio.text.prose import plain_text
from credfolio.text.search_words import SynonymGroups, words_of

FOLDER = "search/"
INDEX = f"{FOLDER}index.json"
SCHEMA_VERSION = 1

_CARDS_IN_A_PIECE = {"credentials": 8, "stacks": 8, "resources": 24}
"""Few, because the twelve that are shown may be in any piece; cards of resources are short."""
NAMED_ON_A_CARD = 3
"""So many credentials that recommend a resource are named on its card, and it is found by them."""
_CARDS_IN_ONE = 64
"""So many cards need not be cut up."""
_WORDS_IN_A_PIECE = 30_000
"""Characters of a piece of the word index; a third of that when compressed."""
_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as search sees it."""

    title: str
    text: str
    values: Values
    address: str
    card: Callable[[], str]
    hours: int = 0
    """Tenths of the hours it takes at most; 0 when nobody says."""
    released: int = 0
    """Days since 1 January of the year 1; 0 when nobody says."""
    credit: tuple[Phase[tuple[str, ...]], ...] = ()
    """The places that count it, today and later by day; `values` has today's."""
    parents: tuple[int, ...] = ()
    """For a resource: the credentials that recommend it, by number."""


class SearchIndex:
    """All files of the search but the index of the full texts."""

    def __init__(self, view: CatalogView) -> None:
        self._view = view
        self._facet_values = FacetValues(view)
        found = view.registry.synonyms
        self.synonyms = SynonymGroups([g.terms for g in found.groups] if found else [])

    @cached_property
    def credentials(self) -> tuple[Entry, ...]:
        view = self._view
        return tuple(
            self._credential(c)
            for c in sorted(view.credentials, key=lambda c: (c.title.casefold(), c.ref))
        )

    def _credential(self, credential: MicroCredential) -> Entry:
        view, estimate = self._view, credential.time_estimate
        return Entry(
            title=credential.title,
            text=plain_text(credential.competency or credential.summary or ""),
            values=self._facet_values.of_credential(credential),
            address=addresses.credential(credential),
            card=lambda: view.card(credential.ref),
            hours=int(estimate.max_hours * 10) if estimate else 0,
            credit=self._facet_values.credit(credential),
            released=credential.released.toordinal() if credential.released else 0,
        )

    @cached_property
    def stacks(self) -> tuple[Entry, ...]:
        view = self._view
        return tuple(
            Entry(
                title=stack.title,
                text=plain_text(stack.summary or ""),
                values=self._facet_values.of_stack(stack),
                address=addresses.stack(stack),
                card=lambda ref=stack.ref: view.stack_card(ref),  # type: ignore[misc]
                hours=int(total_hours(stack, view.registry)[1] * 10),
                credit=self._facet_values.credit(stack),
                released=stack.released.toordinal() if stack.released else 0,
            )
            for stack in view.stacks
        )

    @cached_property
    def resources(self) -> tuple[Entry, ...]:
        numbers = {entry.address: n for n, entry in enumerate(self.credentials)}
        card = self._view.renderer.macro("parts", "resource_card")
        made = [
            self._resource(found, numbers, card)
            for found in recommended_resources(self._view.credentials)
        ]
        return tuple(sorted(made, key=lambda e: (e.title.casefold(), e.address, e.parents)))

    def _resource(
        self, found: Recommended, numbers: Mapping[str, int], card: Callable[..., str]
    ) -> Entry:
        resource = found.resource
        own: dict[str, tuple[str, ...]] = dict.fromkeys(TITLES, ())
        own["cost"] = ("free" if resource.free else "paid",)
        own["language"] = (resource.language,) if resource.language else ()
        named = found.credentials[:NAMED_ON_A_CARD]
        parents = [numbers[addresses.credential(c)] for c in found.credentials]
        said = [resource.provider, words.RESOURCE[resource.kind], *map(plain_text, found.notes)]
        said += [credential.title for credential in named]
        return Entry(
            title=resource.title,
            text=" ".join(filter(None, said)),
            values=own,
            address=resource.url or "",
            card=lambda: card(resource, found.credentials, found.notes, NAMED_ON_A_CARD),
            hours=-(-(resource.minutes or 0) // 6),
            parents=tuple(sorted(parents)),
        )

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Addresses of the records whose full text is indexed, in the order of their numbers."""
        return tuple(entry.address for entry in (*self.credentials, *self.stacks))

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        entries = (*self.credentials, *self.stacks, *self.resources)
        later = (place for one in entries for phase in one.credit[1:] for place in phase.value)
        return self._facet_values.facets([entry.values for entry in entries], later)

    def assets(self) -> Iterator[Asset]:
        """Every file, the index itself last."""
        pieces: dict[str, list[str]] = {}
        icons: dict[str, int] = {}
        kinds = {}
        listed = {
            "credentials": self.credentials,
            "stacks": self.stacks,
            "resources": self.resources,
        }
        for kind, entries in listed.items():
            kinds[kind] = self._collection(entries, kind, icons, pieces)
        apart = _text(kinds["resources"])
        digest = hashlib.sha256(apart + _text([pieces, list(icons)])).hexdigest()[:10]
        for kind, texts in sorted(pieces.items()):
            for n, text in enumerate(texts):
                yield Asset(f"{FOLDER}{digest}/{kind}-{n}.json", text.encode())
        yield Asset(f"{FOLDER}{digest}/resources.json", apart)
        kinds["resources"] = {"size": len(self.resources)}
        yield Asset(INDEX, _text(self._head(digest, list(icons), kinds)))

    def _head(self, digest: str, icons: list[str], kinds: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "pieces": digest,
            "facets": [
                {
                    "id": facet.id,
                    "title": facet.title,
                    "values": [[choice.id, choice.label] for choice in facet.choices],
                }
                for facet in self.facets
            ],
            "synonyms": [
                [" ".join(term) for term in group if term] for group in self.synonyms.groups
            ],
            "icons": icons,
            "kinds": kinds,
        }

    def _collection(
        self,
        entries: Sequence[Entry],
        kind: str,
        icons: dict[str, int],
        pieces: dict[str, list[str]],
    ) -> dict[str, Any]:
        size = len(entries)
        step = _CARDS_IN_A_PIECE[kind] if size > _CARDS_IN_ONE else _CARDS_IN_ONE
        pieces[f"{kind}-cards"] = [
            json.dumps(
                [_short_card(entry.card(), icons) for entry in entries[at : at + step]],
                ensure_ascii=False,
            )
            for at in range(0, size, step)
        ]
        starts, texts = _word_pieces(entries, self.synonyms)
        pieces[f"{kind}-words"] = texts
        known = {facet.id: {c.id: n for n, c in enumerate(facet.choices)} for facet in self.facets}
        made: dict[str, Any] = {
            "size": size,
            "cards": step,
            "words": starts,
            "hours": [entry.hours for entry in entries],
            "released": _since_first([entry.released for entry in entries]),
            "columns": {
                name: _column([tuple(ids[v] for v in entry.values[name]) for entry in entries])
                for name, ids in known.items()
                if any(
                    entry.values[name] or (name == "credit" and entry.credit[1:])
                    for entry in entries
                )
            },
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
    """First words of the pieces, and the pieces: word → places in titles, places in texts."""
    places: dict[str, tuple[list[int], list[int]]] = {}
    for n, entry in enumerate(entries):
        for field, text in enumerate((entry.title, entry.text)):
            found = words_of(text)
            marks = [f"\uffff{group}" for group in synonyms.found_in(found)]
            for word in sorted({*found, *marks}):
                places.setdefault(word, ([], []))[field].append(n)
    starts: list[str] = []
    pieces: list[str] = []
    rows: list[str] = []
    size = 0
    for word in sorted(places, key=lambda w: w.encode("utf-16-be")):  # as scripts compare
        in_titles, in_texts = places[word]
        row = json.dumps(
            [word, _steps(in_titles), _steps(in_texts)], ensure_ascii=False, separators=(",", ":")
        )
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


def _text(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def text_path(address: str) -> str:
    """Where the passages of the record at `address` are, a line each."""
    return f"{FOLDER}text/{address.removeprefix(addresses.CATALOG).rstrip('/')}.txt"


def text_of(definition: MicroCredential | Stack, found: Sequence[str]) -> Asset:
    """The file of passages that an excerpt is taken from."""
    address = (
        addresses.stack(definition)
        if isinstance(definition, Stack)
        else addresses.credential(definition)
    )
    lines = "\n".join(" ".join(passage.split()) for passage in found)
    return Asset(text_path(address), lines.encode())
