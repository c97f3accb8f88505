"""Pages that a script fills in the reader's own browser: comparing, planning, assessing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import ROOT, Renderer
from credfolio.records.registry import Registry


def stylesheets(*names: str) -> str:
    """The head of a page that has style sheets of its own in theme/assets."""
    return "".join(f'<link rel="stylesheet" href="{ROOT}assets/{name}.css">\n' for name in names)


def paper(name: str) -> str:
    """The line in a head for how such a page looks on paper."""
    return f'<link rel="stylesheet" href="{ROOT}assets/paper-{name}.css" media="print">\n'


def build_compare(renderer: Renderer, pairs: Sequence[object]) -> Page:
    """``compare/?c=issuer/id,…``: the address is the whole state, so it can be sent on.

    `pairs` are offered to a reader who comes with nothing.
    """
    return Page(
        "compare",
        addresses.COMPARE,
        "Compare micro-credentials",
        "Up to four micro-credentials side by side: time, cost, evidence, credit and rubric.",
        renderer.render("compare", pairs=pairs),
        head=stylesheets("compare", "rooms"),
        indexed=False,
    )


def build_plan(renderer: Renderer) -> Page:
    """``plan/``: the reader's own plan, kept in the browser and sent nowhere."""
    return Page(
        "plan",
        addresses.PLAN,
        "My plan",
        "Your own order of micro-credentials, with hours, credit and dates, kept in your browser.",
        renderer.render("plan"),
        head=stylesheets("fields", "plan"),
    )


def build_assess(renderer: Renderer, rubrics: Sequence[object], most: int) -> Page:
    """``assess/?credential=issuer/id``: a submission judged with the rubric of the worksheet.

    The script takes the worksheet's page apart, so an assessor reads what the educator read. Who
    comes without an id opens a file or picks one of `rubrics`; the first `most` are listed.
    """
    return Page(
        "assess",
        addresses.ASSESS,
        "Judge a submission",
        "The rubric of a micro-credential for its assessors, with the passing rule applied.",
        renderer.render(
            "assess",
            script=renderer.bundled(ASSESS_SCRIPT),
            rubrics=rubrics[:most],
            total=len(rubrics),
        ),
        head=stylesheets("fields", "worksheet", "assess", "rooms"),
        indexed=False,
    )


def build_receipt(renderer: Renderer) -> Page:
    """``receipt/``: a letter of the office, opened with the receipt of a sealed submission."""
    return Page(
        "receipt",
        addresses.RECEIPT,
        "Read a letter",
        "A letter about your submission, opened in your browser with your receipt.",
        renderer.render("receipt", script=renderer.bundled(RECEIPT_SCRIPT)),
        head=stylesheets("fields", "worksheet"),
        indexed=False,
    )


def build_desk(renderer: Renderer, registry: Registry) -> Page:
    """``desk/``: the commands of a round, in a browser, with the public lists of approvers."""
    approvers = [
        one.model_dump(mode="json", include={"account", "educator", "name", "until"})
        for issuer in registry.issuers.values()
        for one in issuer.approvers
    ]
    return Page(
        "desk",
        addresses.DESK,
        "The desk",
        "Rounds of judging for an office without a terminal, in the browser alone.",
        renderer.render(
            "desk",
            script=renderer.bundled(DESK_SCRIPT),
            approvers=json.dumps(approvers, ensure_ascii=False),
        ),
        head=stylesheets("fields", "worksheet", "assess"),
        indexed=False,
    )


DESK_SCRIPT = "assets/built/desk.js"
RECEIPT_SCRIPT = "assets/built/receipt.js"
ASSESS_SCRIPT = "assets/built/assess.js"
