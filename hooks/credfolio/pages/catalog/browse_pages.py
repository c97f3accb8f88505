"""The pages one browses by: home, catalog, topics, audiences, evidence and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from credfolio.pages.catalog.filters import filters
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, days_of, each, phases
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import issuer_picture
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.pagination import on_page, page_address, pages_of, paginate
from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.fragments.resources import by_kind, recommended_resources
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.search.index import INDEX, SearchIndex
from credfolio.records.model import Jurisdiction, MicroCredential
from credfolio.records.model.part import EvidenceItem, Part
from credfolio.records.model.terms import ResourceKind, values

CARDS_ON_A_PAGE = 48
BADGES_ON_A_TILE = 5
RESOURCES_ON_A_PAGE = 400
SHORT = 20
"""Minutes that a resource takes at most to be called short."""

_CATALOG_CRUMB = [("Catalog", addresses.CATALOG)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A tile of an index page."""

    name: str
    href: str
    count: str
    text: str = ""
    icon: str = ""
    picture: str = ""
    """The path of a picture."""
    badges: Sequence[MicroCredential] = ()
    by_day: tuple[Phase[str], ...] = ()
    """The count, where it goes by the day."""
    """A few credentials whose badges say what it is about."""


def build_home(view: CatalogView) -> Page:
    registry = view.registry
    body = view.renderer.render(
        "home",
        front=_front(view),
        featured=view.featured,
        stacks=[s for s in view.stacks if s.status == "active"],
        newest=view.newest,
        has_drafts=bool(registry.credentials),
        numbers={
            "offered": words.number(len(view.offered)),
            "issuers": words.number(len(registry.issuers)),
            "awards": words.number(view.listed_awards),
            "educators": words.number(len(registry.listed_educators)),
        },
    )
    return Page("home", "", view.site.name, view.site.description, body)


def _front(view: CatalogView) -> list[MicroCredential]:
    """Seven badges for the top of the home page, of as many issuers and topics as there are."""
    chosen: list[MicroCredential] = []
    seen: set[str] = set()
    for credential in (*view.featured, *view.newest):
        topic = credential.topics[0] if credential.topics else credential.ref
        if topic not in seen:
            seen.add(topic)
            chosen.append(credential)
    return chosen[:7]


def catalog_pages(view: CatalogView) -> int:
    """How many pages the list of all definitions has."""
    return pages_of(len(view.credentials), CARDS_ON_A_PAGE)


def build_catalog(view: CatalogView, search: SearchIndex, page: int, head: str = "") -> Page:
    """One page of the list of all definitions, from 1 on; `head` is for its head."""
    topics = [
        (words.title_of(topic), addresses.topic(topic), len(found))
        for topic, found in view.by_topic.items()
    ]
    audiences = [
        (words.ROLES[role], addresses.audience(role), len(found))
        for role, found in view.by_audience.items()
    ]
    kinds = [
        (words.EVIDENCE[kind], addresses.evidence(kind), len(found))
        for kind, found in view.by_evidence.items()
    ]
    issuers = [
        (view.issuer_name(issuer), addresses.issuer(issuer), len(found))
        for issuer, found in view.by_issuer.items()
    ]
    body = view.renderer.render(
        "catalog",
        total=len(view.credentials),
        offered=len(view.offered),
        credentials=on_page(view.credentials, CARDS_ON_A_PAGE, page),
        topics=topics,
        audiences=audiences,
        kinds=kinds,
        by_issuer=issuers,
        page=page,
        pages=catalog_pages(view),
        page_address=lambda n: page_address(addresses.CATALOG, n),
        filters=list(filters(search, view.site.today)) if page == 1 else (),
        index=INDEX,
    )
    return Page(
        "catalog",
        page_address(addresses.CATALOG, page),
        "Catalog" if page == 1 else f"Catalog, page {page}",
        "Every micro-credential in this catalog, by topic, role, evidence and issuer.",
        body,
        head=f'<link rel="stylesheet" href="{ROOT}assets/search.css">{head}',
    )


