"""The outputs about all records: pages that one browses by, small records, and the tools."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.drawing.issuer_mark import draw_mark
from credfolio.pages.badges.verify_page import build_verify_page
from credfolio.pages.catalog.browse_pages import (
    build_audiences,
    build_catalog,
    build_evidence,
    build_frameworks_index,
    build_home,
    build_issuers_index,
    build_jurisdictions_index,
    build_resources,
    build_stacks_index,
    build_topics,
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
from credfolio.records.registry import (
    issuer_path,
)


def browsing_outputs(shared: Shared) -> Iterator[Output]:
    """The pages that one browses by, those of small records, and the tools."""
    view, registry = shared.view, shared.registry
    home = build_home(view)
    yield shared.with_tags(home, HOME)
    if shared.site.url:
        yield shared.previews.of_site()
    yield from build_catalog(view, shared.search, shared.data.feed_link(places.FEED))
    yield from build_topics(view, lambda topic: shared.data.feed_link(places.topic_feed(topic)))
    yield from build_audiences(view)
    yield from build_evidence(view)
    yield build_issuers_index(view)
    yield build_stacks_index(view)
    yield from build_resources(view)
    yield build_frameworks_index(view)
    yield build_jurisdictions_index(view)
    yield from build_directory(view, shared.lookups)
    yield from build_figures(view, shared.lookups)
    yield build_questions(view)
    yield build_verify_page(shared.renderer, shared.files.published_issuers())
    for _, issuer in sorted(registry.issuers.items()):
        yield build_issuer_page(issuer, view, shared.lookups, shared.data)
        own = own_issuer_picture(issuer, registry)
        picture = (
            own.data if own else draw_mark(issuer.id, issuer.kind, monogram(issuer.name)).encode()
        )
        yield Asset(issuer_picture(issuer, registry), picture, issuer_path(issuer.id))
        yield from shared.files.of_issuer(issuer)
        yield from shared.moved.of_issuer(
            issuer, has_stacks=any(s.issuer == issuer.id for s in registry.stacks.values())
        )
    for _, framework in sorted(registry.frameworks.items()):
        yield build_framework_page(framework, view, shared.lookups)
    for _, jurisdiction in sorted(registry.jurisdictions.items()):
        yield build_jurisdiction_page(jurisdiction, view, shared.data)
    for _, tombstone in sorted(registry.tombstones.items()):
        yield shared.moved.of_tombstone(tombstone)
    yield from shared.moved.of_settings(shared.site)
    yield build_compare(shared.renderer, pairs(view))
    yield build_plan(shared.renderer)
    yield build_assess(shared.renderer, rubrics(view), MOST_RUBRICS)
    yield build_receipt(shared.renderer)
    yield build_desk(shared.renderer)
    yield build_messages(shared.renderer)
    yield from build_contribute(shared.renderer, registry, shared.derived)
    yield build_request_page(shared.renderer, registry)
    yield build_proposal_page(shared.renderer)
    if shared.site.has_styleguide:
        yield from build_styleguide(shared.loader, shared.site)
    yield build_preview_data(shared.renderer, registry, shared.derived)
    yield build_glyphs()
    facts = jurisdiction_facts([place for _, place in sorted(registry.jurisdictions.items())])
    yield Asset("jurisdictions/facts.json", render_facts(facts))
