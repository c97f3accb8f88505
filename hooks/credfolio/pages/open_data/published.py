"""Everything of the data as files of the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from markupsafe import escape

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Asset
from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.open_data import places
from credfolio.pages.open_data.atom import entries_of, render_feed
from credfolio.pages.open_data.deadlines import Deadline, deadlines_of, render_calendar
from credfolio.pages.open_data.documents import Documents
from credfolio.pages.open_data.openapi import build_openapi
from credfolio.pages.open_data.spreadsheet import render_catalog_csv
from credfolio.records.model import MicroCredential
from credfolio.records.model.as_read import plain
from credfolio.records.registry import credential_path


class OpenData:
    """The data of a site; feeds need an address of the site, and are left out without one."""

    def __init__(self, view: CatalogView, derived: Keep = lambda _, make: make()) -> None:
        self._view = view
        self._derived = derived
        self._documents = Documents(view)

    def of_credential(self, credential: MicroCredential) -> Asset:
        document = self._documents.credential(credential)
        return _json(places.credential(credential.ref), document, credential_path(credential.ref))

    def of_site(self) -> Iterator[tuple[str, Callable[[], Iterable[Asset]]]]:
        """Everything but the documents of single micro-credentials: by name, with its maker."""
        documents = self._documents
        for page in range(1, documents.catalog_pages() + 1):
            yield f"catalog/{page}", partial(self._catalog, page)
        yield "stacks", lambda: [_json(places.STACKS, documents.stacks())]
        yield "issuers", lambda: [_json(places.ISSUERS, documents.issuers())]
        yield "resources", lambda: [_json(places.RESOURCES, documents.resources())]
        yield "jurisdictions", lambda: [_json(places.JURISDICTIONS, documents.jurisdictions())]
        yield "frameworks", lambda: [_json(places.FRAMEWORKS, documents.frameworks())]
        yield "synonyms", lambda: [_json(places.SYNONYMS, documents.synonyms())]
        yield "spreadsheet", self._spreadsheet
        yield (
            "openapi",
            lambda: [_json(places.OPENAPI, build_openapi(self._view.site, self._derived))],
        )
        for path in self.feed_titles:
            yield f"feeds/{path}", partial(self._feed, path)
        yield "calendars", self._calendars
        yield "index", self._index

    def _catalog(self, page: int) -> Iterator[Asset]:
        yield _json(places.catalog(page), self._documents.catalog(page))

    def _spreadsheet(self) -> Iterator[Asset]:
        summaries = [self._documents.summary(c) for c in self._view.credentials]
        yield Asset(places.SPREADSHEET, render_catalog_csv(summaries))

    def _index(self) -> Iterator[Asset]:
        has_feed = places.FEED in self.feed_titles
        index = self._documents.index(has_feed=has_feed, has_deadlines=bool(self._deadlines))
        yield _json(places.INDEX, index)

    # --- feeds ------------------------------------------------------------------------------

    def _sources(self) -> Iterator[tuple[str, str, str, Sequence[MicroCredential]]]:
        """Path and title of each possible feed, the page it belongs to, and what it tells of."""
        site, view = self._view.site, self._view
        if not site.url:
            return
        yield places.FEED, site.name, addresses.CATALOG, view.credentials
        for issuer, credentials in view.by_issuer.items():
            name = f"{view.issuer_name(issuer)} · {site.name}"
            yield places.issuer_feed(issuer), name, addresses.issuer(issuer), credentials
        for topic, credentials in view.by_topic.items():
            name = f"{words.title_of(topic)} · {site.name}"
            yield places.topic_feed(topic), name, addresses.topic(topic), credentials

    @cached_property
    def feed_titles(self) -> Mapping[str, str]:
        """Path → title of each feed that has something to tell."""
        return {path: title for path, title, _, found in self._sources() if entries_of(found)}

    def feed_link(self, path: str) -> str:
        """The element for the head of the page that a feed belongs to; empty without a feed."""
        if path not in self.feed_titles:
            return ""
        title = escape(self.feed_titles[path])
        return (
            '<link rel="alternate" type="application/atom+xml" '
            f'title="{title}" href="{ROOT}{path}">'
        )

    def _feed(self, path: str) -> Iterator[Asset]:
        _, title, page, found = next(one for one in self._sources() if one[0] == path)
        site = self._view.site
        data = render_feed(
            entries_of(found),
            title=title,
            author=site.name,
            site_url=site.url,
            path=path,
            page=page,
        )
        yield Asset(path, data)

    # --- calendars --------------------------------------------------------------------------

    @property
    def _deadlines(self) -> list[Deadline]:
        return self._view.reads.remember("deadlines", lambda: deadlines_of(self._view))

    def calendar_until(self, jurisdiction: str) -> date | None:
        """The last day in the calendar of a jurisdiction; None where nothing more ends."""
        last = max((one.on for one in self._of_jurisdiction(jurisdiction)), default=None)
        return last if last is not None and last >= self._view.site.today else None

    def _of_jurisdiction(self, jurisdiction: str) -> list[Deadline]:
        return [d for d in self._deadlines if d.jurisdiction == jurisdiction]

    def _calendars(self) -> Iterator[Asset]:
        site = self._view.site
        if self._deadlines:
            name = f"Deadlines · {site.name}"
            data = render_calendar(self._deadlines, name=name, site_url=site.url)
            yield Asset(places.DEADLINES, data)
        for one, record in sorted(self._view.registry.jurisdictions.items()):
            if own := self._of_jurisdiction(one):
                name = f"{record.name}: deadlines"
                data = render_calendar(own, name=name, site_url=site.url)
                yield Asset(places.jurisdiction_deadlines(one), data)


def _json(path: str, document: object, source: str = "") -> Asset:
    body: Any = plain(document)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Asset(path, text.encode(), source)