def _list_page(
    view: CatalogView,
    address: str,
    kicker: str,
    heading: str,
    credentials: Sequence[MicroCredential],
    trail: Sequence[tuple[str, str]],
    topic: str = "",
) -> Page:
    stacks = [stack for stack in view.stacks if topic in stack.topics]
    body = view.renderer.render(
        "list",
        trail=trail,
        kicker=kicker,
        heading=heading,
        lead="",
        credentials=credentials,
        stacks=stacks,
    )
    count = words.count(len(credentials), "micro-credential")
    return Page("list", address, heading, f"{kicker}: {heading}. {count}.", body)


def build_topics_index(view: CatalogView) -> Page:
    """Every topic with how many definitions have it."""
    entries = [
        Entry(
            words.title_of(topic),
            addresses.topic(topic),
            _micro_credentials(found),
            badges=found[:BADGES_ON_A_TILE],
        )
        for topic, found in view.by_topic.items()
    ]
    lead = "What the micro-credentials are about."
    return _index(view, addresses.TOPICS, "Topics", lead, entries)


def build_topic(view: CatalogView, topic: str, head: str) -> Page:
    """The definitions of one topic; `head` is for the page's head."""
    found, trail = view.by_topic[topic], [*_CATALOG_CRUMB, ("Topics", addresses.TOPICS)]
    page = _list_page(
        view, addresses.topic(topic), "Topic", words.title_of(topic), found, trail, topic
    )
    return replace(page, head=head)


def build_audiences(view: CatalogView) -> Iterator[Page]:
    entries = [
        Entry(
            words.ROLES[role],
            addresses.audience(role),
            _micro_credentials(found),
            badges=found[:BADGES_ON_A_TILE],
        )
        for role, found in view.by_audience.items()
    ]
    lead = "Choose your role to see what was written with it in mind."
    yield _index(view, addresses.AUDIENCES, "For whom", lead, entries)
    for role, found in view.by_audience.items():
        trail = [*_CATALOG_CRUMB, ("For whom", addresses.AUDIENCES)]
        yield _list_page(view, addresses.audience(role), "For", words.ROLES[role], found, trail)


def build_evidence_index(view: CatalogView) -> Page:
    """The kinds of evidence across credentials."""
    entries = [
        Entry(
            words.EVIDENCE[kind],
            addresses.evidence(kind),
            _micro_credentials(found),
            words.EVIDENCE_MEANING[kind],
            words.EVIDENCE_ICON[kind],
        )
        for kind, found in view.by_evidence.items()
    ]
    lead = "The kinds of evidence that the definitions ask for, and who asks for what."
    return _index(view, addresses.EVIDENCE, "What you submit", lead, entries)


def build_evidence(view: CatalogView, kind: str) -> Page:
    """Who asks for one kind of evidence, and for what."""
    body = view.renderer.render(
        "evidence", kind=kind, credentials=view.by_evidence[kind], asks=_asks
    )
    return Page(
        "list",
        addresses.evidence(kind),
        words.EVIDENCE[kind],
        f"Micro-credentials that ask for this evidence: {words.EVIDENCE[kind].lower()}.",
        body,
    )


def _asks(credential: MicroCredential, kind: str) -> list[tuple[Part, EvidenceItem]]:
    return [
        (part, item)
        for part in credential.parts
        for item in part.evidence_items
        if item.type == kind
    ]


def build_issuers_index(view: CatalogView) -> Page:
    entries = []
    for name, found in view.by_issuer.items():
        issuer = view.registry.issuers[name]
        entries.append(
            Entry(
                issuer.name,
                addresses.issuer(name),
                _micro_credentials(found),
                words.ISSUER_KIND[issuer.kind] + (f" · {issuer.region}" if issuer.region else ""),
                picture=issuer_picture(issuer, view.registry),
                badges=found[:BADGES_ON_A_TILE],
            )
        )
    lead = "Who defines these micro-credentials, judges the evidence and awards."
    return _index(view, addresses.ISSUERS, "Issuers", lead, entries)


