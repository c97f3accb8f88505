"""Addresses of the data; relative to the site, like all of `pages.fragments.addresses`."""

from __future__ import annotations

API = "api/v1/"
INDEX = f"{API}index.json"
OPENAPI = f"{API}openapi.json"
STACKS = f"{API}stacks.json"
ISSUERS = f"{API}issuers.json"
RESOURCES = f"{API}resources.json"
JURISDICTIONS = f"{API}jurisdictions.json"
FRAMEWORKS = f"{API}frameworks.json"
SYNONYMS = f"{API}synonyms.json"
SPREADSHEET = f"{API}catalog.csv"
FEED = "feeds/catalog.atom"
DEADLINES = "feeds/deadlines.ics"


def catalog(page: int) -> str:
    return f"{API}catalog.json" if page == 1 else f"{API}catalog-{page}.json"


def credential(reference: str) -> str:
    return f"{API}credentials/{reference}.json"


def issuer_feed(issuer: str) -> str:
    return f"feeds/issuers/{issuer}.atom"


def topic_feed(topic: str) -> str:
    return f"feeds/topics/{topic}.atom"


def jurisdiction_deadlines(jurisdiction: str) -> str:
    return f"feeds/jurisdictions/{jurisdiction}.ics"
