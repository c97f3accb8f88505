"""Registry: every record of a project, read-only and indexed both ways.

Built once, after loading. What refers to what is answered here, so that rules
and pages never search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeVar

from credfolio.records.endings_log import EndingsLog
from credfolio.records.model import (
    Assignment,
    Award,
    Educator,
    Events,
    Figures,
    Framework,
    Governance,
    Issuer,
    Jurisdiction,
    KeptCredential,
    KeptStack,
    MicroCredential,
    Office,
    Person,
    Published,
    Request,
    Sheet,
    Stack,
    Submission,
    Synonyms,
    Tombstone,
    Verdict,
    kinds,
)
from credfolio.records.model.award_facts import (
    AwardFacts,
    AwardKey,
    AwardsByEducator,
    FactsByEducator,
    facts_of_all,
)
from credfolio.records.model.kept import version_number
from credfolio.records.model.kinds import Kind
from credfolio.records.model.standing import is_listed, is_recorded
from credfolio.records.picture import Picture
from credfolio.records.signed_file import SignedFile, SignedToken
from credfolio.records.superseded_file import SupersededFile

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, eq=False)  # compared and cached by identity: it is built once
class Registry:
    """All records, by id or by ``issuer/id`` reference.

    A record may be absent because its file has findings; rules that follow
    references consult `broken` so that one fault is not reported twice.
    """

    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    credentials: Mapping[str, MicroCredential] = field(default_factory=dict)
    stacks: Mapping[str, Stack] = field(default_factory=dict)
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    jurisdictions: Mapping[str, Jurisdiction] = field(default_factory=dict)
    educators: Mapping[str, Educator] = field(default_factory=dict)
    awards: Mapping[AwardKey, Award] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    signed: Mapping[AwardKey, SignedFile] = field(default_factory=dict)
    status_lists: Mapping[tuple[str, int], SignedFile] = field(default_factory=dict)
    """The signed status lists, by issuer and number."""
    endings: Mapping[tuple[str, int], EndingsLog] = field(default_factory=dict)
    """The log next to each status list, by the same key."""
    superseded: Mapping[tuple[str, int], SupersededFile] = field(default_factory=dict)
    """What each status list says of superseded badges, by the same key."""
    synonyms: Synonyms | None = None
    governance: Governance | None = None
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    """What is left of portfolios that were taken down, by handle."""
    tokens: Mapping[AwardKey, SignedToken] = field(default_factory=dict)
    endorsements: Mapping[tuple[str, str, str], SignedFile] = field(default_factory=dict)
    """The signed endorsements, by educator, award and the name of their file."""
    originals: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Educator and file → path of a badge from elsewhere, kept next to an imported award."""
    credential_versions: Mapping[str, KeptCredential] = field(default_factory=dict)
    """The text of each kept version, by ``issuer/id/version``."""
    stack_versions: Mapping[str, KeptStack] = field(default_factory=dict)
    published: Published | None = None
    """What the public repository knows of a private one."""
    figures: Mapping[str, Figures] = field(default_factory=dict)
    """What came of the submissions of a term, in bands, by the name of the file."""
    office: Office | None = None
    """The settings of a private repository; None in a public one."""
    people: Mapping[str, Person] = field(default_factory=dict)
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    """By ``year/number``, as are assignments, decisions and events."""
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    """By ``year/number/assessor``."""
    decisions: Mapping[str, Verdict] = field(default_factory=dict)
    events: Mapping[str, Events] = field(default_factory=dict)
    requests: Mapping[str, Request] = field(default_factory=dict)
    """By ``year/number``."""
    text_digests: Mapping[str, str] = field(default_factory=dict)
    """The path of each kept version → the digest of its text, as awards hold it."""
    broken: frozenset[str] = frozenset()
    """Paths of files that exist but could not be read into a record or picture."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """``catalog`` and each ``portfolios/…`` → a digest of every file that was read there.

    Definitions are not among the files. ``profiles/…`` has the digest of an educator's own record.
    """
    file_digests: Mapping[str, str] = field(default_factory=dict)
    """The path of each file that was read → its digest; of portfolios, `digests` says enough."""

    more: Mapping[Kind, Mapping[Any, Any]] = field(default_factory=dict)
    """Records of kinds that have no field of their own here, by key."""

    @property
    def whole(self) -> Registry:
        """All records, also where a rule is given a part of them; see `checking.part`."""
        return self

    def look_up(self, table: Callable[[Registry], Mapping[str, V]], key: str) -> V | None:
        """What `table` makes of all records, by `key`."""
        return table(self).get(key)

    # --- kinds ------------------------------------------------------------------------------

    def having(self, records: Mapping[Kind, Mapping[Any, Any]]) -> Registry:
        """This registry with these `records`, by key, in place of its own of the same kinds."""
        own: dict[str, Any] = {}
        more = dict(self.more)
        for kind, found in records.items():
            if kind.name not in _FIELDS:
                more[kind] = found
            else:
                own[kind.name] = found if kind.parts else found.get("")
        return replace(self, more=more, **own)

    def all_of(self, kind: Kind) -> Mapping[Any, Any]:
        """What there is of one kind, by key, whether it has a field here or not."""
        if kind.name not in _FIELDS:
            return self.more.get(kind, {})
        held = getattr(self, kind.name)
        if kind.parts:
            records: Mapping[Any, Any] = held
            return records
        return {} if held is None else {"": held}

    # --- credentials and stacks -------------------------------------------------------------

    def definition_of(self, award: Award | AwardFacts) -> MicroCredential | Stack | None:
        """What was earned, if it is in the catalog."""
        if award.credential:
            return self.credentials.get(award.credential)
        return self.stacks.get(award.stack) if award.stack else None

    def kept(self, award: Award | AwardFacts) -> KeptCredential | KeptStack | None:
        """The kept text of the version that an award names, if there is one."""
        if award.credential:
            return self.credential_versions.get(f"{award.credential}/{award.version}")
        return self.stack_versions.get(f"{award.stack}/{award.version}")

    def as_earned(self, award: Award | AwardFacts) -> MicroCredential | Stack | None:
        """The text that an award was judged by; None where it is not in the project.

        That is the definition as long as it has the version of the award, for what may be
        corrected in a version is corrected there. It is the kept text afterwards.
        """
        definition = self.definition_of(award)
        if definition is not None and definition.version == award.version:
            return definition
        return self.kept(award)

    @cached_property
    def kept_versions(self) -> Mapping[str, tuple[KeptCredential | KeptStack, ...]]:
        """The path of each definition → its kept versions, oldest first."""
        found = _group(
            (path(kept.ref), kept)
            for path, versions in (
                (credential_path, self.credential_versions.values()),
                (stack_path, self.stack_versions.values()),
            )
            for kept in versions
        )
        return {
            path: tuple(sorted(several, key=lambda kept: version_number(kept.version or "")))
            for path, several in found.items()
        }

    def kept_numbers(self, path: str) -> frozenset[str]:
        """The versions of the definition at `path` whose text is kept."""
        return frozenset(one.version or "" for one in self.kept_versions.get(path, ()))

    @cached_property
    def credentials_by_issuer(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        return _group((c.issuer, c) for c in self.credentials.values())

    @cached_property
    def credentials_by_topic(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        return _group((topic, c) for c in self.credentials.values() for topic in c.topics)

    @cached_property
    def stacks_holding(self) -> Mapping[str, tuple[Stack, ...]]:
        """Credential or stack reference → the stacks that list it as a member."""
        return _group(
            (reference, stack)
            for stack in self.stacks.values()
            for member in stack.members
            if (reference := member.credential or (member.stack and f"stack:{member.stack}"))
        )

    # --- awards -----------------------------------------------------------------------------

    def award_facts(self) -> Iterable[AwardFacts]:
        """The facts of all awards: who needs no more of them all need not hold them all."""
        return facts_of_all(self.awards)

    @cached_property
    def awards_by_educator(self) -> Mapping[str, tuple[Award, ...]]:
        """Newest first."""
        return AwardsByEducator(self.awards)

    @cached_property
    def facts_by_educator(self) -> Mapping[str, tuple[AwardFacts, ...]]:
        """The facts of those awards, in the same order."""
        return FactsByEducator(self.awards)

    @cached_property
    def holders(self) -> Mapping[str, frozenset[str]]:
        """Credential reference → ids of the educators who hold an active award of it."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for award in self.award_facts():
            if award.credential and award.status == "active" and not is_recorded(award):
                held[award.credential].add(award.educator)
        return {reference: frozenset(people) for reference, people in held.items()}

    @cached_property
    def listed_educators(self) -> tuple[Educator, ...]:
        """Those who asked to be listed, by name."""
        listed = (e for e in self.educators.values() if is_listed(e))
        return tuple(sorted(listed, key=in_lists))

    def award_issuer(self, award: Award) -> Issuer | None:
        """Who issued an award: as it says, else the issuer of what was earned."""
        return self.issuers.get(award.issuer_id)


