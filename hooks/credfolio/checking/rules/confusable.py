"""Likeness: no issuer, jurisdiction, framework, title or host is taken for another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from credfolio.checking.rules import own_rule, rule
from credfolio.checking.rules.awarded import awards
from credfolio.checking.rules.letters import ONE_LAYOUT, mixed_letters
from credfolio.checking.rules.record_text import noticed, texts
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import Award, Issuer
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    framework_path,
    issuer_path,
    jurisdiction_path,
    stack_path,
)
from credfolio.text.host_names import is_odd_host
from credfolio.text.look_alikes import (
    bare_letters,
    looks_ascii,
    mixed_word,
    skeleton,
    word_skeletons,
)

_SMALL = frozenset({"the"})
_SMALLER = frozenset({"the", "of", "and"})
"""Words that tell no two jurisdictions apart; "of" does, between two universities."""


@rule
def check_confusable_issuer(registry: Registry) -> Iterator[Finding]:
    """An issuer's name does not look like another's.

    A name with a Cyrillic "а" in it looks the same on the page, and that is enough to forge an
    issuer. So is another's legal name, former name or web address.

    Write the name with the letters of one script. Where two names look alike, add the place or
    the kind of organization. An address may be that of the `parent:`, or of one with the same
    parent.
    """
    seen: dict[str, Issuer] = {}
    for issuer in registry.issuers.values():
        yield from _claimed(issuer, ("name",), issuer.name, seen)
    for issuer in registry.issuers.values():
        if issuer.legal_name:
            yield from _claimed(issuer, ("legal_name",), issuer.legal_name, seen)
        for n, name in enumerate(issuer.former_names):
            yield from _claimed(issuer, ("former_names", n), name, seen)
    yield from _like_jurisdictions(registry)
    yield from _addresses(registry)
    yield from _reached_as_another(registry)


def _like_jurisdictions(registry: Registry) -> Iterator[Finding]:
    """Issuers with the name of a jurisdiction that governance.yml does not let them look after."""
    seen: dict[str, tuple[str, str]] = {}
    for place in registry.jurisdictions.values():
        for name in filter(None, (place.name, place.agency)):
            for form in word_skeletons(name, _SMALLER):
                seen.setdefault(form, (place.id, name))
    governance = registry.governance
    if governance is None:
        return  # nothing says yet who is who
    own = {
        (access.issuer, place) for access in governance.issuers for place in access.jurisdictions
    }
    for issuer in registry.issuers.values():
        names: list[tuple[Pointer, str]] = [(("name",), issuer.name)]
        names += [(("legal_name",), issuer.legal_name)] if issuer.legal_name else []
        names += [(("former_names", n), one) for n, one in enumerate(issuer.former_names)]
        for pointer, name in names:
            found = {seen[form] for form in word_skeletons(name, _SMALLER) if form in seen}
            for place_id, of_place in sorted(found):
                if (issuer.id, place_id) not in own:
                    yield Finding(
                        "confusable-issuer",
                        issuer_path(issuer.id),
                        f"the name {quoted(name)} looks like {quoted(of_place)}, which is the "
                        f"jurisdiction {quoted(place_id)}",
                        "write the issuer's own name; if it is the jurisdiction itself, a "
                        "maintainer lists that under `jurisdictions:` of the issuer in "
                        "catalog/governance.yml",
                        pointer=pointer,
                    )


def _claimed(
    issuer: Issuer, pointer: Pointer, name: str, seen: dict[str, Issuer]
) -> Iterator[Finding]:
    """Whether a name mixes scripts, or looks like one in `seen`, which it joins."""
    path = issuer_path(issuer.id)
    if found := mixed_letters("confusable-issuer", path, name, pointer):
        yield found
        return
    for form in sorted(word_skeletons(name, _SMALL)):
        other = seen.setdefault(form, issuer)
        if other.id == issuer.id or (pointer != ("name",) and _are_kin(issuer, other)):
            continue
        yield Finding(
            "confusable-issuer",
            path,
            f"the name {quoted(name)} looks like that of {quoted(other.id)}",
            "add the place or the kind of organization to one of the two names",
            pointer=pointer,
        )
        break


def _are_kin(one: Issuer, other: Issuer) -> bool:
    """Whether one is part of the other, or both are of a third: they may share what is whose."""
    parents = {one.parent, other.parent} - {None}
    return bool(parents & {one.id, other.id}) or (
        one.parent is not None and one.parent == other.parent
    )


def _addresses(registry: Registry) -> Iterator[Finding]:
    """Issuers whose address is on the site of another, or on a host that looks like it."""
    seen: list[tuple[Issuer, str, str]] = []
    for issuer in registry.issuers.values():
        if issuer.url is None:
            continue
        host, path = _place(issuer.url)
        for other, its_host, its_path in seen:
            is_same = host == its_host and (path == its_path or not path or not its_path)
            looks = host != its_host and skeleton(host) == skeleton(its_host)
            if (is_same or looks) and not _are_kin(issuer, other):
                yield Finding(
                    "confusable-issuer",
                    issuer_path(issuer.id),
                    f"the address {quoted(issuer.url)} "
                    f"{'is' if is_same else 'looks like'} that of {quoted(other.id)}",
                    "write the issuer's own address, or name the other as its `parent:`",
                    pointer=("url",),
                )
                break
        seen.append((issuer, host, path))


def _reached_as_another(registry: Registry) -> Iterator[Finding]:
    """Issuers whose mail goes to the host of another, or that claim another's page elsewhere."""
    sites = [(one, one.url) for one in registry.issuers.values() if one.url is not None]
    hosts = {skeleton(_place(url)[0]): one for one, url in sites}
    pages: dict[str, Issuer] = {}
    for issuer in registry.issuers.values():
        found: list[tuple[str, str, Issuer | None]] = []
        if issuer.email is not None:
            host = issuer.email.rpartition("@")[2].lower()
            is_own = issuer.url is not None and _place(issuer.url)[0] == host
            found.append(("email", issuer.email, None if is_own else hosts.get(skeleton(host))))
        if number := issuer.linkedin_organization_id:
            found.append(("linkedin_organization_id", number, pages.setdefault(number, issuer)))
        for field, value, other in found:
            if other is not None and other.id != issuer.id and not _are_kin(issuer, other):
                yield Finding(
                    "confusable-issuer",
                    issuer_path(issuer.id),
                    f"{quoted(value)} belongs to {quoted(other.id)}",
                    "write the issuer's own, or name the other as its `parent:`",
                    pointer=(field,),
                )


