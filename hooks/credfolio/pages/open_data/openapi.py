"""The description of the data as an OpenAPI 3.1 document."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.fragments.page import Site
from credfolio.pages.open_data import places
from credfolio.pages.open_data.models import (
    DOCUMENTS,
    SCHEMA_VERSION,
    CatalogDocument,
    CredentialDocument,
    FrameworksDocument,
    IndexDocument,
    IssuersDocument,
    JurisdictionsDocument,
    ResourcesDocument,
    StacksDocument,
    SynonymsDocument,
)
from credfolio.records.model.as_read import schemas_of

_PATHS: tuple[tuple[str, type[BaseModel], str, str, tuple[str, ...]], ...] = (
    (places.INDEX, IndexDocument, "index", "Where everything is", ()),
    (places.catalog(1), CatalogDocument, "catalog", "The catalog, or its first page", ()),
    (
        f"{places.API}catalog-{{page}}.json",
        CatalogDocument,
        "catalogPage",
        "A further page of the catalog, from 2 on",
        ("page",),
    ),
    (
        places.credential("{issuer}/{credential}"),
        CredentialDocument,
        "credential",
        "One micro-credential, whole",
        ("issuer", "credential"),
    ),
    (places.STACKS, StacksDocument, "stacks", "All stacks", ()),
    (places.ISSUERS, IssuersDocument, "issuers", "All issuers", ()),
    (places.RESOURCES, ResourcesDocument, "resources", "Every learning resource once", ()),
    (places.JURISDICTIONS, JurisdictionsDocument, "jurisdictions", "What counts where", ()),
    (places.FRAMEWORKS, FrameworksDocument, "frameworks", "Frameworks of standards", ()),
    (places.SYNONYMS, SynonymsDocument, "synonyms", "Words taken for one another", ()),
)


def build_openapi(site: Site, derived: Keep) -> dict[str, Any]:
    """The document for `site`; its schemas are made from the models that the data is made from."""
    schemas = derived("openapi", lambda: json.dumps(schemas_of(DOCUMENTS)).encode())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name}: data",
            "version": SCHEMA_VERSION,
            "description": (
                "Static files: no key, no limit of calls, nothing is written. A key without a "
                "value is left out. An unknown address answers with the site's 404 page."
            ),
        },
        "servers": [{"url": site.url or "/"}],
        "paths": {
            f"/{path}": {
                "get": {
                    "operationId": name,
                    "summary": summary,
                    **({"parameters": [_parameter(one) for one in asked]} if asked else {}),
                    "responses": {
                        "200": {
                            "description": summary,
                            "content": {
                                "application/json": {
                                    "schema": {"$ref": f"#/components/schemas/{model.__name__}"}
                                }
                            },
                        },
                        "404": {"description": "There is no such document."},
                    },
                }
            }
            for path, model, name, summary, asked in _PATHS
        },
        "components": {"schemas": json.loads(schemas)},
    }


def _parameter(name: str) -> dict[str, Any]:
    kind = {"type": "integer", "minimum": 2} if name == "page" else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": kind}
