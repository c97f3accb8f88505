"""The form in which a definition is written in the browser, and what it is made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from credfolio.definition import missing_for_active
from credfolio.model import MicroCredential
from credfolio.pages import addresses
from credfolio.pages.page import Asset, Page
from credfolio.pages.renderer import ROOT, Renderer
from credfolio.pages.tool_pages import stylesheets
from credfolio.registry import Registry, credential_path
from credfolio.scaffold_layouts import CREDENTIAL
from credfolio.schema import json_schema

SCRIPT = "assets/built/builder.js"
FORM = f"{addresses.CREDENTIAL_BUILDER}form.json"


def definition_file(reference: str) -> str:
    """Where the YAML of a definition is published, as its authors wrote it."""
    return f"{addresses.credential(reference)}definition.yml"


def change_address(renderer: Renderer, reference: str) -> Markup:
    """Where a change to a definition is written; empty when the site names no forge.

    The form, or the forge's own editor where the site was built without its script.
    """
    edit = renderer.site.edit_url
    if edit and renderer.has_file(SCRIPT):
        return Markup(f"{ROOT}{addresses.CREDENTIAL_BUILDER}?from={reference}")
    return Markup.escape(f"{edit}{credential_path(reference)}" if edit else "")


def build_credential_builder(renderer: Renderer, registry: Registry) -> Iterator[Page | Asset]:
    """``contribute/credential/``, and the schema and names that its script fills it from.

    With ``?from=<issuer>/<id>`` it opens that definition, to propose a change.
    """
    site = renderer.site
    yield Page(
        "builder",
        addresses.CREDENTIAL_BUILDER,
        "Write a micro-credential",
        "A form for a new micro-credential, or a change to one. It ends with the file to propose.",
        renderer.render(
            "builder",
            form=FORM,
            fills=urlsplit(site.new_url).hostname == "github.com",
            script=SCRIPT if renderer.has_file(SCRIPT) else "",
        ),
        head=stylesheets("fields", "builder"),
        indexed=False,
    )
    form = {
        "schema": json_schema(CREDENTIAL.schema),
        "notes": dict(CREDENTIAL.notes),
        "needed": [
            [missing.key, missing.words]
            for missing in missing_for_active(MicroCredential(id="x", issuer="x", title="x"))
        ],
        "issuers": [[issuer.id, issuer.name] for _, issuer in sorted(registry.issuers.items())],
        "credentials": [[ref, c.title] for ref, c in sorted(registry.credentials.items())],
    }
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    yield Asset(FORM, text.encode())