def _place(url: str) -> tuple[str, str]:
    """The host of an address and the path on it, as far as they tell sites apart."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    return host, parts.path.strip("/")


@own_rule
def check_confusable_host(registry: Registry) -> Iterator[Finding]:
    """The host of an address does not look like an issuer's or a jurisdiction's.

    Evidence on "rnaple.example" passes for work that was published on "maple.example".

    Correct the address. If it is a host of its own, move the work to another, or leave the
    address out.
    """
    known: dict[str, str] = {}
    sites = [one.url for one in registry.whole.issuers.values()]
    sites += [one.url for one in registry.whole.jurisdictions.values()]
    for site in filter(None, sites):
        host = _host(site)
        known.setdefault(_looks(host), host)
    for path, pointer, address in _shown_addresses(registry):
        host = _host(address)
        other = known.get(_looks(host), host)
        if other != host:
            yield Finding(
                "confusable-host",
                path,
                f"the host {quoted(host)} looks like {quoted(other)}, which is an issuer's or a "
                "jurisdiction's",
                f"write {other}, or leave the address out",
                pointer=pointer,
            )
    for issuer in registry.issuers.values():
        if issuer.email is not None and is_odd_host(issuer.email.rpartition("@")[2].lower()):
            yield Finding(
                "confusable-host",
                issuer_path(issuer.id),
                f"nobody can read the host of {quoted(issuer.email)}",
                "write an address without `xn--` and without a dot at the end",
                pointer=("email",),
            )


_looks = lru_cache(maxsize=10_000)(skeleton)


def _host(address: str) -> str:
    """The host of an address; "" where it cannot be told, which is a finding of its own."""
    try:
        return _place(address)[0]
    except ValueError:
        return ""


def _shown_addresses(registry: Registry) -> Iterator[tuple[str, Pointer, str]]:
    """Every address that is shown as a link, with its place, but an issuer's own."""
    for path, award in awards(registry):
        for pointer, address in _addresses_in(award):
            yield path, pointer, address
    for group, path_of in (
        (registry.credentials, credential_path),
        (registry.educators, educator_path),
        (registry.jurisdictions, jurisdiction_path),
        (registry.frameworks, framework_path),
    ):
        for key, record in group.items():
            for text in texts(record):
                if text.kind == "link":
                    yield path_of(key), text.pointer, text.text
    # Importing a family registers its rules, whose order is that of the reference.
    from credfolio.checking.rules.links import targets

    for path, _, pointer, prose, kind in noticed(registry):
        if kind == "prose" and "](" in prose:
            yield from ((path, pointer, target) for target in targets(prose) if "://" in target)


