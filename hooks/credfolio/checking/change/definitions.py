"""Definitions in a change: awarded versions stay the same, and nothing is made twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.awarded_versions import awards_of
from credfolio.checking.change.corrections import only_corrects
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.summary import summarize_definition
from credfolio.findings.finding import Finding, Pointer, counted, quoted
from credfolio.records.model import MicroCredential
from credfolio.records.model.kept import version_number
from credfolio.records.reckoned.frozen import changed_promises
from credfolio.records.registry import credential_path, stack_path
from credfolio.text.look_alikes import bare_letters

_DEFINITIONS = ("credentials", "stacks")
_SIMILAR_TITLE = 86
_SIMILAR_COMPETENCY = 82


@change_rule
def check_frozen_version(change: Change) -> Iterator[Finding]:
    """A version that was awarded keeps its competency, prerequisites, parts and passing rule.

    Readers of an award look up here what was asked for, so it must stay the
    same. For a stack, this applies to its members and their order.

    Give the definition a new `version`, add a line to `changelog`, and set
    `released`. Awards of the old version do not change. Spelling and dead
    links may be set right: see `correction`.
    """
    for kind in _DEFINITIONS:
        for file, old, new in change.records(kind):
            if old is None or new is None or old.version != new.version:
                continue
            place = file.place
            number = awards_of(change, kind, place.key).get(old.version, 0) if place else 0
            changed = changed_promises(old, new)
            if not number or not changed or only_corrects(old, new):
                continue
            what = summarize_definition(old, new, changed)
            yield Finding(
                "frozen-version",
                file.path,
                f"version {old.version} has {counted(number, 'award')} and was changed. "
                f"{' '.join(what)}",
                "raise `version`, and say in `changelog` what is new",
                pointer=(changed[0],) if getattr(new, changed[0]) else (),
            )


@change_rule
def check_version_order(change: Change) -> Iterator[Finding]:
    """The version of a definition only goes up.

    A number used twice means two things, and one that goes down makes older
    awards look newer.

    Choose a number above the highest in `changelog`.
    """
    for kind in _DEFINITIONS:
        for file, old, new in change.records(kind):
            if old is None or new is None or old.version is None or old.version == new.version:
                continue
            place = file.place
            known = {old.version, *(awards_of(change, kind, place.key) if place else ())}
            highest = max(known, key=version_number)
            if new.version is None or version_number(new.version) <= version_number(highest):
                went = f"the version went from {old.version} to {new.version or 'none'}"
                yield Finding(
                    "version-order",
                    file.path,
                    f"{went}, and {highest} was awarded" if highest != old.version else went,
                    f"choose a version above {highest}",
                    pointer=("version",) if new.version else (),
                )


@change_rule
def check_definition_removed(change: Change) -> Iterator[Finding]:
    """A definition that was awarded stays in the catalog, and so does an issuer.

    An award without its definition says nothing. An id belongs to the same
    thing permanently, so a file is not renamed either.

    Restore the file and set `status: retired`, or for an issuer `status:
    closed`. A definition that was never awarded may be removed.
    """
    for kind in (*_DEFINITIONS, "issuers"):
        for file, old, _ in change.records(kind):
            if old is None or file.how != "removed":
                continue
            place = file.place
            number = sum(awards_of(change, kind, place.key).values()) if place else 0
            if number or kind == "issuers":
                yield Finding(
                    "definition-removed",
                    file.path,
                    f"it was removed, and has {counted(number, 'award')}"
                    if number
                    else "the issuer was removed",
                    "restore it and set `status: closed`"
                    if kind == "issuers"
                    else "restore it and set `status: retired`",
                )


@change_rule
def check_similar_credential(change: Change) -> Iterator[Finding]:
    """A new credential is not already in the catalog.

    Two credentials for one competency divide the people who earned it, and nobody knows which
    one counts.

    Read the other one. If yours differs, say how in the summary and name the other under
    `see_also`, `equivalent_to` or `adapted_from`; then the hint disappears.
    """
    yield from _same_titles(change)
    if not any(True for _ in change.records("credentials")):
        return
    from rapidfuzz import fuzz, process, utils  # 40 ms that few changes need

    others = {
        key: one
        for key, one in change.before.credentials.items()
        if one.status not in ("retired", "deprecated")
    }
    titles = {key: one.title for key, one in others.items()}
    competencies = {key: one.competency for key, one in others.items() if one.competency}
    for file, old, new in change.records("credentials"):
        if new is None:
            continue
        known = {new.ref, *new.see_also, *new.equivalent_to, *new.supersedes, *new.prerequisites}
        for field, texts, least in (
            ("title", titles, _SIMILAR_TITLE),
            ("competency", competencies, _SIMILAR_COMPETENCY),
        ):
            text = getattr(new, field)
            if not text or (old and getattr(old, field) == text):
                continue
            rest = {key: one for key, one in texts.items() if key not in known}
            found = process.extractOne(
                text,
                rest,
                scorer=fuzz.token_sort_ratio,
                processor=utils.default_process,
                score_cutoff=least,
            )
            if found is not None:
                yield _similar(file.path, field, others[found[2]])
                break


def _same_titles(change: Change) -> Iterator[Finding]:
    """New titles that another definition has already, letter by letter; no line excuses that."""
    titles: dict[str, list[tuple[str, str]]] = {}
    for path_of, found in (
        (credential_path, change.after.credentials),
        (stack_path, change.after.stacks),
    ):
        for key, one in found.items():
            titles.setdefault(bare_letters(one.title), []).append((path_of(key), key))
    for kind in ("credentials", "stacks"):
        for file, old, new in change.records(kind):
            if new is None:
                continue
            # What takes the place of another of the same issuer may keep its title.
            known = {f"{new.issuer}/{new.id}", *getattr(new, "supersedes", ())}
            known = {one for one in known if one.startswith(f"{new.issuer}/")}
            was = {old.title, *getattr(old, "former_titles", ())} if old is not None else set()
            named: list[tuple[str, Pointer]] = [(new.title, ("title",))]
            for n, title in enumerate(getattr(new, "former_titles", ())):
                named.append((title, ("former_titles", n)))
            for title, pointer in named:
                same = titles.get(bare_letters(title), ()) if title not in was else ()
                other = next((path for path, key in same if key not in known), "")
                if other:
                    yield Finding(
                        "similar-credential",
                        file.path,
                        f"{quoted(title)} is also the title of {other}",
                        "choose a title that tells the two apart, or make sure that readers can",
                        severity="hint",
                        pointer=pointer,
                    )


def _similar(path: str, field: str, other: MicroCredential) -> Finding:
    return Finding(
        "similar-credential",
        path,
        f"the {field} is much like that of {quoted(other.title)} ({credential_path(other.ref)})",
        f"read that one; if yours differs, add it to `see_also: [{other.ref}]`",
        severity="hint",
        pointer=(field,),
    )


@dated_change_rule
def check_profile_removed(change: Change, today: date) -> Iterator[Finding]:
    """A profile is removed only together with its awards, and only by a maintainer.

    Awards without a profile belong to nobody.

    Restore the profile. To hide it, set `visibility: private`; to have it removed, ask the
    maintainers.
    """
    yield from findings(change, today, "profile-removed")


@dated_change_rule
def check_awarded_terms(change: Change, today: date) -> Iterator[Finding]:
    """An awarded version keeps its terms.

    People earned it for this credit, at this cost, under these conditions of assessment. Once
    they have earned it, they can no longer choose.

    Raise `version`. An editor who looks after a jurisdiction in governance.yml may add its
    `credit_values`, or end one from today or later; an issuer may do so with its own `incentives`
    and `grants`. Only a maintainer may correct an entry, and the reviewer is told.
    """
    yield from findings(change, today, "awarded-terms")
