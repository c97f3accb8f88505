"""Registry → everything that is published, in a fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType

from jinja2 import BaseLoader

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.fragments.noted import FACETS, Definition, facet_digests, path_of
from credfolio.pages.fragments.page import Output, Site
from credfolio.pages.fragments.reads import (
    EVERYBODY,
    FACTS,
    PROFILES,
    Reads,
    WatchedList,
    watch_worked_out,
    watched,
)
from credfolio.pages.outputs.browsing import browsing_outputs
from credfolio.pages.outputs.definitions import credential_outputs, stack_outputs
from credfolio.pages.outputs.people import educator_outputs
from credfolio.pages.outputs.shared import Shared
from credfolio.pages.sharing.previews import NO_FONTS, Fonts
from credfolio.records.model.kinds import CREDENTIALS, STACKS
from credfolio.records.noted_day import FROM, ON, UNTIL, NotedDay, holds
from credfolio.records.registry import Registry

Facets = Mapping[str, tuple[str, Mapping[str, str]]]
"""Path of a definition → the digest of its file, and of each of its facets."""
_NO_FACETS: Facets = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Task:
    """What is made together: the pages and files of one record, or one page about many."""

    name: str
    run: Callable[[], Iterable[Output]]


SHELL_KINDS = (
    "home", "catalog", "list", "index", "credential", "stack", "issuer", "framework",
    "jurisdiction", "portfolio", "award", "verify", "compare", "plan", "worksheet",
    "moved", "gone", "builder", "contribute", "proposal", "assess", "figures", "questions",
    "receipt", "desk", "messages", "styleguide", "version",
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
        derived: Keep = lambda _, make: make(),
        source: Callable[[str], bytes | None] = lambda _: None,
        facets: Facets = _NO_FACETS,
    ) -> None:
        """`facets` are those of an earlier build: see `known_facets`."""
        self.reads = Reads()
        definitions: tuple[Definition, ...] = (
            *registry.credentials.values(),
            *registry.stacks.values(),
        )
        self._definitions = {path_of(one): one for one in definitions}
        self._references = {
            kind.name: dict.fromkeys(registry.all_of(kind)) for kind in (CREDENTIALS, STACKS)
        }
        self._pictures = registry.pictures
        files = registry.file_digests
        self._facets = {
            path: digests
            for path, (file, digests) in facets.items()
            if files.get(path) == file and path in self._definitions
        }
        self._files = files
        self._known: dict[str, str] = {}
        self.registry = watched(registry, self.reads)
        self.site = site
        self._read_source = source
        self._fonts = fonts
        guides = WatchedList(site.guides, self.reads, "guides")
        site = replace(site, guides=guides, today=NotedDay(site.today, self.reads.note))
        self.shared = Shared(
            self.registry, site, loader, fonts, keep, derived, self._source, self.reads
        )

    def prepare(self) -> list[str]:
        """Compute what all tasks share: forked processes find it done, and reading it is noted.

        Returns the names of what cannot be noted; where there are any, no
        task's outputs may be taken from an earlier build.
        """
        return watch_worked_out(
            (self.registry, self.shared.view, self.shared, self.shared.data), self.reads
        )

    def prepare_templates(self) -> None:
        """Compile all templates for processes that are forked afterwards; else each when it is
        asked for."""
        self.shared.renderer.compile_all()

    def keep_templates(self) -> None:
        """Keep what was compiled, and with it all templates, where something of it is new."""
        self.shared.renderer.keep_compiled()

    def prepare_cards(self) -> None:
        """Make all cards for processes that are forked afterwards; else each is made when shown."""
        self.shared.view.prepare()

    def tasks(self) -> list[Task]:
        """One task for each credential, stack and educator, and those about all of them."""
        registry, shared = self.registry, self.shared
        return [
            *(Task(f"browsing/{name}", make) for name, make in browsing_outputs(shared)),
            Task("search", shared.search.assets),
            *(Task(f"data/{name}", make) for name, make in shared.data.of_site()),
            *(
                Task(f"catalog/{ref}", partial(credential_outputs, shared, one))
                for ref, one in sorted(registry.credentials.items())
            ),
            *(
                Task(f"stacks/{ref}", partial(stack_outputs, shared, one))
                for ref, one in sorted(registry.stacks.items())
            ),
            *(
                Task(f"portfolios/{name}", partial(educator_outputs, shared, one))
                for name, one in sorted(registry.educators.items())
                if one.visibility != "private"
            ),
        ]

    # --- what went into a task ----------------------------------------------------------------

    def state(self) -> str:
        """A digest of what may go into every task: settings, the catalog without definitions."""
        site = replace(self.site, docs=frozenset(), guides=(), today=date.min)
        parts = [
            repr(site),
            *sorted(self.site.docs),
            self.registry.digests.get("catalog", ""),
            repr(self.shared.sharing.few_awards),
            repr(self.shared.previews.few_portfolios),
            self._fonts.digest,
            repr(self.shared.number_marks),
        ]
        return _digest(parts)

    def known_facets(self) -> Facets:
        """The digests of definitions' facets, each with that of the file that it follows from."""
        return {
            path: (self._files[path], digests)
            for path, digests in self._facets.items()
            if path in self._files
        }

    def digest_of(self, note: str) -> str:
        """The current content of what a note of `reads` refers to."""
        if note not in self._known:
            self._known[note] = self._look_up(note)
        return self._known[note]

    def _look_up(self, note: str) -> str:
        kind, _, name = note.partition("/")
        if note == EVERYBODY:
            return self._every("portfolios/")
        if note == PROFILES:
            return self._every("profiles/")
        if note == FACTS:
            return _digest(map(repr, self.registry.award_facts()))
        if kind == "facts":
            return _digest(map(repr, self.registry.facts_by_educator.get(name, ())))
        if kind in ("portfolios", "profiles"):
            return self.registry.digests.get(note, "")
        if kind == "picture":
            picture = self._pictures.get(name)
            return hashlib.sha256(picture.data).hexdigest() if picture else ""
        if kind == "earned":
            people = [earner.educator.id for earner in self.shared.view.earners(name)]
            return _digest(f"{one} {self.digest_of(f'profiles/{one}')}" for one in people)
        if kind == "holding":
            return _digest(self.shared.view.holders(name))
        if kind in FACETS:
            return self._facets_at(name).get(kind, "")
        if kind in ("there", "every"):
            which, _, ref = name.partition("/")
            found = self._references[which]
            return repr(ref in found) if kind == "there" else _digest(found)
        if f"{kind}/" in (UNTIL, FROM, ON):
            return repr(holds(note, self.site.today))
        if note == "guides":
            return _digest(map(repr, self.site.guides))
        if kind == "worked":
            return self.reads.digest_of_worked_out(note)
        assert kind == "written"
        if name in self._files:
            # As it was loaded: where it was changed since, the next build makes its page again.
            return self._files[name]
        return hashlib.sha256(self._read_source(name) or b"").hexdigest()

    def _facets_at(self, path: str) -> Mapping[str, str]:
        if path not in self._facets:
            definition = self._definitions.get(path)
            self._facets[path] = facet_digests(definition) if definition else {}
        return self._facets[path]

    def _every(self, top: str) -> str:
        every = sorted(self.registry.digests.items())
        return _digest(f"{folder} {found}" for folder, found in every if folder.startswith(top))

    def _source(self, path: str) -> bytes | None:
        """A record as it was written. It is read again, so it is noted by what it holds now."""
        self.reads.note(f"written/{path}")
        return self._read_source(path)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
