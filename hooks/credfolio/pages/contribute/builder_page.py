"""What a contributor begins with: the page with the doors, and the forms behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.contribute.form_data import render_form
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Asset, Page
from credfolio.pages.fragments.renderer import ROOT, Renderer
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry, credential_path
from credfolio.text.typed_address import split_typed

SCRIPT = "assets/built/builder.js"
_OF_PREVIEWS = ("people", "portfolio", "award", "credential", "proposal")


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form in the browser; `kind` is the record that it ends in."""

    kind: str
    address: str
    title: str
    description: str
    lead: str
    is_personal: bool = False
    """Whether it is about a person, so that the page says what is never asked for."""


_KEPT = "Everything stays in this browser until you propose it, and a half-finished form is kept as"

FORMS = (
    FormPage(
        "credential",
        addresses.CREDENTIAL_BUILDER,
        "Write a micro-credential",
        "A form for a new micro-credential, or a change to one. It ends with the file to propose.",
        f"Fill in what you know. {_KEPT} a draft.",
    ),
    FormPage(
        "award",
        addresses.AWARD_FORM,
        "Add an award for review",
        "A form for an award: a request to its issuer from its earner, or the record of it.",
        f"Say what was earned, when, and what may be shown of the work. {_KEPT} a draft.",
        is_personal=True,
    ),
    FormPage(
        "educator",
        addresses.PORTFOLIO_FORM,
        "Make a portfolio",
        "A form for an educator's own page: what it shows, how it looks and who may see it.",
        f"A page of your own that your badges come to. {_KEPT} a draft.",
        is_personal=True,
    ),
)


def definition_file(reference: str) -> str:
    """Where the YAML of a definition is published, as its authors wrote it."""
    return f"{addresses.credential(reference)}definition.yml"


def change_address(renderer: Renderer, reference: str) -> Markup:
    """Where a change to a definition is written; empty when the site names no forge.

    The form, or the forge's own editor where the site was built without its script.
    """
    edit = renderer.site.edit_url
    if edit and renderer.bundled(SCRIPT):
        return Markup(f"{ROOT}{addresses.CREDENTIAL_BUILDER}?from={reference}")
    return Markup.escape(f"{edit}{credential_path(reference)}" if edit else "")


def build_contribute(
    renderer: Renderer, registry: Registry, derived: Keep = lambda _, make: make()
) -> Iterator[Page | Asset]:
    """``contribute/`` with its doors, and behind them a form for each kind of record.

    ``contribute/credential/?from=<issuer>/<id>`` opens that definition, to propose a change.
    """
    site = renderer.site
    script = renderer.bundled(SCRIPT)
    fills = split_typed(site.new_url).hostname == "github.com"
    definitions = sorted(
        registry.credentials.values(), key=lambda c: (_issuer(registry, c.issuer), c.title, c.id)
    )
    by_issuer = groupby(definitions, key=lambda c: _issuer(registry, c.issuer))
    yield Page(
        "contribute",
        addresses.CONTRIBUTE,
        "Contribute",
        "Write a micro-credential, propose a change, ask for an award to be recorded, or make a "
        "portfolio: with a browser, and nothing to install.",
        renderer.render(
            "contribute",
            by_issuer=[(name, list(group)) for name, group in by_issuer],
            issuers=_asked(registry),
            script=script,
            fills=fills,
        ),
        head=stylesheets("fields", "builder"),
    )
    for form in FORMS:
        data = f"{form.address}form.json"
        yield Page(
            "builder",
            form.address,
            form.title,
            form.description,
            renderer.render(
                "builder",
                form=form,
                data=data,
                fills=fills,
                script=script,
                preview_styles=Markup(stylesheets(*_OF_PREVIEWS)),
            ),
            head=stylesheets("fields", "builder"),
            indexed=False,
        )
        yield Asset(data, render_form(form.kind, registry, derived))


def _asked(registry: Registry) -> list[Issuer]:
    """The issuers that a reader may suggest something to: those that still issue, by name."""
    active = (one for one in registry.issuers.values() if one.status == "active")
    return sorted(active, key=lambda one: (one.name.casefold(), one.id))


def _issuer(registry: Registry, name: str) -> str:
    known = registry.issuers.get(name)
    return known.name if known else name
