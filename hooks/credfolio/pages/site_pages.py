"""Registry → everything that is published, in a fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from jinja2 import BaseLoader

from credfolio.drawing.badge import BadgeFace, draw_badge
from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.badges.badge_files import BadgeFiles
from credfolio.pages.badges.verify_page import build_verify_page
from credfolio.pages.catalog.browse_pages import (
    build_audiences,
    build_catalog,
    build_evidence,
    build_frameworks_index,
    build_home,
    build_issuers_index,
    build_jurisdictions_index,
    build_resources,
    build_stacks_index,
    build_topics,
)
from credfolio.pages.catalog.credential_page import build_credential_page
from credfolio.pages.catalog.facts import (
    credential_facts,
    jurisdiction_facts,
    render_facts,
    stack_facts,
)
from credfolio.pages.catalog.figures_page import build_figures
from credfolio.pages.catalog.jurisdiction_page import build_jurisdiction_page
from credfolio.pages.catalog.moved_pages import MovedPages
from credfolio.pages.catalog.record_pages import (
    build_framework_page,
    build_issuer_page,
    build_stack_page,
)
from credfolio.pages.catalog.worksheet_page import build_worksheet
from credfolio.pages.contribute.builder_page import build_contribute, definition_file
from credfolio.pages.contribute.plan_link import playlist_link
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups, issuer_picture, portrait_address
from credfolio.pages.fragments.page import Asset, Page, Site
from credfolio.pages.fragments.reads import EVERYBODY, Reads, watch_worked_out, watched
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.tool_pages import build_assess, build_compare, build_plan
from credfolio.pages.open_data import places
from credfolio.pages.open_data.published import OpenData
from credfolio.pages.people.award_page import build_award_page
from credfolio.pages.people.directory_page import build_directory
from credfolio.pages.people.portfolio_page import Portfolios, evidence_file
from credfolio.pages.people.share_files import Sharing
from credfolio.pages.people.transcript_page import build_transcript_page
from credfolio.pages.proposal.preview_data import build_preview_data
from credfolio.pages.proposal.proposal_page import build_proposal_page
from credfolio.pages.search.index import SearchIndex, text_of
from credfolio.pages.search.passages import passages
from credfolio.pages.sharing.previews import HOME, NO_FONTS, Fonts, Previews
from credfolio.pages.sharing.share_panel import discovery
from credfolio.pages.styleguide.page import build_styleguide
from credfolio.records.model import Educator, MicroCredential, Stack
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
)

Output = Page | Asset


@dataclass(frozen=True, slots=True)
class Task:
    """What is made together: the pages and files of one record, or those about all of them."""

    name: str
    run: Callable[[], Iterator[Output]]
    of_record: bool = True
    """Whether it is about one record, so that it may well be the same as last time."""


SHELL_KINDS = (
    "home", "catalog", "list", "index", "credential", "stack", "issuer", "framework",
    "jurisdiction", "portfolio", "award", "verify", "compare", "plan", "worksheet",
    "moved", "gone", "builder", "contribute", "proposal", "assess", "figures",
    "styleguide",
)  # fmt: skip
"""The kinds of page; each has one shell that the theme renders."""


class SitePages:
    """All pages and files of a site, as independent tasks that may run in any order.

    A task builds what belongs to one record (or one browsing page) and yields
    it; the whole site is the tasks' outputs together.
    """

    def __init__(
        self,
        registry: Registry,
        site: Site,
        loader: BaseLoader,
        *,
        fonts: Fonts = NO_FONTS,
        keep: Keep = lambda _, draw: draw(),
        source: Callable[[str], bytes | None] = lambda _: None,
    ) -> None:
        self.reads = Reads()
        registry = self.registry = watched(registry, self.reads)
        self.site = site
        self._read_source = source
        self._fonts = fonts
        self._renderer = Renderer(loader, site)
        self._renderer.add_globals(playlist_link=playlist_link)
        self._view = CatalogView(registry, site, self._renderer)
        self._lookups = Lookups(registry, site, self._renderer)
        self._portfolios = Portfolios(self._view, self._lookups)
        self._data = OpenData(self._view)
        self._previews = Previews(self._view, fonts, keep)
        self._sharing = Sharing(self._portfolios, registry, site)
        self._moved = MovedPages(registry, self._renderer)
        self._pictures: dict[str, bytes] = {}
        self._files = BadgeFiles(registry, site, self._picture)
        self.search = SearchIndex(self._view)
        self._loader = loader

    def prepare(self) -> list[str]:
        """Work out what all tasks share: forked processes find it done, and reading it is noted.

        Returns the names of what cannot be noted; where there are any, no
        task's outputs may be taken from an earlier build.
        """
        unknown = watch_worked_out((self.registry, self._view), self.reads)
        self._renderer.compile_all()
        self._view.prepare()
        return unknown

    def tasks(self) -> list[Task]:
        """One task for each credential, stack and educator, and those about all of them."""
        registry = self.registry
        tasks = [
            Task("browsing", self._browsing, of_record=False),
            Task("search", self.search.assets, of_record=False),
            Task("data", self._data.of_site, of_record=False),
        ]
        tasks += [
            Task(f"catalog/{ref}", partial(self._credential, c))
            for ref, c in sorted(registry.credentials.items())
        ]
        tasks += [
            Task(f"stacks/{ref}", partial(self._stack, s))
            for ref, s in sorted(registry.stacks.items())
        ]
        tasks += [
            Task(f"portfolios/{name}", partial(self._educator, e))
            for name, e in sorted(registry.educators.items())
            if e.visibility != "private"
        ]
        return tasks

    # --- what went into a task ----------------------------------------------------------------

    def state(self) -> str:
        """A digest of what may go into every task: the catalog, the settings, the day."""
        site = replace(self.site, docs=frozenset())
        parts = [
            repr(site),
            *sorted(self.site.docs),
            self.registry.digests.get("catalog", ""),
            repr(self._sharing.few_awards),
            repr(self._previews.few_portfolios),
            self._fonts.digest,
        ]
        return _digest(parts)

    def digest_of(self, note: str) -> str:
        """The current content of what a note of `reads` refers to."""
        kind, _, name = note.partition("/")
        if note == EVERYBODY:
            return self._everybody
        if kind == "portfolios":
            return self.registry.digests.get(note, "")
        if kind == "earned":
            people = [earner.educator.id for earner in self._view.earners(name)]
            return _digest(f"{one} {self.digest_of(f'portfolios/{one}')}" for one in people)
        assert kind == "written"
        return hashlib.sha256(self._read_source(name) or b"").hexdigest()

    @cached_property
    def _everybody(self) -> str:
        every = sorted(self.registry.digests.items())
        return _digest(f"{folder} {found}" for folder, found in every)

    def _source(self, path: str) -> bytes | None:
        """A record as it was written. It is read again, so it is noted by what it holds now."""
        self.reads.note(f"written/{path}")
        return self._read_source(path)

    # --- tasks --------------------------------------------------------------------------------

    def _browsing(self) -> Iterator[Output]:
        view, registry = self._view, self.registry
        home = build_home(view)
        yield self._with_tags(home, HOME)
        if self.site.url:
            yield self._previews.of_site()
        yield from build_catalog(view, self.search, self._data.feed_link(places.FEED))
        yield from build_topics(view, lambda topic: self._data.feed_link(places.topic_feed(topic)))
        yield from build_audiences(view)
        yield from build_evidence(view)
        yield build_issuers_index(view)
        yield build_stacks_index(view)
        yield from build_resources(view)
        yield build_frameworks_index(view)
        yield build_jurisdictions_index(view)
        yield from build_directory(view, self._lookups)
        yield from build_figures(view, self._lookups)
        yield build_verify_page(self._renderer, self._files.published_issuers())
        for _, issuer in sorted(registry.issuers.items()):
            yield build_issuer_page(issuer, view, self._lookups, self._data)
            if path := issuer_picture(issuer, registry):
                picture = registry.pictures[f"catalog/{issuer.id}/{issuer.image}"]
                yield Asset(path, picture.data, issuer_path(issuer.id))
            yield from self._files.of_issuer(issuer)
            yield from self._moved.of_issuer(
                issuer, has_stacks=any(s.issuer == issuer.id for s in registry.stacks.values())
            )
        for _, framework in sorted(registry.frameworks.items()):
            yield build_framework_page(framework, view, self._lookups)
        for _, jurisdiction in sorted(registry.jurisdictions.items()):
            yield build_jurisdiction_page(jurisdiction, view, self._data)
        for _, tombstone in sorted(registry.tombstones.items()):
            yield self._moved.of_tombstone(tombstone)
        yield build_compare(self._renderer)
        yield build_plan(self._renderer)
        yield build_assess(self._renderer)
        yield from build_contribute(self._renderer, registry)
        yield build_proposal_page(self._renderer)
        yield from build_styleguide(self._loader, self.site)
        yield build_preview_data(self._renderer, registry)
        facts = jurisdiction_facts([place for _, place in sorted(registry.jurisdictions.items())])
        yield Asset("jurisdictions/facts.json", render_facts(facts))

    def _credential(self, credential: MicroCredential) -> Iterator[Output]:
        source = credential_path(credential.ref)
        page = build_credential_page(credential, self._view, self._lookups)
        yield self._with_tags(page, f"{page.address}{HOME}")
        if self.site.url:
            yield self._previews.of_definition(credential, self._picture(credential))
        if credential.parts:
            yield build_worksheet(credential, self._view)
        here = addresses.credential(credential)
        yield Asset(addresses.badge(here), self._picture(credential), source)
        if (written := self._source(source)) is not None:
            yield Asset(definition_file(credential.ref), written, source)
        facts = render_facts(credential_facts(credential, self.registry))
        yield Asset(addresses.facts(here), facts, source)
        yield from self._files.of_definition(credential, source)
        yield self._data.of_credential(credential)
        yield text_of(credential, passages(credential))
        yield from self._moved.of_definition(credential, source)

    def _stack(self, stack: Stack) -> Iterator[Output]:
        source = stack_path(stack.ref)
        page = build_stack_page(stack, self._view, self._lookups)
        yield self._with_tags(page, f"{page.address}{HOME}")
        if self.site.url:
            yield self._previews.of_definition(stack, self._picture(stack))
        here = addresses.stack(stack)
        yield Asset(addresses.badge(here), self._picture(stack), source)
        yield Asset(addresses.facts(here), render_facts(stack_facts(stack, self.registry)), source)
        yield from self._files.of_definition(stack, source)
        if stack.status != "retired":
            yield text_of(stack, passages(stack))
        yield from self._moved.of_definition(stack, source)

    def _picture(self, definition: MicroCredential | Stack) -> bytes:
        """The badge as SVG: the issuer's own picture, or the drawn one."""
        is_stack = isinstance(definition, Stack)
        name = f"{definition.issuer}/stacks/{definition.id}" if is_stack else definition.ref
        if (known := self._pictures.get(name)) is not None:
            return known
        folder = (
            f"catalog/{definition.issuer}/stacks" if is_stack else f"catalog/{definition.issuer}"
        )
        own = self.registry.pictures.get(f"{folder}/{definition.image}")
        if own is not None:
            # One address for every badge: a photograph is wrapped in a drawing of itself.
            data = own.as_svg()
        else:
            face = BadgeFace(
                id=name,
                title=definition.title,
                issuer_kind=self._issuer_kind(definition.issuer),
                topic=definition.topics[0] if definition.topics else "",
                level=definition.level or "",
                is_stack=is_stack,
            )
            data = draw_badge(face).encode()
        self._pictures[name] = data
        return data

    def _issuer_kind(self, issuer: str) -> str:
        known = self.registry.issuers.get(issuer)
        return known.kind if known else "nonprofit"

    def _with_tags(self, page: Page, picture: str) -> Page:
        tags = self._previews.tags(page.title, page.description, page.address, picture)
        return replace(page, head=page.head + tags)

    def _portfolio(self, educator: Educator) -> Iterator[Output]:
        view = self._portfolios.view_of(educator)
        share = self._sharing.of_portfolio(educator)
        found = discovery(share, educator.display_name)
        page = self._portfolios.page(educator, view, share, found)
        yield self._with_tags(page, self._previews.picture_of(educator))
        if self.site.url:
            first = (*view.pinned, *view.shown)[:1]
            definition = self.registry.definition_of(first[0].award) if first else None
            badge = self._picture(definition) if definition else b""
            if picture := self._previews.of_portfolio(educator, badge):
                yield picture
        yield build_transcript_page(educator, view, share, self._view, self._portfolios)
        yield from self._sharing.portfolio_files(educator, view)

    def _educator(self, educator: Educator) -> Iterator[Output]:
        yield from self._portfolio(educator)
        source = educator_path(educator.id)
        if at := portrait_address(educator, self.registry):
            photo = educator.photo
            assert photo is not None  # portrait_address found it
            picture = self.registry.pictures[f"portfolios/{educator.id}/{photo.file}"]
            yield Asset(at, picture.data, source)
        awards = self.registry.awards_by_educator.get(educator.id, ())
        yield from self._files.transcript(educator, awards)
        yield from self._moved.of_educator(educator, awards)
        for award in awards:
            if award.visibility == "private":
                continue
            page = build_award_page(award, educator, self._view, self._portfolios, self._sharing)
            if page is None:
                continue
            earned = self.registry.definition_of(award)
            at = addresses.definition(earned) if earned else ""
            yield self._with_tags(page, f"{at}{HOME}")
            yield from self._files.of_award(award)
            yield from self._sharing.award_files(award, educator)
            for item in award.evidence:
                path = f"portfolios/{educator.id}/awards/{item.file}"
                if item.file and item.visible and award.show_evidence:
                    file = self.registry.pictures.get(path)
                    if file is not None:
                        at = evidence_file(award, item, file.ending)
                        yield Asset(at, file.data, page.source)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