def in_lists(educator: Educator) -> tuple[str, str]:
    """What lists of educators are sorted by."""
    return educator.display_name.casefold(), educator.id


_FIELDS = frozenset(field.name for field in fields(Registry))


def _group(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


# --- paths of records ------------------------------------------------------------------------

GOVERNANCE_PATH = kinds.GOVERNANCE.path()
SYNONYMS_PATH = kinds.SYNONYMS.path()

issuer_path = kinds.ISSUERS.path
credential_path = kinds.CREDENTIALS.path
stack_path = kinds.STACKS.path
credential_version_path = kinds.CREDENTIAL_VERSIONS.path
stack_version_path = kinds.STACK_VERSIONS.path


def version_path(award: Award | AwardFacts) -> str:
    """Where the text of the version that an award names is kept; "" when it names none."""
    if award.credential:
        return credential_version_path(f"{award.credential}/{award.version}")
    return stack_version_path(f"{award.stack}/{award.version}") if award.stack else ""


framework_path = kinds.FRAMEWORKS.path
jurisdiction_path = kinds.JURISDICTIONS.path
educator_path = kinds.EDUCATORS.path
tombstone_path = kinds.TOMBSTONES.path
original_path = kinds.ORIGINALS.path
award_path = kinds.AWARDS.path
signed_path = kinds.SIGNED.path
endorsement_path = kinds.ENDORSEMENTS.path
token_path = kinds.TOKENS.path
status_list_path = kinds.STATUS_LISTS.path
endings_path = kinds.ENDINGS.path
superseded_path = kinds.SUPERSEDED.path
