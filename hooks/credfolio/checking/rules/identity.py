"""Identity: one address, one name, one thing."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule, rule
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import (
    RESERVED_AWARDS,
    RESERVED_DEFINITIONS,
    RESERVED_EVIDENCE,
    RESERVED_HANDLES,
    RESERVED_ISSUERS,
    fold,
)
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
    tombstone_path,
)


@own_rule
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
    yield from _taken(
        [
            (f"{one.issuer}/{bare}", credential_path(reference), ("human_code",))
            for reference, one in registry.credentials.items()
            if (bare := "".join(c for c in one.human_code or "" if c.isalnum()))
        ]
    )
    yield from _taken(
        [
            (ctid, credential_path(reference), ("external_ids", "ctid"))
            for reference, one in registry.credentials.items()
            if (ctid := one.external_ids.get("ctid", "").lower())
        ]
    )
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


@own_rule
def check_reserved_address(registry: Registry) -> Iterator[Finding]:
    """No id, former id or handle is an address that the site itself uses.

    The site has its own lists at `frameworks`, `jurisdictions`, `stacks`, `page` and `by` below
    the catalog, at `page` below the portfolios and `transcript` below each, and files of its
    own in `stacks`, `status` and `versions` of an issuer and next to an award.

    Delete the line, or choose another id.
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
    for path, definition in _definitions(registry):
        names: list[tuple[str, Pointer]] = [(definition.id, ())]
        for key in ("aliases", "former_ids"):
            names += [(name, (key, n)) for n, name in enumerate(getattr(definition, key))]
        old += [(name, path, pointer) for name, pointer in names if name in RESERVED_DEFINITIONS]
    for (educator, award), record in registry.awards.items():
        path = award_path(educator, award)
        if award in RESERVED_AWARDS:
            old.append((award, path, ()))
        for n, one in enumerate(record.evidence):
            published = f"{one.id}.{(one.file or '').rpartition('.')[2].lower()}"
            if published in RESERVED_EVIDENCE:
                old.append((one.id, path, ("evidence", n, "id")))
    for name, path, pointer in old:
        yield Finding(
            "reserved-address",
            path,
            f"{quoted(name)} is an address that the site itself uses",
            "rename the file"
            if not pointer
            else "choose another id"
            if pointer[-1] == "id"
            else "delete the line",
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
