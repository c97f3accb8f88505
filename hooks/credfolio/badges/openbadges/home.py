"""The address that a document states as its own, and the signer it names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from credfolio.errors import UsageError
from credfolio.proof.demonstration import DEMONSTRATION_DID, DEMONSTRATION_HOME
from credfolio.text.typed_address import split_typed

STATUS_PURPOSE = "revocation"


@dataclass(frozen=True, slots=True)
class Home:
    """The public address of a site, as signed documents contain it.

    A domain is an issuer's identity, so `base` is chosen before the first
    award and stays.
    """

    base: str
    is_demonstration: bool = False

    def did(self, issuer: str) -> str:
        """The issuer's DID: did:web with a path, whose document is at `did_document`."""
        if self.is_demonstration:
            return DEMONSTRATION_DID
        parts = split_typed(self.base)
        host = quote((parts.hostname or "") + (f":{parts.port}" if parts.port else ""), safe="")
        steps = [quote(step, safe="") for step in parts.path.split("/") if step]
        return ":".join(["did", "web", host, *steps, "issuers", issuer])

    def method(self, issuer: str, key: str) -> str:
        """The verification method ``key-…`` of an issuer."""
        return f"{self.did(issuer)}#{key}"

    def title(self, text: str) -> str:
        """A name; one that belongs to a demonstration says so first."""
        return f"TEST {text}" if self.is_demonstration else text

    def at(self, path: str) -> str:
        return self.base + path

    def portfolio(self, educator: str) -> str:
        return self.base + f"portfolios/{educator}/"


def home_of(site_url: str) -> Home:
    """The home of a site at `site_url`; raises `UsageError` when it can be nobody's identity."""
    parts = split_typed(site_url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(
            "signed credentials need the site's address, and site_url in mkdocs.yml is not one",
            fix="write site_url: https://… with the address where the site will stay",
        )
    return Home(site_url if site_url.endswith("/") else site_url + "/")


DEMONSTRATION = Home(DEMONSTRATION_HOME, is_demonstration=True)


# --- paths on the site, the same for every home ------------------------------------------------


def credential_json(educator: str, award: str) -> str:
    return f"portfolios/{educator}/{award}/credential.json"


def credential_jwt(educator: str, award: str) -> str:
    return f"portfolios/{educator}/{award}/credential.jwt"


def endorsement_json(educator: str, award: str, name: str) -> str:
    return f"portfolios/{educator}/{award}/endorsements/{name}.json"


def baked_svg(educator: str, award: str) -> str:
    return f"portfolios/{educator}/{award}/badge.svg"


def assertion_v2(educator: str, award: str) -> str:
    return f"portfolios/{educator}/{award}/assertion.json"


def wallet_json(educator: str) -> str:
    return f"portfolios/{educator}/wallet.json"


def transcript_json(educator: str) -> str:
    return f"portfolios/{educator}/transcript.json"


def definition_page(reference: str, *, is_stack: bool) -> str:
    issuer, _, name = reference.partition("/")
    return f"catalog/{issuer}/stacks/{name}/" if is_stack else f"catalog/{reference}/"


def version_yaml(page: str, version: str) -> str:
    """The text of a kept version, below the `page` of its definition."""
    return f"{page}versions/{version}/definition.yml"


def issuer_folder(issuer: str) -> str:
    return f"issuers/{issuer}/"


def did_document(issuer: str) -> str:
    return f"issuers/{issuer}/did.json"


def profile_json(issuer: str) -> str:
    return f"issuers/{issuer}/profile.json"


def issuer_v2(issuer: str) -> str:
    return f"issuers/{issuer}/issuer-v2.json"


def endings_log(issuer: str, number: int) -> str:
    return f"issuers/{issuer}/status/{number}.jsonl"


def superseded_json(issuer: str, number: int) -> str:
    return f"issuers/{issuer}/status/superseded/{number}.json"


def status_list(issuer: str, number: int) -> str:
    return f"issuers/{issuer}/status/{number}.json"
