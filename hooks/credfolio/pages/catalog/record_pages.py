"""The pages of stacks, issuers and frameworks, and the directory."""

from __future__ import annotations

from collections import defaultdict

from credfolio.pages.catalog.jurisdiction_page import incentives_of, while_any
from credfolio.pages.catalog.stack_path import path_of
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups, issuer_picture
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import clip
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.pages.open_data import places
from credfolio.pages.open_data.published import OpenData
from credfolio.proof.age_key import fingerprint
from credfolio.records.model import Framework, Issuer, MicroCredential, Stack
from credfolio.records.reckoned.stack_tree import demand, total_hours
from credfolio.records.registry import framework_path, issuer_path, stack_path
from credfolio.text.prose import plain_text


def _description(text: str | None, otherwise: str) -> str:
    return clip(plain_text(text), 200) if text else otherwise


def build_stack_page(stack: Stack, view: CatalogView, lookups: Lookups) -> Page:
    registry = view.registry
    named = {group.id: group for group in stack.groups}
    groups = [
        (None, [m for m in stack.members if m.group not in named]),
        *((group, [m for m in stack.members if m.group == group.id]) for group in stack.groups),
    ]
    low, high = total_hours(stack, registry)
    drawing = path_of(stack, view)
    body = view.renderer.render(
        "stack",
        s=stack,
        image_alt=stack.image_alt or f"Badge of the {stack.level} {stack.title}",
        groups=[(group, members) for group, members in groups if members],
        total=words.hour_range(low, high) if high else "",
        asks=words.stack_members(stack, demand(stack).needed),
        edit=lookups.edit(stack_path(stack.ref)),
        holding=registry.stacks_holding.get(f"stack:{stack.ref}", ()),
        path=drawing,
        complete=view.completed_by_day(stack, view.completed(stack)),
        credits=view.credits(stack),
        kept=registry.kept_numbers(stack_path(stack.ref)),
    )
    return Page(
        "stack",
        addresses.stack(stack),
        stack.title,
        _description(stack.summary, f"A {stack.level} of micro-credentials."),
        body,
        head=stylesheets("plots") if drawing else "",
        source=stack_path(stack.ref),
    )


def build_issuer_page(
    issuer: Issuer, view: CatalogView, lookups: Lookups, published: OpenData
) -> Page:
    registry = view.registry
    credentials = view.by_issuer.get(issuer.id, ())
    given = incentives_of(issuer, view) if issuer.kind == "district" else []
    body = view.renderer.render(
        "issuer",
        i=issuer,
        fingerprint=fingerprint,
        picture=issuer_picture(issuer, registry),
        credentials=credentials,
        stacks=[stack for stack in view.stacks if stack.issuer == issuer.id],
        awards=sum(len(view.earners(c.ref)) for c in credentials),
        parent=registry.issuers.get(issuer.parent or ""),
        incentives=given,
        when_incentives=while_any(given, view),
        edit=lookups.edit(issuer_path(issuer.id)),
    )
    return Page(
        "issuer",
        addresses.issuer(issuer.id),
        issuer.name,
        _description(issuer.description, f"Micro-credentials issued by {issuer.name}."),
        body,
        head=published.feed_link(places.issuer_feed(issuer.id)),
        source=issuer_path(issuer.id),
    )


def build_framework_page(framework: Framework, view: CatalogView, lookups: Lookups) -> Page:
    by_code: defaultdict[str, list[MicroCredential]] = defaultdict(list)
    by_strand: defaultdict[str, list[MicroCredential]] = defaultdict(list)
    codes = {one.code for strand in framework.strands for one in strand.statements}
    strands = {strand.id for strand in framework.strands}
    aligned: set[str] = set()
    for credential in view.credentials:
        for alignment in credential.alignments:
            if alignment.framework == framework.id:
                aligned.add(credential.ref)
                # Every one that is counted is listed: at its standard, its strand, or at the end.
                strand = alignment.strand if alignment.strand in strands else ""
                found = (
                    by_code[alignment.code] if alignment.code in codes else by_strand[strand or ""]
                )
                # Definitions come one after another; comparing two whole takes milliseconds.
                if not found or found[-1] is not credential:
                    found.append(credential)
    body = view.renderer.render(
        "framework",
        f=framework,
        by_code=by_code,
        by_strand=by_strand,
        aligned=len(aligned),
        edit=lookups.edit(framework_path(framework.id)),
    )
    return Page(
        "framework",
        addresses.framework(framework.id),
        framework.title,
        _description(framework.description, f"Standards of {framework.title}."),
        body,
        source=framework_path(framework.id),
    )
