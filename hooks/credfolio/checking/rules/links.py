"""Links: they lead to the public web, and safely."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.record_text import is_kept, noticed, placed
from credfolio.checking.rules.text import CODE
from credfolio.findings.finding import Finding, quoted
from credfolio.findings.words import expected, said
from credfolio.records.model.base import Link
from credfolio.records.registry import Registry

_LINK: TypeAdapter[str] = TypeAdapter(Link)
_MAY_LINK = re.compile(r"\]\(|\]:|<")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\s*[(\[]")
_TARGET = re.compile(
    r"\]\(\s*(?:<([^>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"  # [words](target)
    r"|^ {0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?(?:\s|$)"  # [name]: target
    r"|<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>",  # <target>
    re.MULTILINE,
)


def targets(prose: str) -> Iterator[str]:
    """Where the links of a Markdown text lead, as a browser would read them."""
    for match in _TARGET.finditer(CODE.sub(" ", prose)):
        written = next((group for group in match.groups() if group is not None), "")
        # Browsers decode entities and skip control characters before they look at the scheme.
        yield re.sub(r"[\x00-\x20]+", "", html.unescape(written))


def _fault(address: str) -> str | None:
    """What is wrong with a web address, worded as for the link fields of records."""
    try:
        _LINK.validate_python(address)
    except ValidationError as error:
        fault = error.errors()[0]
        most = fault.get("ctx", {}).get("max_length")
        return expected("shorter", most=most)[0] if most else fault["msg"]
    return None


@own_rule
def check_link_address(registry: Registry) -> Iterator[Finding]:
    """A link in a text is a complete address on the public web.

    Other links run programs or break when a page moves; the page shows them as
    plain words.

    Copy the address from the browser, beginning with https://. It has a host name in the
    letters of one alphabet, and no user name, IP address or port.
    """
    for path, record, pointer, text, kind in noticed(registry):
        if kind != "prose" or not _MAY_LINK.search(text):
            continue
        for target in targets(text):
            scheme = target.partition(":")[0].lower()
            if scheme == "mailto":
                continue  # whose address it is, is a question of privacy
            if not target:
                words = said("link-address: nowhere")
            elif scheme in ("http", "https"):
                if (reason := _fault(target)) is None:
                    continue
                words = said("link-address: fault", target=quoted(target), reason=reason)
            else:
                words = said("link-address", target=quoted(target))
            yield placed(record, Finding("link-address", path, *words, pointer=pointer))


PATTERNS = {"may_link": _MAY_LINK, "target": _TARGET, "picture": _PICTURE}
"""By name, for the form in the browser."""


@own_rule
def check_insecure_link(registry: Registry) -> Iterator[Finding]:
    """Links begin with https://.

    Anyone on the way can read other links, and browsers warn about them.

    Try the address with https://. If it does not work, look for the page's new address, or link
    to an archived copy.
    """
    for path, record, pointer, text, kind in noticed(registry):
        if "http://" not in text or is_kept(record):
            continue
        found = [text] if kind == "link" else list(targets(text)) if kind == "prose" else []
        for target in found:
            if target.lower().startswith("http://") and _fault(target) is None:
                yield Finding(
                    "insecure-link",
                    path,
                    *said("insecure-link", target=quoted(target)),
                    severity="hint",
                    pointer=pointer,
                )


@own_rule
def check_prose_picture(registry: Registry) -> Iterator[Finding]:
    """A text contains no pictures.

    A picture from another site tells its owner who reads the page, so none is
    loaded; only the words in the square brackets remain.

    Link to the picture instead: `[the rubric as a poster](https://…)`.
    """
    for path, record, pointer, text, kind in noticed(registry):
        if kind != "prose" or "![" not in text or is_kept(record):
            continue
        if _PICTURE.search(CODE.sub(" ", text)):
            yield Finding(
                "prose-picture",
                path,
                *said("prose-picture"),
                severity="hint",
                pointer=pointer,
            )
