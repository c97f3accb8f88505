"""Registry → the files that the catalog's search loads, a small one first.

``search/index.json`` has what filtering needs: the values of every record, in
columns. Cards and words are cut into pieces, and a reader loads only the pieces in
view. Resources have a separate file, because there are several for each credential;
so have people, places, standards, issuers and guides, which are one kind for the
reader's script. `theme/assets/search/FORMAT.md` describes the files; ADRs 0023, 0037
and 0083 have the reasons.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Asset
from credfolio.pages.fragments.resources import recommended_resources
from credfolio.pages.search.entries import Entry, of_credential, of_resource, of_stack
from credfolio.pages.search.facets import Facet, FacetValues
from credfolio.pages.search.others import KINDS, others
from credfolio.pages.search.pieces import collection
from credfolio.records.model import MicroCredential, Stack
from credfolio.text.profession import joined, profession_groups
from credfolio.text.search_words import SynonymGroups

FOLDER = "search/"
INDEX = f"{FOLDER}index.json"
SCHEMA_VERSION = 2


class SearchIndex:
    """All files of the search but the index of the full texts."""

    def __init__(self, view: CatalogView) -> None:
        self._view = view
        found = view.registry.synonyms
        shipped = () if found and not found.shipped else profession_groups()
        self.synonyms = SynonymGroups(
            joined([g.terms for g in found.groups] if found else [], shipped)
        )

    @property
    def _facet_values(self) -> FacetValues:
        return self._view.reads.remember("facet values", lambda: FacetValues(self._view))

    @property
    def credentials(self) -> tuple[Entry, ...]:
        return self._view.reads.remember("search credentials", self._of_credentials)

    def _of_credentials(self) -> tuple[Entry, ...]:
        view, values = self._view, self._facet_values
        return tuple(of_credential(c, view, values) for c in self._by_title())

    def _by_title(self) -> list[MicroCredential]:
        return sorted(self._view.credentials, key=lambda c: (c.title.casefold(), c.ref))

    @property
    def stacks(self) -> tuple[Entry, ...]:
        return self._view.reads.remember("search stacks", self._of_stacks)

    def _of_stacks(self) -> tuple[Entry, ...]:
        view, values = self._view, self._facet_values
        return tuple(of_stack(stack, view, values) for stack in view.stacks)

    def _of_resources(self) -> tuple[Entry, ...]:
        numbers = {entry.address: n for n, entry in enumerate(self.credentials)}
        card = self._view.renderer.macro("parts", "resource_card")
        made = [
            of_resource(found, numbers, card)
            for found in recommended_resources(self._view.credentials)
        ]
        return tuple(sorted(made, key=lambda e: (e.title.casefold(), e.address, e.parents)))

    @property
    def resources(self) -> tuple[Entry, ...]:
        return self._view.reads.remember("search resources", self._of_resources)

    @property
    def searched(self) -> tuple[str, ...]:
        """Addresses of the records whose full text is indexed, in the order of their numbers."""
        credentials = map(addresses.credential, self._by_title())
        return (*credentials, *map(addresses.stack, self._view.stacks))

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self._view.reads.remember("search facets", self._find_facets)

    def _find_facets(self) -> tuple[Facet, ...]:
        entries = (*self.credentials, *self.stacks, *self.resources)
        later = (place for one in entries for phase in one.credit[1:] for place in phase.value)
        return self._facet_values.facets([entry.values for entry in entries], later)

    def assets(self) -> Iterator[Asset]:
        """Every file, the index itself last."""
        pieces: dict[str, list[str]] = {}
        icons: dict[str, int] = {}
        found = others(self._view)
        listed: dict[str, Sequence[Entry]] = {
            "credentials": self.credentials,
            "stacks": self.stacks,
            "resources": self.resources,
            "others": [entry for kind in KINDS for entry in found[kind]],
        }
        kinds = {
            kind: collection(entries, kind, self.facets, self.synonyms, icons, pieces)
            for kind, entries in listed.items()
        }
        kinds["others"]["groups"] = [[kind, len(found[kind])] for kind in KINDS if found[kind]]
        apart = {
            "resources": _text(kinds["resources"]),
            "others": _text(kinds["others"]),
            "synonyms": _text(
                [[" ".join(term) for term in group] for group in self.synonyms.groups]
            ),
        }
        named = [pieces, list(icons), [*map(bytes.decode, apart.values())]]
        digest = hashlib.sha256(_text(named)).hexdigest()[:10]
        for kind, texts in sorted(pieces.items()):
            for n, text in enumerate(texts):
                yield Asset(f"{FOLDER}{digest}/{kind}-{n}.json", text.encode())
        for name, data in apart.items():
            yield Asset(f"{FOLDER}{digest}/{name}.json", data)
        for kind in ("resources", "others"):
            kinds[kind] = {"size": len(listed[kind])}
        yield Asset(INDEX, _text(self._head(digest, list(icons), kinds)))

    def _head(self, digest: str, icons: list[str], kinds: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "pieces": digest,
            "facets": [
                {
                    "id": facet.id,
                    "title": facet.title,
                    "values": [
                        [choice.id, choice.label, *([choice.also] if choice.also else [])]
                        for choice in facet.choices
                    ],
                }
                for facet in self.facets
            ],
            "icons": icons,
            "kinds": kinds,
        }


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
