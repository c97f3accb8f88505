"""The outputs of one micro-credential or one stack."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.badges.openbadges.home import definition_page, version_yaml
from credfolio.pages.catalog.credential_page import build_credential_page
from credfolio.pages.catalog.facts import (
    credential_facts,
    render_facts,
    stack_facts,
)
from credfolio.pages.catalog.record_pages import (
    build_stack_page,
)
from credfolio.pages.catalog.version_page import build_version_pages
from credfolio.pages.catalog.worksheet_page import build_worksheet
from credfolio.pages.contribute.builder_page import definition_file
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Asset, Output
from credfolio.pages.outputs.shared import Shared
from credfolio.pages.search.index import text_of
from credfolio.pages.search.passages import passages
from credfolio.pages.sharing.previews import HOME
from credfolio.proof.digests import as_text
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import (
    credential_path,
    credential_version_path,
    stack_path,
    stack_version_path,
)


def credential_outputs(shared: Shared, credential: MicroCredential) -> Iterator[Output]:
    source = credential_path(credential.ref)
    page = build_credential_page(credential, shared.view, shared.lookups)
    yield shared.with_tags(page, f"{page.address}{HOME}")
    if shared.site.url:
        yield shared.previews.of_definition(credential, shared.picture(credential))
        yield from shared.previews.badge_pngs(credential, shared.picture(credential))
    if credential.parts:
        yield build_worksheet(credential, shared.view)
    here = addresses.credential(credential)
    yield Asset(addresses.badge(here), shared.picture(credential), source)
    yield Asset(addresses.badge_small(here), shared.small_picture(credential), source)
    if (written := shared.source(source)) is not None:
        yield Asset(definition_file(credential.ref), written, source)
    facts = render_facts(credential_facts(credential, shared.registry))
    yield Asset(addresses.facts(here), facts, source)
    yield from shared.files.of_definition(credential, source)
    yield from build_version_pages(credential, shared.view)
    yield from _kept_texts(shared, credential, source)
    yield shared.data.of_credential(credential)
    yield text_of(credential, passages(credential))
    yield from shared.moved.of_definition(credential, source)


def stack_outputs(shared: Shared, stack: Stack) -> Iterator[Output]:
    source = stack_path(stack.ref)
    page = build_stack_page(stack, shared.view, shared.lookups)
    yield shared.with_tags(page, f"{page.address}{HOME}")
    if shared.site.url:
        yield shared.previews.of_definition(stack, shared.picture(stack))
        yield from shared.previews.badge_pngs(stack, shared.picture(stack))
    here = addresses.stack(stack)
    yield Asset(addresses.badge(here), shared.picture(stack), source)
    yield Asset(addresses.badge_small(here), shared.small_picture(stack), source)
    yield Asset(addresses.facts(here), render_facts(stack_facts(stack, shared.registry)), source)
    yield from build_version_pages(stack, shared.view)
    yield from _kept_texts(shared, stack, source)
    yield from shared.files.of_definition(stack, source)
    if stack.status != "retired":
        yield text_of(stack, passages(stack))
    yield from shared.moved.of_definition(stack, source)


def _kept_texts(
    shared: Shared, definition: MicroCredential | Stack, source: str
) -> Iterator[Asset]:
    """The text of each kept version, in the bytes that its digest in badges is of."""
    is_stack = isinstance(definition, Stack)
    path = stack_version_path if is_stack else credential_version_path
    for kept in shared.registry.kept_versions.get(source, ()):
        version = kept.version or ""
        written = shared.source(path(f"{definition.ref}/{version}"))
        if written is None:
            continue
        data = as_text(written.decode("utf-8")).encode("utf-8")
        # A badge that was signed under a former id names that id permanently.
        for name in (definition.id, *definition.former_ids):
            named = definition.model_copy(update={"id": name})
            yield Asset(
                version_yaml(definition_page(named.ref, is_stack=is_stack), version), data, source
            )
