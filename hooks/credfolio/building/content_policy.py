"""What a browser may load and run on a page: the Content Security Policy that its head states.

Source: W3C Content Security Policy Level 3. A `meta` element cannot carry
`frame-ancestors`, `report-uri` or `sandbox`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from credfolio.records.signed_file import SignedFile

_EVERYWHERE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Sizes and shares of a ring are set on the element that has them.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-src": "'none'",
}

_MORE: dict[str, dict[str, str]] = {
    # A badge's issuer, its list of revoked badges and the badge itself may be anywhere.
    "verify": {"connect-src": "https:"},
}
"""What one kind of page needs beyond that, by kind and directive."""

CHECKING = ("portfolio", "award")
"""Pages that check their own badges: they may ask the issuers' hosts, and no others."""

_DEMONSTRATION = ".invalid"
_WEB = "did:web:"


def signing_hosts(signed: Iterable[SignedFile]) -> tuple[str, ...]:
    """The origins that a check of `signed` asks: the issuers' documents and their status lists."""
    found = set()
    for one in signed:
        if one.issuer.startswith(_WEB):
            found.add(unquote(one.issuer.removeprefix(_WEB).split(":")[0]))
        found |= {urlsplit(at).netloc for at in (one.issuer, one.status_list) if "://" in at}
    return tuple(f"https://{host}" for host in sorted(found) if not host.endswith(_DEMONSTRATION))


def content_policy(
    inline_script: str, kind: str, raw: str = "", issuers: tuple[str, ...] = ()
) -> str:
    """The policy of a page of `kind` whose only script in the page itself is `inline_script`.

    `raw` is where the forge serves one file (see `Site.raw`): the page that shows proposals
    may ask that host, and no other page may. `issuers` are the origins of `signing_hosts`, which
    pages that check their own badges may ask.
    """
    digest = base64.b64encode(hashlib.sha256(inline_script.encode()).digest()).decode()
    own = {"script-src": f"'sha256-{digest}'"}
    more = _MORE.get(kind, {})
    if kind == "proposal" and raw:
        place = urlsplit(raw)
        more = {"connect-src": f"{place.scheme}://{place.netloc}"}
    if kind in CHECKING and issuers:
        more = {"connect-src": " ".join(issuers)}
    rows = (
        " ".join(filter(None, (name, value, own.get(name), more.get(name))))
        for name, value in _EVERYWHERE.items()
    )
    return "; ".join(rows)
