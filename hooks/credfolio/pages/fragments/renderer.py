"""Fragments: records and words in, escaped HTML out.

Every fragment is rendered with `ROOT` where the way back to the site's root
belongs, so that the same card serves a page at any depth; the join with the
shell puts the real way in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined, TemplateNotFound, nodes
from markupsafe import Markup

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import DayMarks
from credfolio.pages.fragments.compiled_templates import CodePlace, CompiledTemplates
from credfolio.pages.fragments.fragment_environment import FragmentEnvironment
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.sentences import sentence
from credfolio.pages.fragments.template_lines import TemplateLines
from credfolio.text.prose import plain_text, render_line, render_prose

ROOT = "\x00"
"""A mark for the relative path to the site's root; no text of a record can contain it."""

FRAGMENTS = (
    "assess", "award", "builder", "catalog", "check", "compare", "contribute", "credential",
    "credential_facts", "desk", "evidence", "figures", "folds", "framework", "gone", "home",
    "index", "issuer", "jurisdiction", "list", "messages", "moved", "outcomes", "parts", "plan",
    "plots", "portfolio", "portfolio_sections", "portfolios", "proposal", "questions", "receipt",
    "request", "resources", "share", "stack", "stacks", "styleguide", "tools", "transcript",
    "verify", "version", "wallet", "worksheet",
)  # fmt: skip
"""The templates in ``records/``. Asking the theme would go through its 12,000 icons."""

_PROSE_CACHE = 20_000
_COMPILED = CompiledTemplates()


def keep_compiled_in(place: CodePlace) -> None:
    """Keep the code of fragments in `place` when they are compiled, and use what is there."""
    _COMPILED.keep_in(place)


class Renderer:
    """Renders the fragment templates in ``records/`` of the theme.

    `loader` finds the theme's own templates and, for icons, Material's.
    """

    def __init__(self, loader: BaseLoader, site: Site) -> None:
        self.site = site
        self._theme = loader
        self._icons: dict[str, Markup] = {}
        self._bundled: dict[str, str] = {}
        self._languages: dict[str, Renderer] = {}
        self._environment: Environment = FragmentEnvironment(
            loader=FunctionLoader(self._specialized),
            extensions=[TemplateLines],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        prose = lru_cache(_PROSE_CACHE)(render_prose)
        line = lru_cache(_PROSE_CACHE)(render_line)
        self._environment.filters.update(
            prose=prose,
            line=line,
            plain=plain_text,
            day=words.day,
            number=words.number,
            wordsof=words.labels,
            topicname=words.title_of,
            host=host_of,
            clip=clip,
            rolename=lambda role: words.ROLE[role],
        )
        self._environment.globals.update(
            root=Markup(ROOT),
            site=site,
            by_day=DayMarks(site.today),
            words=words,
            address=addresses,
            icon=self.icon,
            sentence=sentence,
            EVIDENCE_ICONS={k: self.icon(name) for k, name in words.EVIDENCE_ICON.items()},
            RESOURCE_ICONS={k: self.icon(name) for k, name in words.RESOURCE_ICON.items()},
        )

    def speaking(self, language: str | None) -> Renderer:
        """A renderer that marks the texts of a record as being in `language`.

        The words around them are English, so a screen reader has to be told which are not
        (WCAG 2.2, 3.1.2). Texts of one word, such as names of levels, are left unmarked.
        """
        tag = words.foreign(language)
        if not tag:
            return self
        if tag not in self._languages:
            other = copy(self)
            other._environment = self._environment.overlay()
            filters = self._environment.filters
            prose, line = filters["prose"], filters["line"]
            other._environment.filters = {
                **filters,
                "prose": lambda text: in_language(prose(text), tag),
                "line": lambda text: Markup('<span lang="{}">{}</span>').format(tag, line(text)),
            }
            self._languages[tag] = other
        return self._languages[tag]

    def add_globals(self, **functions: Callable[..., Any]) -> None:
        """Make functions of a view available to every fragment."""
        self._environment.globals.update(functions)

    def add_values(self, **values: Any) -> None:
        """Make plain values of a view available to every fragment."""
        self._environment.globals.update(values)

    def compile_all(self) -> None:
        """Compile every fragment now, once, for processes that are forked afterwards."""
        for name in FRAGMENTS:
            self._environment.get_template(f"records/{name}.html")
        _COMPILED.keep()

    def keep_compiled(self) -> None:
        """Keep every fragment's code, where one of them was compiled since that was done."""
        if _COMPILED.is_new:
            self.compile_all()

    def digest(self) -> str:
        """A digest of the text of every fragment."""
        names = (f"records/{name}.html" for name in FRAGMENTS)
        texts = (self._theme.get_source(self._environment, name)[0] for name in names)
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()

    def parse(self, template: str) -> nodes.Template:
        """The fragment `template`, taken apart; a preview in the browser runs it from there."""
        source = self._theme.get_source(self._environment, f"records/{template}.html")[0]
        return self._environment.parse(source)

    def render(self, template: str, **context: Any) -> str:
        """The fragment `template` (a name in ``records/``, without its ending)."""
        return self._environment.get_template(f"records/{template}.html").render(context)

    def macro(self, template: str, name: str) -> Callable[..., Markup]:
        """A macro of `template`, for fragments that are rendered once and used often."""
        module = self._environment.get_template(f"records/{template}.html").module
        function: Callable[..., Markup] = getattr(module, name)
        return function

    def bundled(self, script: str) -> str:
        """The path `script`, or "" where the theme lacks the file: nobody may have bundled it."""
        if script not in self._bundled:
            try:
                self._theme.get_source(self._environment, script)
                self._bundled[script] = script
            except TemplateNotFound:
                self._bundled[script] = ""
        return self._bundled[script]

    def icon(self, name: str) -> Markup:
        """An icon of the Material Design set, as SVG that says nothing to a screen reader."""
        if (known := self._icons.get(name)) is not None:
            return known
        source = self._theme.get_source(self._environment, f".icons/material/{name}.svg")[0]
        svg = source.replace(
            "<svg ", '<svg class="cf-icon" aria-hidden="true" focusable="false" ', 1
        )
        # Inside HTML the namespace goes without saying.
        svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")
        self._icons[name] = Markup(svg)
        return self._icons[name]

    def _specialized(self, name: str) -> str:
        """A template with what never varies already filled in.

        The path to the root and named icons are on every page many times; putting
        them into the template's text instead of evaluating them halves the work of a page.
        """
        source = self._theme.get_source(self._environment, name)[0]
        source = source.replace("{{ root }}", ROOT)
        return _ICON.sub(lambda found: self.icon(found[1]), source)


_ICON = re.compile(r'\{\{ icon\("([a-z-]+)"\) \}\}')


_BLOCK = re.compile(r"<(p|ul|ol|blockquote|pre|h[1-6]|table)(?=[ >])")


def in_language(prose: Markup, tag: str) -> Markup:
    """Rendered prose with each of its blocks marked as being in the language `tag`."""
    return Markup(_BLOCK.sub(rf'<\1 lang="{tag}"', str(prose)))


def host_of(url: str) -> str:
    """The host of an address, shown next to a link so that nobody is misled."""
    host = url.split("/", 3)[2] if "://" in url else url
    return host.removeprefix("www.")


def clip(text: str, most: int) -> str:
    """`text` cut at a word, with an ellipsis, when it is longer than `most`."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
