"""Identity: one address, one name, one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import RESERVED_HANDLES, RESERVED_ISSUERS, fold
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
    tombstone_path,
)
from credfolio.text.look_alikes import skeletons


@rule
def check_issuer_differs(registry: Registry) -> Iterator[Finding]:
    """A definition is in the folder of the issuer that it names.

    The folder is part of its address and decides who may change it.

    Leave `issuer:` out, or move the file. List other responsible issuers under
    `co_issuers`.
    """
    paths = [(credential_path(r), c.issuer) for r, c in registry.credentials.items()]
    paths += [(stack_path(r), s.issuer) for r, s in registry.stacks.items()]
    for path, issuer in paths:
        folder = path.split("/")[1]
        if issuer != folder and issuer in registry.issuers:
            yield Finding(
                "issuer-differs",
                path,
                f"issuer is {quoted(issuer)}, but the file is in the folder of {quoted(folder)}",
                f"delete the line, or move the file to catalog/{issuer}/",
                pointer=("issuer",),
            )


_Names = list[tuple[str, str, Pointer]]
"""A name, the file that claims it, and where."""


@rule
def check_id_taken(registry: Registry) -> Iterator[Finding]:
    """An id, alias or former id leads to one thing only.

    Addresses last. If an old id were given to something else, every link to the
    old thing would mislead. Case, hyphens and underscores make no difference,
    and an issuer's credentials and stacks share one set of ids.

    Choose another id, or delete the alias that someone else needs.
    """
    living: _Names = []
    old: _Names = []
    for path, record in _definitions(registry):
        living.append((f"{record.issuer}/{record.id}", path, ()))
        for key, names in (("aliases", record.aliases), ("former_ids", record.former_ids)):
            old += [(f"{record.issuer}/{name}", path, (key, n)) for n, name in enumerate(names)]
    yield from _taken(living + old)
    people: _Names = [(educator, educator_path(educator), ()) for educator in registry.educators]
    people += [(handle, tombstone_path(handle), ()) for handle in registry.tombstones]
    for educator in registry.educators.values():
        for n, handle in enumerate(educator.former_handles):
            people.append((handle, educator_path(educator.id), ("former_handles", n)))
    yield from _taken(people)
    issuers: _Names = [(issuer, issuer_path(issuer), ()) for issuer in registry.issuers]
    for issuer in registry.issuers.values():
        for n, former in enumerate(issuer.former_ids):
            issuers.append((former, issuer_path(issuer.id), ("former_ids", n)))
    yield from _taken(issuers)


@rule
def check_reserved_address(registry: Registry) -> Iterator[Finding]:
    """A former id or handle is not an address that the site itself uses.

    A page that redirects is published at every former id. The site has its own
    lists at `frameworks`, `jurisdictions`, `stacks`, `page` and `by` below the
    catalog, and at `page` below the portfolios.

    Delete the line; the old address then leads to the list.
    """
    old: _Names = [
        (former, issuer_path(issuer.id), ("former_ids", n))
        for issuer in registry.issuers.values()
        for n, former in enumerate(issuer.former_ids)
        if former in RESERVED_ISSUERS
    ]
    old += [
        (handle, educator_path(educator.id), ("former_handles", n))
        for educator in registry.educators.values()
        for n, handle in enumerate(educator.former_handles)
        if handle in RESERVED_HANDLES
    ]
    for name, path, pointer in old:
        yield Finding(
            "reserved-address",
            path,
            f"{quoted(name)} is an address that the site itself uses",
            "delete the line",
            pointer=pointer,
        )


def _definitions(registry: Registry) -> Iterator[tuple[str, MicroCredential | Stack]]:
    for reference, credential in registry.credentials.items():
        yield credential_path(reference), credential
    for reference, stack in registry.stacks.items():
        yield stack_path(reference), stack


def _taken(names: _Names) -> Iterator[Finding]:
    """Findings for names claimed twice; those in use today come first and keep theirs."""
    claimed: dict[str, str] = {}
    for name, path, pointer in names:
        holder = claimed.get(fold(name))
        if holder is None:
            claimed[fold(name)] = path
            continue
        own, shown = holder == path, quoted(name.rpartition("/")[2])
        yield Finding(
            "id-taken",
            path,
            f"{shown} already leads to this record itself"
            if own
            else f"{shown} already leads to {holder}",
            _fix(own=own, is_file=not pointer),
            pointer=pointer,
        )


def _fix(*, own: bool, is_file: bool) -> str:
    if own:
        return "delete the line"
    return "rename one of the two" if is_file else "delete the line, or choose another id"


_MIXED = re.compile(r"[A-Za-z][^\W\d_]*[Ͱ-ϿЀ-ԯ]|[Ͱ-ϿЀ-ԯ][^\W\d_]*[A-Za-z]")


@rule
def check_confusable_issuer(registry: Registry) -> Iterator[Finding]:
    """An issuer's name does not look like another's.

    A name with a Cyrillic "а" in it looks the same on the page, and that is enough to forge an
    issuer.

    Write the name with the letters of one script. Where two names look alike, add the place or
    the kind of organization.
    """
    seen: dict[str, str] = {}
    for issuer in registry.issuers.values():
        path = issuer_path(issuer.id)
        if match := _MIXED.search(issuer.name):
            yield Finding(
                "confusable-issuer",
                path,
                f"the name mixes letters that look alike from two scripts: {quoted(match.group())}",
                "type the word again with one keyboard layout",
                pointer=("name",),
            )
            continue
        for form in sorted(skeletons(issuer.name)):
            other = seen.setdefault(form, issuer.id)
            if other != issuer.id:
                yield Finding(
                    "confusable-issuer",
                    path,
                    f"the name {quoted(issuer.name)} looks like that of {quoted(other)}",
                    "add the place or the kind of organization to one of the two names",
                    pointer=("name",),
                )
                break
