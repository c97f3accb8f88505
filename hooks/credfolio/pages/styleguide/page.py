"""``styleguide/``: every component in all its states, for people who change one.

The page calls the macros that the other pages call, with made-up records. It is
built on every site, an empty one as well, and no list leads to it. See ADR 0045.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jinja2 import BaseLoader
from markupsafe import Markup

from credfolio.badges.verification.verdicts import groups, several
from credfolio.drawing.badge import OUTLINES, BadgeFace, draw_badge
from credfolio.drawing.badge_small import draw_small
from credfolio.drawing.issuer_mark import draw_mark
from credfolio.drawing.plots import (
    Mark,
    Offer,
    Span,
    Step,
    hours_and_cost,
    path,
    step_line,
    timeline,
)
from credfolio.pages.catalog.hours_beside import hours_beside
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Asset, Page, Site
from credfolio.pages.fragments.reads import Reads
from credfolio.pages.fragments.renderer import ROOT, Renderer, host_of
from credfolio.pages.fragments.shown import ShownAward, ShownEvidence, states_of
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.people.portfolio_page import Left, StackProgress
from credfolio.pages.styleguide import records as made_up
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.model.educator import PlaceholderName
from credfolio.records.model.part import Part
from credfolio.records.model.terms import values
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.definition import four_criteria
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.reckoned.stack_tree import progress

_HERE = addresses.STYLEGUIDE
_SIZES = (32, 56, 96, 168)
_LETTERS = ("LS", "T", "JE", "TA", "OA", "王")
# What the script of a micro-credential's page shows once a place is chosen.
_CHOSEN = (
    ("", (("8 hours", "Ridgeline", True), ("1 CEU", "Tamarack", True), ("2 h", "Oakes", False))),
    (
        "No credit is recorded for Oakes. It may still count: ask there.",
        (("8 hours", "Ridgeline", False), ("1 CEU", "Tamarack", False)),
    ),
)


class _Here:
    """In place of `addresses`: every link leads to the invented record's badge, here.

    Nothing that is made up has a page of its own.
    """

    CATALOG = addresses.CATALOG
    COMPARE = addresses.COMPARE

    def credential(self, record: MicroCredential | str) -> str:
        return _badge_at(record if isinstance(record, str) else record.ref)

    def stack(self, record: Stack | str) -> str:
        return _badge_at(record if isinstance(record, str) else record.ref)

    def badge(self, address: str) -> str:
        return f"{_HERE}{address.partition('#')[2]}.svg"

    def badge_small(self, address: str) -> str:
        return f"{_HERE}{address.partition('#')[2]}-small.svg"

    def award(self, record: Award) -> str:
        return _badge_at(record.credential or "")

    def elsewhere(self, _: str) -> str:
        return _HERE

    def worksheet(self, _: MicroCredential) -> str:
        return _HERE

    issuer = topic = audience = evidence = jurisdiction = educator = elsewhere


def build_styleguide(loader: BaseLoader, site: Site) -> Iterator[Page | Asset]:
    """The page, and the badges that it shows."""
    renderer = Renderer(loader, site)
    registry = made_up.REGISTRY
    view = CatalogView(registry, site, renderer, Reads())
    Lookups(registry, site, renderer)
    renderer.add_values(address=_Here())
    definitions: list[MicroCredential | Stack] = [
        *registry.credentials.values(),
        *registry.stacks.values(),
    ]
    titles = {item.id: item.title for part in made_up.WHOLE.parts for item in part.evidence_items}
    body = renderer.render(
        "styleguide",
        m=made_up,
        sizes=_SIZES,
        badges=[(_name(one.ref), one) for one in definitions],
        hours=hours_beside(
            made_up.WHOLE.time_estimate, [one.time_estimate for one in made_up.CREDENTIALS]
        ),
        credits=view.credits(made_up.WHOLE),
        places=view.places,
        folded=[_renumbered(part) for part in made_up.WHOLE.parts],
        ticks=[four_criteria(made_up.WHOLE), four_criteria(made_up.EMPTY)],
        levels_of=part_levels,
        evidence_title=lambda item: titles[item.removesuffix("-again")],
        awards=[_shown(award) for award in made_up.AWARDS],
        evidence=[
            ShownEvidence(
                evidence=piece,
                award=made_up.AWARD,
                title=made_up.WHOLE.title,
                href=piece.url or "",
                host=host_of(piece.url) if piece.url else "",
            )
            for piece in made_up.EVIDENCE
        ]
        + [
            ShownEvidence(
                evidence=made_up.PICTURE,
                award=made_up.AWARD,
                title=made_up.WHOLE.title,
                href=f"{ROOT}{_HERE}{_name(made_up.WHOLE.ref)}.svg",
                host="",
                is_picture=True,
            )
        ],
        progress=[_progress(held) for held in (0, 2, 5)],
        checks=list(_checks()),
        drawings=list(_drawings()),
        chosen=_CHOSEN,
        drawn=[
            made_up.EDUCATORS[0].model_copy(update={"id": name, "placeholder": name})
            for name in values(PlaceholderName)
        ],
        marks=list(OUTLINES),
    )
    yield Page(
        "styleguide",
        _HERE,
        "Style guide",
        "Every component of this site in all its states, with made-up records, for maintainers.",
        body,
        head=stylesheets(
            "people", "portfolio", "award", "credential", "plots", "figures", "rooms", "styleguide"
        ),
        indexed=False,
    )
    for letters, kind in zip(_LETTERS, OUTLINES, strict=True):
        yield Asset(f"{_HERE}mark-{kind}.svg", draw_mark(kind, kind, letters).encode())
    for one in definitions:
        is_stack = isinstance(one, Stack)
        face = BadgeFace(
            id=one.ref,
            title=one.title,
            issuer_kind=registry.issuers[one.issuer].kind,
            topic=one.topics[0] if one.topics else "",
            level=one.level or "",
            is_stack=is_stack,
        )
        yield Asset(f"{_HERE}{_name(one.ref)}.svg", draw_badge(face).encode())
        small = draw_small(face, one.glyph or "")
        yield Asset(f"{_HERE}{_name(one.ref)}-small.svg", small.encode())


def _renumbered(part: Part) -> Part:
    """The same part once more, with ids of its own: they are addresses on the page."""
    items = tuple(
        item.model_copy(update={"id": f"{item.id}-again"}) for item in part.evidence_items
    )
    number = part.number + len(made_up.WHOLE.parts)
    return part.model_copy(update={"number": number, "evidence_items": items})


def _name(reference: str) -> str:
    return reference.replace("/", "-")


def _badge_at(reference: str) -> str:
    return f"{_HERE}#{_name(reference)}"


def _shown(award: Award) -> ShownAward:
    whole = made_up.WHOLE
    return ShownAward(
        award=award,
        title=whole.title,
        picture=_badge_at(whole.ref),
        issuer=made_up.REGISTRY.issuers[whole.issuer].name,
        competency=whole.competency or "",
        state=award_state(award, made_up.DAY),
        states=states_of(award, made_up.DAY),
    )


def _drawings() -> Iterator[tuple[str, Markup, bool]]:
    """Each kind of drawing: its name, the drawing, and whether labels stand left of its axis."""
    known = sorted(made_up.REGISTRY.credentials)
    pictures = [f"{ROOT}{_HERE}{_name(ref)}.svg" for ref in known]
    cycle = Span(date(2024, 7, 1), date(2027, 6, 30), "License cycle ends 30 June 2027")
    few = [
        Mark(date(2024 + n // 3, 1 + 3 * (n % 4), 9), ref, picture)
        for n, (ref, picture) in enumerate(zip(known, pictures, strict=True))
    ]
    many = [Mark(date(2020 + n % 7, 1 + n % 12, 3), f"Award {n}", "") for n in range(40)]
    over_time = timeline("sg-few", "Over time", "Few.", few, cycle)
    yield "Over time, with a license cycle", over_time, False
    yield "Over time, many", timeline("sg-many", "Over time", "Many.", many, None), False
    steps = [Step(date(2024 + n // 4, 1 + 3 * (n % 4), 1), 7 * n + 5) for n in range(9)]
    yield "Added up", step_line("sg-sum", "Added up", "A sum.", steps, steps[-1].on), True
    offers = [Offer(f"Credential {n}", 3 + n * 2, 25 * (n % 3), "a price") for n in range(12)]
    priced = hours_and_cost("sg-priced", "Hours and cost", "Twelve.", offers, "${}".format)
    yield "Hours and cost", priced, True
    yield "A path", path("sg-path", "A path", "In this order.", pictures[:4], pictures[4]), False


def _checks() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """The state, the name and the content of each answer about eight badges."""
    says = several()
    title, name = made_up.WHOLE.title, made_up.EDUCATORS[0].display_name
    changed = says["line"].format(title=title, words=groups()["changed"].headline)
    offline = says["line"].format(title=title, words=groups()["not-reached"].headline)
    issued = says["issueds"].format(name=name, issuers=3)
    rest = says["rest"].format(name=name)
    counts = {"all": 8, "genuine": 7, "not": 1, "open": 1, "tests": 8, "refused": 1}
    yield "working", "At work", "8 signed badges from 3 issuers", []
    good = [("yes", issued), ("yes", says["unchanged"])]
    yield "yes", "All are genuine", says["yes"].format(**counts), good
    no = [("no", changed), ("yes", rest)]
    yield "no", "One is not", says["no"]["one"].format(**counts), no
    yield "unknown", "One is open", says["open"].format(**counts), [("unknown", offline), *good]
    anybody = [("unknown", says["anybody"])]
    yield "demonstration", "A demonstration's key", says["all-tests"], anybody


def _progress(held: int) -> StackProgress:
    """The longest stack, with the first `held` of its members earned."""
    stack = made_up.STACKS[-1].model_copy(update={"minimum": None})
    refs = [member.credential or "" for member in stack.members]
    known = made_up.REGISTRY.credentials
    left = tuple(Left(known[ref].title, _badge_at(ref)) for ref in refs[held:])
    return StackProgress(stack, progress(stack, frozenset(refs[:held]), made_up.REGISTRY), left)
