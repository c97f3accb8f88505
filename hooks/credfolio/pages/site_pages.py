"""Registry → everything that is published, in a fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from jinja2 import BaseLoader

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.fragments.page import Output, Site
from credfolio.pages.fragments.reads import EVERYBODY, Reads, watch_worked_out, watched
from credfolio.pages.outputs.browsing import browsing_outputs
from credfolio.pages.outputs.definitions import credential_outputs, stack_outputs
from credfolio.pages.outputs.people import educator_outputs
from credfolio.pages.outputs.shared import Shared
from credfolio.pages.sharing.previews import NO_FONTS, Fonts
from credfolio.records.registry import Registry


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
    ) -> None:
        self.reads = Reads()
        self.registry = watched(registry, self.reads)
        self.site = site
        self._read_source = source
        self._fonts = fonts
        self.shared = Shared(self.registry, site, loader, fonts, keep, derived, self._source)

    def prepare(self) -> list[str]:
        """Compute what all tasks share: forked processes find it done, and reading it is noted.

        Returns the names of what cannot be noted; where there are any, no
        task's outputs may be taken from an earlier build.
        """
        unknown = watch_worked_out((self.registry, self.shared.view), self.reads)
        self.shared.renderer.compile_all()
        self.shared.view.prepare()
        return unknown

    def tasks(self) -> list[Task]:
        """One task for each credential, stack and educator, and those about all of them."""
        registry, shared = self.registry, self.shared
        return [
            Task("browsing", partial(browsing_outputs, shared), of_record=False),
            Task("search", shared.search.assets, of_record=False),
            Task("data", shared.data.of_site, of_record=False),
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
        """A digest of what may go into every task: the catalog, the settings, the day."""
        site = replace(self.site, docs=frozenset(), guides=())
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

    def digest_of(self, note: str) -> str:
        """The current content of what a note of `reads` refers to."""
        kind, _, name = note.partition("/")
        if note == EVERYBODY:
            return self._everybody
        if kind == "portfolios":
            return self.registry.digests.get(note, "")
        if kind == "earned":
            people = [earner.educator.id for earner in self.shared.view.earners(name)]
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


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