def build_frameworks_index(view: CatalogView) -> Page:
    entries = [
        Entry(
            framework.title,
            addresses.framework(framework.id),
            words.count(sum(len(s.statements) for s in framework.strands), "standard"),
            framework.publisher or "",
        )
        for framework in sorted(view.registry.frameworks.values(), key=lambda f: f.title)
    ]
    lead = "Published standards that the definitions align to."
    return _index(view, addresses.FRAMEWORKS, "Frameworks", lead, entries)


def build_jurisdictions_index(view: CatalogView) -> Page:
    """The places, a state before the districts in it."""
    known = view.registry.jurisdictions
    dated = [value for c in view.still_awarded for value in c.credit_values]

    def counted(day: date) -> Counter[str]:
        return Counter(
            place
            for c in view.still_awarded
            for place in {v.jurisdiction for v in view.credit_on(c, day)}
        )

    by_day = phases(counted, view.site.today, days_of(dated))

    def way_to(place: Jurisdiction) -> list[tuple[str, str]]:
        """Names from the outermost place inward; a circle, which is a finding, ends."""
        way: dict[str, Jurisdiction] = {}
        here: Jurisdiction | None = place
        while here and here.id not in way:
            way[here.id] = here
            here = known.get(here.parent or "")
        return [(one.name.casefold(), one.id) for one in reversed(way.values())]

    entries = []
    for place in sorted(known.values(), key=way_to):
        kind, parent = words.JURISDICTION_KIND[place.kind], known.get(place.parent or "")
        sizes = each(by_day, itemgetter(place.id))
        entries.append(
            Entry(
                place.name,
                addresses.jurisdiction(place.id),
                "",
                f"{kind} in {parent.name}" if parent else kind,
                by_day=each(sizes, _counting_today),
            )
        )
    lead = "States and districts that count these micro-credentials, and how."
    return _index(view, addresses.JURISDICTIONS, "Where it counts", lead, entries)


def _counting_today(size: int) -> str:
    return f"{words.count(size, 'micro-credential')} {'counts' if size == 1 else 'count'} today"


def build_stacks_index(view: CatalogView) -> Page:
    body = view.renderer.render("stacks", stacks=view.stacks)
    return Page(
        "stack", addresses.STACKS, "Stacks", "Micro-credentials that belong together.", body
    )


def _micro_credentials(found: Sequence[MicroCredential]) -> str:
    return words.count(len(found), "micro-credential")


def _index(
    view: CatalogView, address: str, heading: str, lead: str, entries: Sequence[Entry]
) -> Page:
    trail = [] if address == addresses.ISSUERS else _CATALOG_CRUMB
    body = view.renderer.render("index", trail=trail, heading=heading, lead=lead, entries=entries)
    return Page("index", address, heading, lead, body)


def build_resources(view: CatalogView) -> Iterator[Page]:
    """Every learning resource once, with the credentials that recommend it."""
    entries = by_kind(recommended_resources(view.credentials))
    kinds = values(ResourceKind)
    free = sum(entry.resource.free for entry in entries)
    of_kind: Counter[str] = Counter(entry.resource.kind for entry in entries)
    for page, pages, part in paginate(entries, RESOURCES_ON_A_PAGE):
        groups = [
            (kind, [entry for entry in part if entry.resource.kind == kind])
            for kind in kinds
            if any(entry.resource.kind == kind for entry in part)
        ]
        body = view.renderer.render(
            "resources",
            groups=groups,
            total=len(entries),
            free=free,
            short=sum((entry.resource.minutes or SHORT + 1) <= SHORT for entry in entries),
            most=SHORT,
            kinds=[(kind, of_kind[kind]) for kind in kinds if of_kind[kind]],
            page=page,
            pages=pages,
            page_address=lambda n: page_address(addresses.RESOURCES, n),
        )
        yield Page(
            "index",
            page_address(addresses.RESOURCES, page),
            "Learning resources",
            "Articles, videos, courses and tools that the micro-credentials recommend.",
            body,
            head=stylesheets("rooms"),
        )
