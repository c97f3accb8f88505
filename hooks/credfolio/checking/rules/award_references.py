"""Awards and versions: those that a record names exist."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.references import is_there, unknown
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.registry import Registry, award_path, educator_path


@own_rule
def check_unknown_award(registry: Registry) -> Iterator[Finding]:
    """An award that a portfolio names is in its awards/ folder.

    Visitors see pinned awards and collections first; a wrong name leaves a gap there.

    Write the name of the file in awards/ without `.yml`.
    """
    for path, educator, award, pointer in _named_awards(registry):
        if (educator, award) in registry.awards or is_there(registry, award_path(educator, award)):
            continue
        own = [a.id for a in registry.awards_by_educator.get(educator, ())]
        yield unknown(
            "unknown-award",
            path,
            f"award {quoted(award)} is not in portfolios/{educator}/awards/",
            award,
            own,
            pointer,
            "delete the line.",
        )


def _named_awards(registry: Registry) -> Iterator[tuple[str, str, str, Pointer]]:
    for educator in registry.educators.values():
        path = educator_path(educator.id)
        for n, award in enumerate(educator.pinned):
            yield path, educator.id, award, ("pinned", n)
        for n, collection in enumerate(educator.collections):
            for m, award in enumerate(collection.awards):
                yield path, educator.id, award, ("collections", n, "awards", m)
    for (holder, name), record in registry.awards.items():
        if record.superseded_by:
            pointer: Pointer = ("superseded_by",)
            yield award_path(holder, name), holder, record.superseded_by, pointer


@own_rule
def check_unknown_version(registry: Registry) -> Iterator[Finding]:
    """An award names a version that its definition has or had.

    The version says which rubric the work was judged by.

    Write the version of the definition on the day of the award. A version that
    is no longer current has an entry in the changelog. Only an imported award
    may say `unknown`: its page says so, and it is compared with no text.
    """
    for (educator, name), award in registry.awards.items():
        definition = registry.credentials.get(award.credential or "") or registry.stacks.get(
            award.stack or ""
        )
        if definition is None or (award.imported_from and not award.has_known_version):
            continue
        versions = [change.version for change in definition.changelog]
        if definition.version and definition.version not in versions:
            versions.insert(0, definition.version)
        if not versions or award.version in versions:
            continue
        yield Finding(
            "unknown-version",
            award_path(educator, name),
            f"version {quoted(award.version)} is not one of {definition.ref}",
            f"expected one of {', '.join(versions)}; or add it to the definition's changelog",
            pointer=("version",),
        )
