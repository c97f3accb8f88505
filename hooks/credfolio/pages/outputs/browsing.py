"""The outputs about all records: pages that one browses by, small records, and the tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from credfolio.drawing.issuer_mark import draw_mark
from credfolio.pages.badges.verify_page import build_verify_page
from credfolio.pages.catalog.browse_pages import (
    build_audiences,
    build_catalog,
    build_evidence,
    build_evidence_index,
    build_frameworks_index,
    build_home,
    build_issuers_index,
    build_jurisdictions_index,
    build_resources,
    build_stacks_index,
    build_topic,
    build_topics_index,
    catalog_pages,
)
from credfolio.pages.catalog.choosing import MOST_RUBRICS, pairs, rubrics
from credfolio.pages.catalog.facts import (
    jurisdiction_facts,
    render_facts,
)
from credfolio.pages.catalog.figures_page import build_figures
from credfolio.pages.catalog.jurisdiction_page import build_jurisdiction_page
from credfolio.pages.catalog.questions_page import build_questions
from credfolio.pages.catalog.record_pages import (
    build_framework_page,
    build_issuer_page,
)
from credfolio.pages.contribute.builder_page import build_contribute
from credfolio.pages.contribute.messages_page import build_messages
from credfolio.pages.contribute.request_page import build_request_page
from credfolio.pages.fragments.lookups import issuer_picture, monogram, own_issuer_picture
from credfolio.pages.fragments.page import Asset, Output
from credfolio.pages.fragments.tool_pages import (
    build_assess,
    build_compare,
    build_desk,
    build_plan,
    build_receipt,
)
from credfolio.pages.open_data import places
from credfolio.pages.outputs.shared import Shared
from credfolio.pages.people.directory_page import build_directory
from credfolio.pages.proposal.preview_data import build_glyphs, build_preview_data
from credfolio.pages.proposal.proposal_page import build_proposal_page
from credfolio.pages.sharing.previews import HOME
from credfolio.pages.styleguide.page import build_styleguide
from credfolio.records.model import Framework, Issuer, Jurisdiction, Tombstone
from credfolio.records.registry import issuer_path

Make = Callable[[], Iterable[Output]]


def browsing_outputs(shared: Shared) -> Iterator[tuple[str, Make]]:
    """The pages that one browses by, those of small records, and the tools.

    By name, each with what makes it: so that only those are made again that show what changed.
    """
    view, registry, renderer = shared.view, shared.registry, shared.renderer
    yield "home", partial(_home, shared)
    feed = partial(shared.data.feed_link, places.FEED)
    for page in range(1, catalog_pages(view) + 1):
        yield f"catalog/{page}", partial(_catalog, shared, page, feed)
    yield "topics", lambda: [build_topics_index(view)]
    for topic in view.by_topic:
        yield f"topics/{topic}", partial(_topic, shared, topic)
    yield "audiences", lambda: build_audiences(view)
    yield "evidence", lambda: [build_evidence_index(view)]
    for kind in view.by_evidence:
        yield f"evidence/{kind}", partial(_evidence, shared, kind)
    yield "issuers", lambda: [build_issuers_index(view)]
    yield "stacks", lambda: [build_stacks_index(view)]
    yield "resources", lambda: build_resources(view)
    yield "frameworks", lambda: [build_frameworks_index(view)]
    yield "jurisdictions", lambda: [build_jurisdictions_index(view)]
    yield "directory", lambda: build_directory(view, shared.lookups)
    yield "figures", lambda: build_figures(view, shared.lookups)
    yield "questions", lambda: [build_questions(view)]
    yield "verify", lambda: [build_verify_page(renderer, shared.files.published_issuers())]
    for name, issuer in sorted(registry.issuers.items()):
        yield f"issuers/{name}", partial(_issuer, shared, issuer)
    for name, framework in sorted(registry.frameworks.items()):
        yield f"frameworks/{name}", partial(_framework, shared, framework)
    for name, jurisdiction in sorted(registry.jurisdictions.items()):
        yield f"jurisdictions/{name}", partial(_jurisdiction, shared, jurisdiction)
    for name, tombstone in sorted(registry.tombstones.items()):
        yield f"tombstones/{name}", partial(_tombstone, shared, tombstone)
    yield "moved", lambda: shared.moved.of_settings(shared.site)
    yield "compare", lambda: [build_compare(renderer, pairs(view))]
    yield "assess", lambda: [build_assess(renderer, rubrics(view), MOST_RUBRICS)]
    yield "contribute", lambda: build_contribute(renderer, registry, shared.derived)
    yield "tools", partial(_tools, shared)
    if shared.site.has_styleguide:
        yield "styleguide", lambda: build_styleguide(shared.loader, shared.site)


def _home(shared: Shared) -> Iterator[Output]:
    yield shared.with_tags(build_home(shared.view), HOME)
    if shared.site.url:
        yield shared.previews.of_site()


def _catalog(shared: Shared, page: int, feed: Callable[[], str]) -> Iterator[Output]:
    yield build_catalog(shared.view, shared.search, page, feed())


def _topic(shared: Shared, topic: str) -> Iterator[Output]:
    yield build_topic(shared.view, topic, shared.data.feed_link(places.topic_feed(topic)))


def _evidence(shared: Shared, kind: str) -> Iterator[Output]:
    yield build_evidence(shared.view, kind)


def _issuer(shared: Shared, issuer: Issuer) -> Iterator[Output]:
    registry = shared.registry
    yield build_issuer_page(issuer, shared.view, shared.lookups, shared.data)
    own = own_issuer_picture(issuer, registry)
    drawn = "" if own else draw_mark(issuer.id, issuer.kind, monogram(issuer.name))
    picture = own.data if own else drawn.encode()
    yield Asset(issuer_picture(issuer, registry), picture, issuer_path(issuer.id))
    yield from shared.files.of_issuer(issuer)
    has_stacks = any(stack.issuer == issuer.id for stack in registry.stacks.values())
    yield from shared.moved.of_issuer(issuer, has_stacks=has_stacks)


def _framework(shared: Shared, framework: Framework) -> Iterator[Output]:
    yield build_framework_page(framework, shared.view, shared.lookups)


def _jurisdiction(shared: Shared, jurisdiction: Jurisdiction) -> Iterator[Output]:
    yield build_jurisdiction_page(jurisdiction, shared.view, shared.data)


def _tombstone(shared: Shared, tombstone: Tombstone) -> Iterator[Output]:
    yield shared.moved.of_tombstone(tombstone)


def _tools(shared: Shared) -> Iterator[Output]:
    """Pages and files that say the same whatever is in the catalog, or nearly."""
    renderer, registry = shared.renderer, shared.registry
    yield build_plan(renderer)
    yield build_receipt(renderer)
    yield build_desk(renderer, registry)
    yield build_messages(renderer)
    yield build_request_page(renderer, registry)
    yield build_proposal_page(renderer)
    here = shared.view.translations_here
    yield build_preview_data(renderer, registry, here, shared.derived)
    yield build_glyphs()
    facts = jurisdiction_facts([place for _, place in sorted(registry.jurisdictions.items())])
    yield Asset("jurisdictions/facts.json", render_facts(facts))
