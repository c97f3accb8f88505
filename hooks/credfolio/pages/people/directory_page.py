"""The list of educators who chose to be listed, and the file that its filters read.

People who are not listed are in neither.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Asset, Page
from credfolio.pages.fragments.pagination import page_address, paginate
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.fragments.wall import Facet, choices
from credfolio.records.model import Educator

INDEX = f"{addresses.PORTFOLIOS}index.json"
PEOPLE_ON_A_PAGE = 120

_MOST_BADGES = 300
"""This many badges are offered as a filter, the most held ones; the search box finds all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed educator, with the card's facts and the words that find it."""

    educator: Educator
    badges: tuple[tuple[str, str], ...]
    """``(issuer/credential or issuer/stacks/stack, title)`` of each badge, the newest first."""
    topics: tuple[str, ...]
    district: str
    earned: int
    """How many badges the portfolio shows: one that was earned again is two there."""


def build_directory(view: CatalogView, lookups: Lookups) -> Iterator[Page | Asset]:
    """The pages of the list, and ``portfolios/index.json``."""
    people = [_listed(educator, view) for educator in view.registry.listed_educators]
    facets = _facets(people)
    for page, pages, rows in paginate(people, PEOPLE_ON_A_PAGE):
        body = view.renderer.render(
            "portfolios",
            people=rows,
            facets=facets,
            reviewers=sum(person.educator.opt_in_reviewer for person in people),
            index=INDEX,
            total=len(people),
            page=page,
            pages=pages,
            page_address=lambda n: page_address(addresses.PORTFOLIOS, n),
        )
        yield Page(
            "portfolio",
            page_address(addresses.PORTFOLIOS, page),
            "Portfolios" if page == 1 else f"Portfolios, page {page}",
            "Educators who chose to be listed, and the badges they earned.",
            body,
            head=stylesheets("cards", "portfolio"),
        )
    yield Asset(INDEX, _index(people, lookups))


def _listed(educator: Educator, view: CatalogView) -> Listed:
    registry = view.registry
    badges: dict[str, str] = {}
    topics: dict[str, None] = {}
    for award in view.shown_facts(educator.id):
        credential = registry.credentials.get(award.credential or "")
        stack = registry.stacks.get(award.stack or "")
        if credential is not None:
            badges.setdefault(credential.ref, credential.title)
            topics.update(dict.fromkeys(credential.topics))
        elif stack is not None:
            at = addresses.stack(stack).removeprefix(addresses.CATALOG).removesuffix("/")
            badges.setdefault(at, stack.title)
            topics.update(dict.fromkeys(stack.topics))
    district = "" if "district" in educator.hide else educator.district or ""
    earned = len(view.shown_facts(educator.id))
    return Listed(educator, tuple(badges.items()), tuple(topics), district, earned)


def _facets(people: Sequence[Listed]) -> tuple[Facet, ...]:
    roles: Counter[str] = Counter(role for person in people for role in person.educator.roles)
    topics = Counter(topic for person in people for topic in person.topics)
    districts = Counter(person.district for person in people if person.district)
    badges = Counter(at for person in people for at, _ in person.badges)
    titles = {at: title for person in people for at, title in person.badges}
    most = Counter(dict(sorted(badges.items(), key=lambda one: (-one[1], one[0]))[:_MOST_BADGES]))
    names = {topic: words.title_of(topic) for topic in topics}
    facets = (
        Facet("role", "Role", "Any role", choices(roles, words.ROLE)),
        Facet("topic", "Topic", "Any topic", choices(topics, names)),
        Facet("district", "District", "Any district", choices(districts, {})),
        Facet("badge", "Earned the badge", "Any badge", choices(most, titles)),
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _index(people: Sequence[Listed], lookups: Lookups) -> bytes:
    """One row for each person; words that repeat are listed once and referred to by number."""
    badges = dict(sorted({badge: None for person in people for badge in person.badges}.items()))
    badge_number = {badge: n for n, badge in enumerate(badges)}
    roles = sorted({role for person in people for role in person.educator.roles})
    topics = sorted({topic for person in people for topic in person.topics})
    districts = sorted({person.district for person in people if person.district})
    role_number = {role: n for n, role in enumerate(roles)}
    topic_number = {topic: n for n, topic in enumerate(topics)}
    district_number = {district: n for n, district in enumerate(districts)}
    rows = []
    for person in people:
        educator = person.educator
        face, hue = lookups.face(educator)
        rows.append(
            [
                educator.id,
                educator.display_name,
                educator.headline or "",
                face,
                hue,
                [role_number[role] for role in educator.roles],
                [topic_number[topic] for topic in person.topics],
                district_number.get(person.district, -1),
                [badge_number[badge] for badge in person.badges],
                int(educator.opt_in_reviewer),
                person.earned,
            ]
        )
    body = {
        "schema_version": 1,
        "badges": [list(badge) for badge in badges],
        "roles": roles,
        "topics": topics,
        "districts": districts,
        "people": rows,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
