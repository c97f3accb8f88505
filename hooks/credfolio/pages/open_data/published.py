"""Everything of the data as files of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import escape

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Asset
from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.open_data import places
from credfolio.pages.open_data.atom import Entry, entries_of, render_feed
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

    def of_site(self) -> Iterator[Asset]:
        """Everything but the documents of single micro-credentials."""
        documents = self._documents
        for page in documents.catalog():
            yield _json(places.catalog(page.page), page)
        yield _json(places.STACKS, documents.stacks())
        yield _json(places.ISSUERS, documents.issuers())
        yield _json(places.RESOURCES, documents.resources())
        yield _json(places.JURISDICTIONS, documents.jurisdictions())
        yield _json(places.FRAMEWORKS, documents.frameworks())
        yield _json(places.SYNONYMS, documents.synonyms())
        summaries = [documents.summary(c) for c in self._view.credentials]
        yield Asset(places.SPREADSHEET, render_catalog_csv(summaries))
        yield _json(places.OPENAPI, build_openapi(self._view.site, self._derived))
        yield from (Asset(path, self._feed(path)) for path in self.feeds)
        yield from self._calendars()
        yield _json(
            places.INDEX,
            documents.index(
                has_feed=places.FEED in self.feeds, has_deadlines=bool(self._deadlines)
            ),
        )

    # --- feeds ------------------------------------------------------------------------------

    @cached_property
    def feeds(self) -> Mapping[str, tuple[str, str, tuple[Entry, ...]]]:
        """Path → the feed's title, the page it belongs to, and its entries."""
        site = self._view.site
        if not site.url:
            return {}
        found = {places.FEED: (site.name, addresses.CATALOG, self._view.credentials)}
        for issuer, credentials in self._view.by_issuer.items():
            name = f"{self._view.issuer_name(issuer)} · {site.name}"
            found[places.issuer_feed(issuer)] = (name, addresses.issuer(issuer), credentials)
        for topic, credentials in self._view.by_topic.items():
            name = f"{words.title_of(topic)} · {site.name}"
            found[places.topic_feed(topic)] = (name, addresses.topic(topic), credentials)
        return {
            path: (title, page, tuple(entries))
            for path, (title, page, credentials) in found.items()
            if (entries := entries_of(credentials))
        }

    def feed_link(self, path: str) -> str:
        """The element for the head of the page that a feed belongs to; empty without a feed."""
        if path not in self.feeds:
            return ""
        title = escape(self.feeds[path][0])
        return (
            '<link rel="alternate" type="application/atom+xml" '
            f'title="{title}" href="{ROOT}{path}">'
        )

    def _feed(self, path: str) -> bytes:
        title, page, entries = self.feeds[path]
        site = self._view.site
        return render_feed(
            entries, title=title, author=site.name, site_url=site.url, path=path, page=page
        )

    # --- calendars --------------------------------------------------------------------------

    @cached_property
    def _deadlines(self) -> list[Deadline]:
        return deadlines_of(self._view)

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
