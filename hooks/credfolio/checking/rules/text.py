"""Text: nothing hidden in it, nothing that a page cannot show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.record_text import HIDDEN, is_kept, noticed, placed
from credfolio.findings.finding import Finding, quoted
from credfolio.findings.words import said
from credfolio.records.registry import Registry

_HIDDEN = re.compile(f"[{HIDDEN}]")
HIDDEN_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero width space",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202e": "right-to-left override",
    "\ufeff": "byte order mark",
    "\ufffd": "the sign for a lost character",
}
# Scripts that need joiners inside words: Arabic to Sinhala, Khmer, Mongolian.
_JOINING = re.compile("[\u0600-\u0dff\u1780-\u18af\ufb50-\ufdcf\ufe70-\ufefc]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_STACKED = re.compile("[\u0300-\u036f]{4}")


@own_rule
def check_hidden_text(registry: Registry) -> Iterator[Finding]:
    """Text contains no invisible, reversing or meaningless characters.

    They can make a name read differently from what it says. Most are pasted from a PDF or a web
    page.

    Delete the word and type it again. Joiners inside emoji and in scripts that need them are
    allowed, and so is a single soft hyphen.
    """
    for path, record, pointer, text, _ in noticed(registry):
        if (offset := hidden_character(text)) is None:
            continue
        character = text[offset]
        name = HIDDEN_NAMES.get(character) or kind_of(character)
        before = text[max(0, offset - 20) : offset].split("\n")[-1]
        says = "hidden-text: after" if before.strip() else "hidden-text: beginning"
        words = said(says, code=f"{ord(character):04X}", name=name, before=quoted(before))
        yield placed(record, Finding("hidden-text", path, *words, pointer=pointer))


def hidden_character(text: str) -> int | None:
    """The position of the first character that hides or means nothing, if any."""
    if match := _STACKED.search(text):
        return match.start()
    if not _HIDDEN.search(text):
        return None
    text = _FLAG.sub(lambda m: "x" * len(m.group()), text)
    for match in _HIDDEN.finditer(text):
        here = match.start()
        character = match.group()
        before, after = text[here - 1 : here], text[here + 1 : here + 2]
        if character == "\u00ad" and "\u00ad" not in (before, after):
            continue
        if character == "\u200d" and _is_symbol(before) and _is_symbol(after):
            continue
        if character in "\u200c\u200d" and _JOINING.match(before):
            continue
        return here
    return None


def _is_symbol(character: str) -> bool:
    # U+FE0F asks for the colored form of a symbol; the skin tones are modifier symbols.
    return character == "\ufe0f" or unicodedata.category(character or "a") in ("So", "Sk")


def kind_of(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Co":
        return "a sign of one font only"
    return unicodedata.name(character, "not a character").lower()


_MARKUP_RUN = re.compile(r"([*_`~\[\]()<>#\\!])\1{99}")
_QUOTES = re.compile(r"^[ \t]*(?:>[ \t]?){11}", re.MULTILINE)
_INDENTED = re.compile(r"^ {22,}(?=[-*+]|\d+[.)])", re.MULTILINE)
MOST_BRACKETS = 400


@own_rule
def check_prose_limits(registry: Registry) -> Iterator[Finding]:
    """Prose stays within limits that ordinary text meets.

    Lines have at most 2,000 characters, lists and quotations are nested at most ten deep, and
    no markup character is repeated a hundred times. Beyond that, a page cannot be laid out, and
    a renderer can be kept busy for minutes.

    Break the paragraph up, or flatten the list.
    """
    for path, record, pointer, text, kind in noticed(registry):
        if kind == "link":
            continue
        longest = max(map(len, text.split("\n")))
        if longest > 2_000:
            words = said("prose-limits: line", length=f"{longest:,}")
        elif match := _MARKUP_RUN.search(text):
            words = said("prose-limits: run", sign=quoted(match.group(1)))
        elif text.count("[") > MOST_BRACKETS:
            words = said("prose-limits: brackets", count=text.count("["), most=MOST_BRACKETS)
        elif _QUOTES.search(text):
            words = said("prose-limits: quotations")
        elif _INDENTED.search(text):
            words = said("prose-limits: lists")
        else:
            continue
        yield placed(record, Finding("prose-limits", path, *words, pointer=pointer))


CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|audio|b|base|big|blockquote|body|br|button|center|cite|code|dd"
    r"|del|details|div|dl|dt|em|embed|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe"
    r"|img|input|ins|kbd|li|link|main|mark|meta|nav|object|ol|p|picture|pre|q|s|script|section"
    r"|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea"
    r"|th|thead|tr|u|ul|video)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)


PATTERNS = {
    "hidden": _HIDDEN,
    "joining": _JOINING,
    "flag": _FLAG,
    "stacked": _STACKED,
    "markup_run": _MARKUP_RUN,
    "quotes": _QUOTES,
    "indented": _INDENTED,
    "code": CODE,
    "tag": _TAG,
}
"""By name, for the form in the browser."""


@own_rule
def check_raw_html(registry: Registry) -> Iterator[Finding]:
    """HTML in a text is shown as it is typed.

    Tags could change the page around the text, so they have no effect; a reader
    sees the angle brackets.

    Write Markdown: `**bold**`, `*italic*`, an empty line for a new paragraph.
    To show a tag, put it between backticks.
    """
    for path, record, pointer, text, kind in noticed(registry):
        if kind == "link" or "<" not in text or is_kept(record):
            continue
        if match := _TAG.search(CODE.sub(" ", text)):
            yield Finding(
                "raw-html",
                path,
                *said("raw-html", tag=quoted(match.group(), 30)),
                severity="hint",
                pointer=pointer,
            )
