"""Kept texts in a change: kept before a version is replaced, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.awarded_versions import awards_of
from credfolio.checking.change.rights.judge import findings
from credfolio.findings.finding import Finding
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.kinds import CREDENTIAL_VERSIONS, STACK_VERSIONS
from credfolio.records.registry import version_path


@dated_change_rule
def check_kept_version(change: Change, today: date) -> Iterator[Finding]:
    """A kept text equals its definition, and nobody changes it.

    People were judged by it. Anyone who could edit it could make an award say something else.

    Take the file out of the change, and run `credfolio versions keep`. A maintainer proposes
    the text of an older version, from the history of the repository.
    """
    yield from findings(change, today, "kept-version")


@change_rule
def check_unkept_version(change: Change) -> Iterator[Finding]:
    """A version's text is kept before the version is replaced or awarded.

    Once the definition has another version, its old text is only in the history of the
    repository, where most people cannot read it.

    Run `credfolio versions keep` before you raise the version, or `credfolio versions recover`
    afterwards, and add the new files to the change. For a new award, name the current version.
    """
    for kind, versions in (("credentials", CREDENTIAL_VERSIONS), ("stacks", STACK_VERSIONS)):
        for file, old, new in change.records(kind):
            if old is None or new is None or old.version in (None, new.version):
                continue
            path = versions.path(f"{old.ref}/{old.version}")
            kept = change.after.all_of(versions).get(f"{old.ref}/{old.version}")
            if kept is None and _number(change, kind, old) and path not in change.after.broken:
                yield Finding(
                    "unkept-version",
                    file.path,
                    f"version {old.version} was awarded, and the change does not keep its text",
                    f"add {path}: run `credfolio versions recover --write`",
                    pointer=("version",) if new.version else (),
                )
    for file, before, award in change.records("awards"):
        if before is not None or award is None or award.imported_from:
            continue
        definition = change.after.definition_of(award)
        if definition is None or definition.version is None:
            continue
        if change.after.as_earned(award) is None and version_path(award) not in change.after.broken:
            yield Finding(
                "unkept-version",
                file.path,
                f"the text of version {award.version} is not kept, so nobody can be judged by it",
                f'write `version: "{definition.version}"`, or keep the text first',
                pointer=("version",),
            )


def _number(change: Change, kind: str, old: MicroCredential | Stack) -> int:
    return awards_of(change, kind, old.ref).get(old.version or "", 0)
