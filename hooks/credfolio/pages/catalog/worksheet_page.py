"""The worksheet of a micro-credential: everything that is submitted, as one form.

What is typed stays in the reader's browser (theme/assets/worksheet/). Each
answer is kept under a key made of ids, so a new version of the definition finds
the answers to the questions that it still asks.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.fragments.words import SUBMISSION
from credfolio.proof.age_key import fingerprint
from credfolio.records.model import MicroCredential
from credfolio.records.model.part import WordLimit
from credfolio.records.reckoned.answer_form import judging, part_form
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.records.registry import credential_path, credential_version_path
from credfolio.text.prose import plain_text

WORDS_IN_A_LINE = 9
"""What somebody writes by hand across a sheet."""

FEWEST_LINES, UNLIMITED_LINES, MOST_LINES = 4, 8, 120
"""Ruled lines of an answer: at least, without a limit, and at most, which is four sheets."""


def build_worksheet(credential: MicroCredential, view: CatalogView) -> Page:
    """The worksheet of `credential`, which has parts."""
    forms = [part_form(part) for part in credential.parts]
    titles = {item.id: item.title for part in credential.parts for item in part.evidence_items}
    body = view.renderer.speaking(credential.language).render(
        "worksheet",
        c=credential,
        forms=forms,
        levels_of=part_levels,
        rule=passing_rule_in_words(credential),
        judging=json.dumps(judging(credential), ensure_ascii=False, separators=(",", ":")),
        ruled=lambda limit: Markup("<i></i>") * ruled_lines(limit),
        sealing=sealing(credential, view),
        evidence_title=lambda evidence_id: titles.get(evidence_id, evidence_id),
    )
    return Page(
        kind="worksheet",
        address=addresses.worksheet(credential),
        title=f"Worksheet: {credential.title}",
        description=f"Everything that {credential.title} asks for, to fill in and print.",
        body=body,
        head=stylesheets("fields", "worksheet"),
        source=credential_path(credential.ref),
        indexed=False,
    )


def ruled_lines(limit: WordLimit | None) -> int:
    """How many ruled lines an answer by hand needs: for as many words as may be written."""
    if limit is None or not (limit.max or limit.min):
        return UNLIMITED_LINES
    most = limit.max or 2 * (limit.min or 0)
    return min(MOST_LINES, max(FEWEST_LINES, -(-most // WORDS_IN_A_LINE)))


def sealing(credential: MicroCredential, view: CatalogView) -> str:
    """What web/seal.js seals for and asks, as JSON; "" where the issuer takes no sealed files."""
    issuer = view.registry.issuers.get(credential.issuer)
    keys = [one for one in issuer.sealing if one.retired is None] if issuer else []
    if issuer is None or not keys or credential.status in ("retired", "suspended"):
        return ""
    route, timeline = credential.submission_route, credential.assessment_timeline
    words = [SUBMISSION[route.kind] + ".", plain_text(route.instructions or "")] if route else []
    asked = {
        "issuer": issuer.id,
        "issuer_name": issuer.name,
        "keys": [
            {
                "id": one.id,
                "recipient": one.recipient,
                "held_by": one.held_by,
                "fingerprint": fingerprint(one.recipient),
            }
            for one in keys
        ],
        "items": [
            {"part": part.number, "item": item.id, "title": item.title}
            for part in credential.parts
            for item in part.evidence_items
        ],
        "parts": [{"number": part.number, "title": part.title} for part in credential.parts],
        "route": " ".join(filter(None, words)),
        "address": route.url if route else None,
        "digest": view.registry.text_digests.get(
            credential_version_path(f"{credential.ref}/{credential.version}")
        ),
        "most": route.max_mb * 1_000_000 if route and route.max_mb else None,
        "days": timeline.business_days if timeline else None,
    }
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
