"""Versions: the text of each that was awarded is kept, and awards are judged by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from credfolio.checking.rules import own_rule, rule
from credfolio.checking.rules.awarded import awards
from credfolio.findings.finding import Finding
from credfolio.proof.digests import is_digest
from credfolio.records.model import Award, KeptCredential, KeptStack, MicroCredential, Stack
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.model.kept import version_number
from credfolio.records.reckoned.as_earned import last_day, life_of, submission_day
from credfolio.records.reckoned.corrections import is_corrected, kinds_stated
from credfolio.records.reckoned.frozen import changed_promises
from credfolio.records.registry import (
    Registry,
    credential_path,
    credential_version_path,
    stack_path,
    stack_version_path,
    version_path,
)

_WORDS = {
    "version-life: early": (
        "the work was submitted on {on}, and version {version} came on {begins}",
        "write the version that was in force on {on}, or correct the date",
    ),
    "version-life: late": (
        "submitted on {on}; version {version} was replaced on {ends} and counted until {last}",
        "write the version that it was judged by, or correct the date",
    ),
    "version-not-kept": (
        "version {version} was awarded {count}, and its text is not in the project",
        "run `credfolio versions recover`, which looks for it in the repository's history",
    ),
    "version-not-kept: published": (
        "version {version} was awarded {count} by `credfolio publish`, and its text is not kept",
        "run `credfolio versions keep --write` before the version is raised",
    ),
    "version-never-was": (
        "{definition} has no version {version}",
        "delete the file; if the version was released, add it to the changelog",
    ),
    "version-never-was: no definition": (
        "this is the text of a version, but there is no {definition}",
        "delete the file, or restore the definition",
    ),
    "version-twice": (
        "version {version} is the same number as {twin}",
        "keep the file whose number is in the changelog, and delete the other one",
    ),
    "version-differs": (
        "{fields} of version {version} no longer say what {path} says, by which people were judged",
        "undo the change, or raise `version`",
    ),
    "digest-differs": (
        "this is not the digest of {path}",
        "if that file was changed, restore it; otherwise write {known}",
    ),
    "digest-differs: form": (
        "this is not a digest as `credfolio versions digests` writes it",
        "delete the line, and run `credfolio versions digests --write`",
    ),
    "digest-differs: no text": (
        "the digest cannot be compared, since there is no {path}",
        "run `credfolio versions recover`, or delete the line",
    ),
}


@own_rule
def check_version_life(registry: Registry) -> Iterator[Finding]:
    """An award names a version that was in force when the work was submitted.

    The version says by which text the work was judged. The day that counts is the
    `submitted_on` of the submission that passed, else `activity.until`, else `awarded_on`.
    After a new version, work still counts for the old one for the days in `version_grace_days`
    of issuer.yml (default: 365).

    Write the version that the work was judged by, or correct the date. Imported awards are not
    checked.
    """
    for path, award in awards(registry):
        definition = registry.definition_of(award)
        if definition is None or award.imported_from or award.status != "active":
            continue
        life, on = life_of(definition, award.version), submission_day(award)
        last = last_day(life, registry.issuers.get(definition.issuer))
        words: tuple[str, str] | None = None
        if life.begins is not None and on < life.begins:
            words = _said("version-life: early", version=award.version, on=on, begins=life.begins)
        elif last is not None and on > last:
            words = _said(
                "version-life: late",
                version=award.version,
                on=on,
                ends=life.ends,
                last=last,
            )
        if words is not None:
            yield Finding("version-life", path, *words, pointer=("version",))


@rule
def check_version_not_kept(registry: Registry) -> Iterator[Finding]:
    """The project has the text of every awarded version.

    Without it nobody can look up what the award was given for, and the check cannot judge the
    award.

    Run `credfolio versions recover`, which takes the text from the history of the repository.
    `credfolio new award`, `publish` and imports keep the text themselves.
    """
    lost: Counter[tuple[str, str, str]] = Counter()
    for award in registry.award_facts():
        definition = registry.definition_of(award)
        if definition is None or definition.version is None or award.is_imported:
            continue
        is_known = award.version in (entry.version for entry in definition.changelog)
        if not is_known or _is_broken(registry, award):
            continue
        if registry.as_earned(award) is None:
            lost[_path(definition), award.version, "version-not-kept"] += 1
        elif award.is_judged and registry.kept(award) is None:
            lost[_path(definition), award.version, "version-not-kept: published"] += 1
    for (path, version, words), number in lost.items():
        yield Finding(
            "version-not-kept",
            path,
            *_said(words, version=version, count=_count(number)),
            severity="hint",
            pointer=("version",),
        )


@own_rule
def check_version_never_was(registry: Registry) -> Iterator[Finding]:
    """A kept text is of a version that its definition has or had.

    Otherwise anybody could add a text with easier demands, and name it in an award.

    Delete the file. If the version was released, add it to the `changelog:` of the definition.
    """
    for path, kept, definition in _all_kept(registry):
        if definition is None:
            if _path(kept) not in registry.broken:
                yield Finding(
                    "version-never-was",
                    path,
                    *_said("version-never-was: no definition", definition=_path(kept)),
                )
            continue
        known = {definition.version, *(entry.version for entry in definition.changelog)}
        if kept.version not in known:
            yield Finding(
                "version-never-was",
                path,
                *_said("version-never-was", version=kept.version, definition=definition.ref),
                pointer=("version",),
            )


@own_rule
def check_version_twice(registry: Registry) -> Iterator[Finding]:
    """One version has one text.

    1, 1.0 and 1.0.0 are the same number, so nobody could tell by which text an award was
    judged.

    Delete the file that writes the number differently from the `changelog:`.
    """
    seen: dict[tuple[str, tuple[int, ...]], str] = {}
    for path, kept, definition in _all_kept(registry):
        number = _path(kept), version_number(kept.version or "")
        twin = seen.setdefault(number, kept.version or "")
        if definition and definition.version and twin == kept.version:
            same = version_number(definition.version) == number[1]
            twin = definition.version if same else twin
        if twin != kept.version:
            yield Finding(
                "version-twice",
                path,
                *_said("version-twice", version=kept.version, twin=twin),
                pointer=("version",),
            )


@own_rule
def check_version_differs(registry: Registry) -> Iterator[Finding]:
    """A definition matches the kept text of its version.

    People who hold an award of the version were judged by that text.

    Undo the change, or give the definition a new `version` with a line in `changelog`.
    """
    for path, kept, definition in _all_kept(registry):
        if definition is None or definition.version != kept.version:
            continue
        stated = kinds_stated(definition, kept.version)
        if stated and is_corrected(kept, definition, stated):
            continue
        if changed := changed_promises(kept, definition):
            yield Finding(
                "version-differs",
                _path(definition),
                *_said(
                    "version-differs", fields=", ".join(changed), version=kept.version, path=path
                ),
                pointer=(changed[0],) if getattr(definition, changed[0]) else (),
            )


@own_rule
def check_digest_differs(registry: Registry) -> Iterator[Finding]:
    """The `digest` of an award is the digest of the text that it was judged by.

    With it anybody can tell later that the text is still the same.

    Run `credfolio versions digests --write`, or delete the line. If the kept text was changed,
    restore it from the history of the repository.
    """
    for path, award in awards(registry):
        if award.digest is None or not (kept_path := version_path(award)):
            continue  # an award of nothing is what `award-target` says
        known = registry.text_digests.get(kept_path)
        if not is_digest(award.digest):
            words = _said("digest-differs: form")
        elif known is None:
            if kept_path in registry.broken:
                continue
            words = _said("digest-differs: no text", path=kept_path)
        elif known != award.digest:
            words = _said("digest-differs", path=kept_path, known=known)
        else:
            continue
        yield Finding("digest-differs", path, *words, pointer=("digest",))


def _all_kept(
    registry: Registry,
) -> Iterator[tuple[str, KeptCredential | KeptStack, MicroCredential | Stack | None]]:
    for key, text in registry.credential_versions.items():
        yield credential_version_path(key), text, registry.credentials.get(text.ref)
    for key, kept in registry.stack_versions.items():
        yield stack_version_path(key), kept, registry.stacks.get(kept.ref)


def _path(definition: MicroCredential | Stack) -> str:
    path = stack_path if isinstance(definition, Stack) else credential_path
    return path(definition.ref)


def _is_broken(registry: Registry, award: Award | AwardFacts) -> bool:
    return version_path(award) in registry.broken


def _said(key: str, **values: object) -> tuple[str, str]:
    message, fix = _WORDS[key]
    return message.format(**values), fix.format(**values)


def _count(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
