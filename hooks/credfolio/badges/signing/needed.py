"""The files that an issuer's badges are made from; errors elsewhere do not stop its signing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from credfolio.findings.finding import Finding
from credfolio.ids import is_id
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.model.award_facts import AwardKey
from credfolio.records.registry import (
    GOVERNANCE_PATH,
    SYNONYMS_PATH,
    Registry,
    credential_path,
    framework_path,
    issuer_path,
    jurisdiction_path,
    stack_path,
    tombstone_path,
)

_NAMED = re.compile(rb"^(issuer|credential|stack):[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


def peek_issuer(data: bytes) -> str:
    """The issuer that an award's file names, even if the file is no valid record; or "".

    It only decides which issuer waits for a correction of the file.
    """
    named: dict[bytes, str] = {}
    for key, value in _NAMED.findall(data):
        named.setdefault(key, value.decode())
    for key in (b"issuer", b"credential", b"stack"):
        if is_id(named.get(key, "")):
            return named[key]
    return ""


@dataclass(frozen=True)
class Needed:
    """The files that the badges and lists of `issuer` are made from.

    `unread` has the bytes of files that could not be read as records, by path.
    """

    registry: Registry
    issuer: str
    unread: Mapping[str, bytes] = field(default_factory=dict)

    def concerns(self, finding: Finding) -> bool:
        """Whether any badge or list of the issuer uses the file that `finding` is about."""
        path = finding.path
        if path == GOVERNANCE_PATH:
            return self._concerns_governance(finding)
        if path == SYNONYMS_PATH:
            return False
        steps = path.split("/")
        if steps[0] == "catalog" and len(steps) > 2:
            return steps[1] == self.issuer or _definition_of(path) in self._catalog
        if steps[0] != "portfolios" or len(steps) < 3:
            return True
        if path == tombstone_path(steps[1]):
            # Its places must not be given to other badges.
            return path not in self.unread or self._is_named_in(self.unread[path])
        if steps[2] in ("awards", "credentials") and len(steps) > 3:
            return (steps[1], steps[3].partition(".")[0]) in self._awards
        return steps[1] in self._educators

    def _concerns_governance(self, finding: Finding) -> bool:
        governance = self.registry.governance
        match finding.pointer:
            case ("issuers", int(number), *_) if governance and number < len(governance.issuers):
                return governance.issuers[number].issuer == self.issuer
        return True

    def _is_named_in(self, data: bytes) -> bool:
        return f"{self.issuer}/".encode() in data

    @cached_property
    def _own(self) -> tuple[Award, ...]:
        return tuple(
            award
            for award in self.registry.awards.values()
            if (by := self.registry.award_issuer(award)) is not None and by.id == self.issuer
        )

    @cached_property
    def _awards(self) -> frozenset[AwardKey]:
        """The issuer's awards, including unreadable ones."""
        found = {(award.educator, award.id) for award in self._own}
        for path, data in self.unread.items():
            match path.split("/"):
                case ["portfolios", educator, "awards", name] if peek_issuer(data) == self.issuer:
                    found.add((educator, name.partition(".")[0]))
        # What it signed is its own, whatever became of the record.
        at = f"/issuers/{self.issuer}/"
        for key, signed in self.registry.signed.items():
            if at in signed.status_list and key not in self.registry.awards:
                found.add(key)
        return frozenset(found)

    @cached_property
    def _educators(self) -> frozenset[str]:
        return frozenset(educator for educator, _ in self._awards)

    @cached_property
    def _catalog(self) -> frozenset[str]:
        """The files of others in catalog/ that the issuer's awards refer to."""
        registry = self.registry
        found: set[str] = set()
        waiting: list[MicroCredential | Stack] = [
            one for award in self._own if (one := registry.definition_of(award))
        ]
        for award in self._own:  # also a definition that cannot be read
            found |= {credential_path(award.credential)} if award.credential else set()
            found |= {stack_path(award.stack)} if award.stack else set()
        seen: set[int] = set()
        while waiting:
            definition = waiting.pop()
            if id(definition) in seen:
                continue
            seen.add(id(definition))
            found.add(issuer_path(definition.issuer))
            for key, value in _words_of(definition.model_dump(mode="json")):
                match key:
                    case "framework":
                        found.add(framework_path(value))
                    case "jurisdiction":
                        found.add(jurisdiction_path(value))
                    case "co_issuers":
                        found.add(issuer_path(value))
            for member in definition.members if isinstance(definition, Stack) else ():
                for reference, path, known in (
                    (member.credential, credential_path, registry.credentials),
                    (member.stack, stack_path, registry.stacks),
                ):
                    if reference:
                        found.add(path(reference))
                        if reference in known:
                            waiting.append(known[reference])
        return frozenset(found)


def needs_text(path: str) -> bool:
    """Whether `Needed` asks for the bytes of an unreadable file at `path`."""
    steps = path.split("/")
    return steps[0] == "portfolios" and (
        steps[2:3] == ["awards"] or path == tombstone_path(steps[1])
    )


def _definition_of(path: str) -> str:
    """The definition's own path, for the kept text of one of its versions; else `path` itself."""
    match path.split("/"):
        case ["catalog", issuer, "versions", name, _]:
            return credential_path(f"{issuer}/{name}")
        case ["catalog", issuer, "stacks", "versions", name, _]:
            return stack_path(f"{issuer}/{name}")
    return path


def _words_of(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a record with its key, at any depth."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _words_of(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _words_of(value, key)
    elif isinstance(data, str):
        yield key, data
