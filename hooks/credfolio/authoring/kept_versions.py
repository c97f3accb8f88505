"""Which texts of awarded versions are not kept yet, and the texts found for them.

A text comes from the definition while that has the awarded version, and later from the history
of the repository. See ADR 0060.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from credfolio.authoring.yaml_edit import set_values
from credfolio.findings.finding import Finding
from credfolio.proof.digests import digest_of_text
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.model.kept import KeptCredential, KeptStack, without_place
from credfolio.records.model.kinds import CREDENTIAL_VERSIONS, STACK_VERSIONS
from credfolio.records.reckoned.frozen import changed_promises
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, award_path, credential_path, stack_path
from credfolio.records.source_text import parse_yaml


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """One version of one definition, and how often it was awarded."""

    path: str
    """The path of its kept text."""
    reference: str
    version: str
    is_stack: bool
    awards: int = 0

    @property
    def definition(self) -> str:
        """The path of the definition."""
        return (stack_path if self.is_stack else credential_path)(self.reference)


def version_of(award: Award) -> Version:
    """The version that an award names."""
    reference = award.credential or award.stack or ""
    kind = CREDENTIAL_VERSIONS if award.credential else STACK_VERSIONS
    return Version(
        kind.path(f"{reference}/{award.version}"),
        reference,
        award.version,
        is_stack=not award.credential,
    )


def unkept(registry: Registry, awards: Iterable[Award]) -> tuple[list[Version], list[Version]]:
    """The versions that `awards` name and whose text is not kept: those that are the present
    version of their definition, and older ones. Awards of nothing in the catalog do not count.
    """
    number: dict[Version, int] = {}
    for award in awards:
        definition = registry.definition_of(award)
        if definition is None or definition.version is None or not award.has_known_version:
            continue
        version = version_of(award)
        if version.path not in registry.broken and registry.kept(award) is None:
            number[version] = number.get(version, 0) + 1
    present: list[Version] = []
    older: list[Version] = []
    for one, count in sorted(number.items()):
        texts = registry.stacks if one.is_stack else registry.credentials
        found = Version(one.path, one.reference, one.version, one.is_stack, count)
        (present if texts[one.reference].version == one.version else older).append(found)
    return present, older


@dataclass(frozen=True, slots=True)
class Recovered:
    """The last text of a version, and how many earlier texts of it asked for something else."""

    text: str
    demands: int


def recover(version: Version, texts: Sequence[str]) -> Recovered | None:
    """The newest readable text of `version` among `texts` (newest first)."""
    newest: str | None = None
    read: list[MicroCredential | Stack] = []
    for text in texts:
        found = read_version(version, text)
        if found is not None:
            newest = text if newest is None else newest
            if not any(not changed_promises(one, found) for one in read):
                read.append(found)
    return None if newest is None else Recovered(newest, len(read))


def read_version(version: Version, text: str) -> MicroCredential | Stack | None:
    """The text as the record to keep; None if it is of another version."""
    data = parse_yaml(text, version.path)
    if isinstance(data, Finding) or data.get("version") != version.version:
        return None
    issuer, _, id_ = version.reference.partition("/")
    model: type[KeptCredential | KeptStack] = KeptStack if version.is_stack else KeptCredential
    given = {"issuer": issuer, "id": id_, "version": version.version}
    record = read_record(model, without_place(data), version.path, given)
    return None if isinstance(record, list) else record


def with_digest(text: str, digest: str, path: str) -> str:
    """The text of an award with the digest of the text that it was judged by.

    Raises `UsageError` if the text cannot be edited safely.
    """
    return set_values(text, {"digest": digest}, path)


def missing_digests(registry: Registry) -> Mapping[str, str]:
    """The path of each unsigned award without a digest → the digest of its text."""
    return {
        award_path(*key): registry.text_digests[kept]
        for key, award in sorted(registry.awards.items())
        if award.digest is None and key not in registry.signed
        if (kept := version_of(award).path) in registry.text_digests
    }


def digest_for(registry: Registry, award: Award, kept: Mapping[str, str]) -> str | None:
    """The digest of the text that an award was judged by, kept already or in `texts`."""
    path = version_of(award).path
    return registry.text_digests.get(path) or (digest_of_text(kept[path]) if path in kept else None)
