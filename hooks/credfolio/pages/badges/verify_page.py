"""The page on which a reader's own browser checks a badge, and the way there from an award."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from credfolio.badges.openbadges.home import credential_json
from credfolio.badges.verification.report import StepName
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.renderer import ROOT, Renderer
from credfolio.records.model import Award, Issuer

SCRIPT = "assets/built/verify.js"
OUTSIDE = "https://verifierplus.org/"
"""A verifier that shares no code with us: the Digital Credentials Consortium's."""


@dataclass(frozen=True, slots=True)
class Question:
    """One step of a check as a reader asks it, and what its answer means."""

    step: StepName
    asked: str
    meaning: str


QUESTIONS = (
    Question(
        "format",
        "Is it a badge?",
        "The file can be read in one way only, and is a badge of a known form.",
    ),
    Question(
        "signature",
        "Is it unchanged?",
        "A signature is computed from every word of the badge. If one letter is changed, it no "
        "longer fits.",
    ),
    Question(
        "issuer",
        "Who signed it?",
        "The key that fits has to be published at the issuer's own web address. Rely on that "
        "address; the name next to it is what they call themselves.",
    ),
    Question(
        "status",
        "Does the issuer still confirm it?",
        "Issuers keep a signed list of the badges that they have revoked.",
    ),
    Question(
        "dates",
        "Is it in force today?",
        "A badge may begin on a later day, or end on an earlier one.",
    ),
    Question(
        "subject",
        "Whose is it?",
        "A badge names its holder by an address. No program can tell who is standing before you.",
    ),
)


def build_verify_page(renderer: Renderer, issuers: Iterable[tuple[str, Issuer]]) -> Page:
    """The page; `issuers` are this site's own, each with its DID."""
    own = {
        did: {"name": issuer.name, "path": addresses.issuer(issuer.id)} for did, issuer in issuers
    }
    body = renderer.render(
        "verify",
        questions=QUESTIONS,
        outside=OUTSIDE,
        issuers=json.dumps(own, ensure_ascii=False, separators=(",", ":")),
        script=renderer.bundled(SCRIPT),
    )
    return Page(
        "verify",
        addresses.VERIFY,
        "Check a badge",
        "Find out whether a badge is genuine, who signed it, and whether it is still in force. "
        "Your own browser does the work.",
        body,
        head=f'<link rel="stylesheet" href="{ROOT}assets/verify.css">\n',
    )


def check_address(award: Award, site: Site) -> str:
    """Where a reader checks `award`: the verify page, with the credential's address."""
    at = site.url + credential_json(award.educator, award.id)
    return f"{addresses.VERIFY}?credential={quote(at, safe='')}"
