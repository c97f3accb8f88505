"""Addresses that open somebody else's form with ours filled in.

Every value is percent-encoded by itself, so a name with ``&`` stays one name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

_LINKEDIN_PROFILE = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, slots=True)
class Outward:
    """A link to another service, by the service's name."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Certification:
    """An award as LinkedIn's form "Licenses & certifications" asks for it."""

    name: str
    organization: str
    organization_id: str
    """LinkedIn's number of the issuer's page; empty where it has none."""
    issued: date
    expires: date | None
    url: str
    id: str


def add_to_profile(certification: Certification) -> str:
    """The address that opens LinkedIn's form with everything filled in."""
    c = certification
    fields: dict[str, str] = {"startTask": "CERTIFICATION_NAME", "name": c.name}
    if c.organization_id:
        fields["organizationId"] = c.organization_id
    else:
        fields["organizationName"] = c.organization
    fields |= {"issueYear": str(c.issued.year), "issueMonth": str(c.issued.month)}
    if c.expires is not None:  # left out, and never empty, when it does not expire
        fields |= {"expirationYear": str(c.expires.year), "expirationMonth": str(c.expires.month)}
    fields |= {"certUrl": c.url, "certId": c.id}
    return f"{_LINKEDIN_PROFILE}?{_query(fields)}"


def share_links(url: str, text: str) -> tuple[Outward, ...]:
    """Links that share `url` with the words `text`; each loads nothing until it is followed.

    Mastodon has no one address; `mastodon_share` is completed with the reader's own server.
    """

    def of(base: str, **fields: str) -> str:
        return f"{base}?{_query(fields)}"

    return (
        Outward("LinkedIn", of("https://www.linkedin.com/sharing/share-offsite/", url=url)),
        Outward("Facebook", of("https://www.facebook.com/sharer/sharer.php", u=url)),
        Outward("Bluesky", of("https://bsky.app/intent/compose", text=f"{text} {url}")),
        Outward("X", of("https://x.com/intent/post", text=text, url=url)),
        Outward("E-mail", of("mailto:", subject=text, body=f"{text}\n\n{url}")),
    )


def mastodon_share(url: str, text: str) -> str:
    """What follows the name of the reader's server: ``https://<server>`` + this."""
    return f"/share?{_query({'text': f'{text} {url}'})}"


def _query(fields: Mapping[str, str]) -> str:
    return "&".join(f"{key}={_encoded(value)}" for key, value in fields.items())


@lru_cache(256)  # one page has the same texts in several links, and many pages have one issuer
def _encoded(value: str) -> str:
    return quote(value, safe="")
