"""Markdown from contributors → HTML that is safe on anybody's page.

Two independent layers: a CommonMark parser that passes no raw HTML through,
and an allowlist (nh3) over what it made. Headings in prose become bold lines,
because the page's outline belongs to the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

MAX_CHARACTERS = 20_000
MAX_NESTING = 20

_TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_LINK_REL = "nofollow ugc noopener noreferrer"

# Text without any of these can be nothing but one paragraph, so it needs no parser: a character
# that CommonMark gives a meaning, a line end, or a list marker at the beginning.
_MARKED_UP = re.compile(r"[\\`*_\[\]<>&~|\n\r\t!#]")
_BLOCK_START = re.compile(r"\s|[-+=]|\d{1,9}[.)](\s|$)")


# What may begin a block other than a paragraph: the above, and signs that CommonMark reads there.
_BLOCK = re.compile(r"\s|[-+=#>~`*_|<\[]|\d{1,9}[.)](\s|$)")


def _heading_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: Any, env: Any
) -> str:
    return "<p><strong>"


def _heading_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: Any, env: Any
) -> str:
    return "</strong></p>\n"


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    markdown.enable(["table", "strikethrough"])
    # Pictures in prose would be requests to somebody else's server.
    markdown.disable(["image", "html_block", "html_inline", "entity"])
    markdown.add_render_rule("heading_open", _heading_open)
    markdown.add_render_rule("heading_close", _heading_close)
    return markdown


_MARKDOWN = _parser()


def render_prose(text: str) -> Markup:
    """Markdown → sanitized HTML blocks.

    Text over `MAX_CHARACTERS` is shown as typed, in one paragraph: a rule
    reports it, and no page may be slow because of it.
    """
    if is_plain(text) or len(text) > MAX_CHARACTERS:
        return Markup(f"<p>{escape(text.strip(), quote=False)}</p>\n")
    if "\n" not in text and not _BLOCK.match(text):
        # One line that begins no block is one paragraph; no need to look for blocks in it.
        return Markup(f"<p>{_sanitize(_MARKDOWN.renderInline(text.strip()))}</p>\n")
    return Markup(_sanitize(_MARKDOWN.render(text)))


def render_line(text: str) -> Markup:
    """Markdown of one line → sanitized inline HTML, without a paragraph around it."""
    if is_plain(text) or len(text) > MAX_CHARACTERS:
        return Markup(escape(text.strip(), quote=False))
    return Markup(_sanitize(_MARKDOWN.renderInline(text.strip())))


def plain_text(text: str) -> str:
    """Markdown → its words, for descriptions and search."""
    if is_plain(text):
        return text.strip()
    words: list[str] = []
    for token in _MARKDOWN.parse(text[:MAX_CHARACTERS]):
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                words.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                words.append(" ")
        words.append(" ")
    return " ".join("".join(words).split())


def is_plain(text: str) -> bool:
    """Whether `text` is certainly one paragraph without markup, the usual case."""
    return not (_MARKED_UP.search(text) or _BLOCK_START.match(text) or text == "")


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"https", "http"},
    link_rel=_LINK_REL,
    # A disguised scheme ("jav ascript:") counts as a relative address, so none may stay.
    url_relative="deny",
)


_BARE_TAGS = re.compile(
    r"</?(?:p|strong|em|s|code|pre|blockquote|ul|ol|li|thead|tbody|table|tr|th|td)>|<(?:br|hr) />"
)


def _sanitize(html: str) -> str:
    # Without its bare tags this text has no "<" left: then there is no attribute in it, hence
    # nothing that an allowlist could take away, and the usual paragraph is done.
    if "<" not in _BARE_TAGS.sub("", html):
        return html
    return _CLEANER.clean(html)
