"""References: what a record points at exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.pointers import (
    Pointing,
    credential_pointers,
    educator_pointers,
    issuer_pointers,
    stack_pointers,
)
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.ids import nearest
from credfolio.records.model.kinds import PEOPLE
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
)


def unknown(
    rule_id: str,
    path: str,
    message: str,
    reference: str,
    known: Iterable[str],
    pointer: Pointer,
    otherwise: str,
) -> Finding:
    """A finding for a reference that leads nowhere, with the nearest name there is."""
    guess = nearest(reference, known)
    fix = f"did you mean {quoted(guess)}? Otherwise {otherwise}" if guess else otherwise
    return Finding(rule_id, path, message, fix, pointer=pointer)


def is_there(registry: Registry, path: str) -> bool:
    """Whether a file exists but is broken, or its folder is: then that is reported already."""
    return path in registry.broken or path.rpartition("/")[0] in registry.broken


@own_rule
def check_unknown_issuer(registry: Registry) -> Iterator[Finding]:
    """An issuer that a record names has a folder with an issuer.yml in catalog/.

    Without it nobody can tell who is responsible for the credential.

    Write the name of the folder, or add the issuer with `credfolio new issuer`.
    """
    for path, issuer, pointer in issuer_pointers(registry):
        # The loader judges a file's folder, once for all files in it.
        own_folder = pointer == ("issuer",) and path.startswith(f"catalog/{issuer}/")
        if issuer in registry.issuers or own_folder or is_there(registry, issuer_path(issuer)):
            continue
        yield unknown(
            "unknown-issuer",
            path,
            f"issuer {quoted(issuer)} is not in catalog/",
            issuer,
            registry.whole.issuers,
            pointer,
            f"run `credfolio new issuer {issuer}`.",
        )


@own_rule
def check_unknown_credential(registry: Registry) -> Iterator[Finding]:
    """A credential that a record names is in the catalog.

    Prerequisites, stacks, playlists and awards are links; a wrong one leads to
    a missing page.

    Write it as `issuer/credential`: the folder, a slash, and the file's name
    without `.yml`. Use the current id; only old web addresses redirect from a
    former one.
    """
    yield from _unknown_definitions(
        "unknown-credential", "credential", registry, credential_pointers(registry)
    )


@own_rule
def check_unknown_stack(registry: Registry) -> Iterator[Finding]:
    """A stack that a record names is in the catalog.

    Progress through a stack that does not exist cannot be counted.

    Write it as `issuer/stack`: the issuer's folder, a slash, and the name of
    the file in its `stacks/` folder without `.yml`.
    """
    yield from _unknown_definitions("unknown-stack", "stack", registry, stack_pointers(registry))


def _former(definitions: Iterable[object]) -> dict[str, str]:
    """Former references → the ones that are right today."""
    former = {}
    for definition in definitions:
        issuer, now = getattr(definition, "issuer", ""), getattr(definition, "ref", "")
        for old in (*getattr(definition, "former_ids", ()), *getattr(definition, "aliases", ())):
            former[f"{issuer}/{old}"] = now
    return former


def _unknown_definitions(
    rule_id: str, kind: str, registry: Registry, pointings: Iterable[Pointing]
) -> Iterator[Finding]:
    is_credential = kind == "credential"
    known: Mapping[str, object] = registry.credentials if is_credential else registry.stacks
    place_of = credential_path if is_credential else stack_path
    other: Mapping[str, object] = registry.stacks if is_credential else registry.credentials
    living: Mapping[str, object] = {}
    former: Mapping[str, str] = {}
    for path, reference, pointer in pointings:
        if reference in known or is_there(registry, place_of(reference)):
            continue
        if not living:
            every = registry.whole
            living = every.credentials if is_credential else every.stacks
            former = _former(living.values())
        issuer, _, name = reference.partition("/")
        if reference in former:
            now = former[reference]
            yield Finding(
                rule_id,
                path,
                f"{kind} {quoted(reference)} is a former name",
                f"write {quoted(now)}, its name today",
                pointer=pointer,
            )
        elif reference in other:
            right = "stack" if kind == "credential" else "credential"
            yield Finding(
                rule_id,
                path,
                f"{quoted(reference)} is a {right} and not a {kind}",
                f"write it under `{right}:`",
                pointer=pointer,
            )
        else:
            yield unknown(
                rule_id,
                path,
                f"{kind} {quoted(reference)} is not in catalog/",
                reference,
                living,
                pointer,
                f"run `credfolio new {kind} {issuer}/{name}`.",
            )


@own_rule
def check_unknown_educator(registry: Registry) -> Iterator[Finding]:
    """An educator whom an issuer or a person of an office names has a portfolio.

    With a wrong id nobody can assess, or awards have no home.

    Write the name of the folder in portfolios/. List someone without a
    portfolio by `name:`.
    """
    for person in registry.people.values():
        home = person.educator
        if not home or home in registry.educators or home in registry.tombstones:
            continue
        if not is_there(registry, educator_path(home)):
            yield unknown(
                "unknown-educator",
                PEOPLE.path(person.id),
                f"educator {quoted(home)} is not in portfolios/ of either repository",
                home,
                registry.whole.educators,
                ("educator",),
                f"run `credfolio new educator {home}`, or leave the line out.",
            )
    for path, educator, pointer in educator_pointers(registry):
        if educator in registry.educators or is_there(registry, educator_path(educator)):
            continue
        yield unknown(
            "unknown-educator",
            path,
            f"educator {quoted(educator)} is not in portfolios/",
            educator,
            registry.whole.educators,
            pointer,
            "list the person with `name:` instead.",
        )