def _addresses_in(award: Award) -> Iterator[tuple[Pointer, str]]:
    for n, one in enumerate(award.evidence):
        if one.url:
            yield ("evidence", n, "url"), one.url
        if one.archived_url:
            yield ("evidence", n, "archived_url"), one.archived_url
    if award.imported_from is not None and award.imported_from.url:
        yield ("imported_from", "url"), award.imported_from.url


@rule
def check_confusable_name(registry: Registry) -> Iterator[Finding]:
    """The name of a jurisdiction, a framework or a definition does not look like another's.

    Credit counts where a jurisdiction says so. One with the name of another could promise
    anything, and a framework could say anything in a state's name. Definitions may share a
    title, but not look as if they did.

    Write the name with the letters of one script, and say how the two differ. Frameworks of one
    title have different versions.
    """
    places = {
        jurisdiction_path(one.id): (("name",), one.name, "")
        for one in registry.jurisdictions.values()
    }
    titles = {
        framework_path(one.id): (("title",), one.title, one.version or "")
        for one in registry.frameworks.values()
    }
    yield from _alike(places)
    yield from _alike(titles)
    yield from _alike_definitions(registry)


def _alike(names: Mapping[str, tuple[Pointer, str, str]]) -> Iterator[Finding]:
    """Findings for names by the path of their file, with what tells two of one name apart."""
    seen: dict[tuple[str, str], str] = {}
    for path, (pointer, name, apart) in names.items():
        if found := mixed_letters("confusable-name", path, name, pointer):
            yield found
            continue
        for form in sorted(word_skeletons(name, _SMALLER)):
            other = seen.setdefault((form, apart), path)
            if other != path:
                yield Finding(
                    "confusable-name",
                    path,
                    f"the name {quoted(name)} looks like that in {other}",
                    "say in one of the two names how they differ",
                    pointer=pointer,
                )
                break


def _alike_definitions(registry: Registry) -> Iterator[Finding]:
    """Titles in letters that look like those of another title, or that mix scripts to do so."""
    definitions: list[tuple[str, str]] = [
        *((credential_path(ref), one.title) for ref, one in registry.credentials.items()),
        *((stack_path(ref), one.title) for ref, one in registry.stacks.items()),
    ]
    # A title in plain letters is the one that others are taken for.
    definitions.sort(key=lambda one: not one[1].isascii())
    seen: dict[str, str] = {}
    for path, title in definitions:
        # Science mixes scripts, too: only letters that look like others are meant.
        found = mixed_letters("confusable-name", path, title, ("title",))
        if found and any(map(looks_ascii, mixed_word(title))):
            yield found
            continue
        other = seen.setdefault(skeleton(title), title)
        if bare_letters(other) != bare_letters(title):
            yield Finding(
                "confusable-name",
                path,
                f"the title {quoted(title)} looks like {quoted(other)}, in other letters",
                ONE_LAYOUT,
                pointer=("title",),
            )
