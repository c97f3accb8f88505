"""Registry → everything that is published, in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from jinja2 import BaseLoader

from credfolio.badge import BadgeFace, draw_badge
from credfolio.model import Educator, MicroCredential, Stack
from credfolio.pages import addresses, words
from credfolio.pages.award_page import build_award_page
from credfolio.pages.badge_files import BadgeFiles
from credfolio.pages.browse_pages import (
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
from credfolio.pages.catalog_view import CatalogView
from credfolio.pages.credential_page import build_credential_page
from credfolio.pages.lookups import Lookups, portrait_address
from credfolio.pages.moved_pages import MovedPages
from credfolio.pages.page import Asset, Page, Site
from credfolio.pages.portfolio_page import Portfolios, evidence_file
from credfolio.pages.record_pages import (
    build_directory,
    build_framework_page,
    build_issuer_page,
    build_jurisdiction_page,
    build_stack_page,
)
from credfolio.pages.renderer import Renderer
from credfolio.prose import plain_text
from credfolio.registry import Registry, credential_path, educator_path, issuer_path, stack_path

Output = Page | Asset
Task = Callable[[], Iterator[Output]]

SHELL_KINDS = (
    "home", "catalog", "list", "index", "credential", "stack", "issuer", "framework",
    "jurisdiction", "portfolio", "award", "moved", "gone",
)  # fmt: skip
"""The kinds of page; each has one shell that the theme renders."""


class SitePages:
    """All pages and files of a site, as independent tasks that may run in any order.

    A task builds what belongs to one record (or one browsing page) and yields
    it; the whole site is the tasks' outputs together.
    """

    def __init__(self, registry: Registry, site: Site, loader: BaseLoader) -> None:
        self.registry = registry
        self.site = site
        self._renderer = Renderer(loader, site)
        self._view = CatalogView(registry, site, self._renderer)
        self._lookups = Lookups(registry, site, self._renderer)
        self._portfolios = Portfolios(self._view, self._lookups)
        self._moved = MovedPages(registry, self._renderer)
        self._pictures: dict[str, bytes] = {}
        self._files = BadgeFiles(registry, site, self._picture)

    def prepare(self) -> None:
        """Work out what all tasks share, so that forked processes find it done."""
        self._renderer.compile_all()
        self._view.prepare()

    def tasks(self) -> list[Task]:
        """One task for each credential, stack, issuer, educator and so on."""
        registry = self.registry
        tasks: list[Task] = [self._browsing]
        tasks += [
            (lambda c=c: self._credential(c))  # type: ignore[misc]
            for _, c in sorted(registry.credentials.items())
        ]
        tasks += [
            (lambda s=s: self._stack(s))  # type: ignore[misc]
            for _, s in sorted(registry.stacks.items())
        ]
        tasks += [
            (lambda e=e: self._educator(e))  # type: ignore[misc]
            for _, e in sorted(registry.educators.items())
            if e.visibility != "private"
        ]
        return tasks

    def _browsing(self) -> Iterator[Output]:
        view, registry = self._view, self.registry
        yield build_home(view)
        yield from build_catalog(view)
        yield from build_topics(view)
        yield from build_audiences(view)
        yield from build_evidence(view)
        yield build_issuers_index(view)
        yield build_stacks_index(view)
        yield from build_resources(view)
        yield build_frameworks_index(view)
        yield build_jurisdictions_index(view)
        yield from build_directory(view)
        for _, issuer in sorted(registry.issuers.items()):
            yield build_issuer_page(issuer, view, self._lookups)
            if picture := registry.pictures.get(f"catalog/{issuer.id}/{issuer.image}"):
                path = f"{addresses.issuer(issuer.id)}logo{picture.ending}"
                yield Asset(path, picture.data, issuer_path(issuer.id))
            yield from self._files.of_issuer(issuer)
            yield from self._moved.of_issuer(issuer)
        for _, framework in sorted(registry.frameworks.items()):
            yield build_framework_page(framework, view, self._lookups)
        for _, jurisdiction in sorted(registry.jurisdictions.items()):
            yield build_jurisdiction_page(jurisdiction, view)
        for _, tombstone in sorted(registry.tombstones.items()):
            yield self._moved.of_tombstone(tombstone)
        yield Asset("catalog/index.json", self._catalog_index())

    def _credential(self, credential: MicroCredential) -> Iterator[Output]:
        source = credential_path(credential.ref)
        yield build_credential_page(credential, self._view, self._lookups)
        at = addresses.badge(addresses.credential(credential))
        yield Asset(at, self._picture(credential), source)
        yield from self._files.of_definition(credential, source)
        yield from self._moved.of_definition(credential, source)

    def _stack(self, stack: Stack) -> Iterator[Output]:
        source = stack_path(stack.ref)
        yield build_stack_page(stack, self._view, self._lookups)
        yield Asset(addresses.badge(addresses.stack(stack)), self._picture(stack), source)
        yield from self._files.of_definition(stack, source)
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

    def _educator(self, educator: Educator) -> Iterator[Output]:
        yield self._portfolios.page(educator)
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
            page = build_award_page(award, educator, self._view, self._portfolios)
            if page is None:
                continue
            yield page
            yield from self._files.of_award(award)
            for item in award.evidence:
                path = f"portfolios/{educator.id}/awards/{item.file}"
                if item.file and item.visible and award.show_evidence:
                    file = self.registry.pictures.get(path)
                    if file is not None:
                        at = evidence_file(award, item, file.ending)
                        yield Asset(at, file.data, page.source)

    def _catalog_index(self) -> bytes:
        """What the catalog's search box looks through; loaded when a reader turns to it."""
        rows = [
            {
                "ref": credential.ref,
                "title": credential.title,
                "text": plain_text(credential.competency or credential.summary or ""),
                "issuer": self._view.issuer_name(credential.issuer),
                "topics": [words.title_of(topic) for topic in credential.topics],
                "roles": [words.ROLES[role] for role in credential.audience_roles],
                "kinds": [words.EVIDENCE[kind] for kind in self._view.kinds(credential)],
                "hours": words.hours(credential.time_estimate),
                "cost": words.money(credential.cost),
                "status": "" if credential.status == "active" else words.STATUS[credential.status],
            }
            for credential in self._view.credentials
        ]
        body = {"schema_version": 1, "credentials": rows}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
