"""Which packets readers wait for, and what goes into each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from credfolio.records.model import MicroCredential, Person
from credfolio.records.model.submission import Assigned
from credfolio.records.reckoned.submission import kept_results, text_of
from credfolio.rounds.archive import Package
from credfolio.rounds.blind import blind_number, sheet_token
from credfolio.rounds.conversation import rule_for
from credfolio.rounds.packet import ENDING, packet_of
from credfolio.rounds.progress import Progress
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.text.listed import listed


@dataclass(frozen=True)
class Wanted:
    """One packet: of what, for whom, under which number."""

    found: Progress
    reader: Person
    asked: Assigned
    blind: str
    token: str
    text: MicroCredential

    @property
    def number(self) -> str:
        return self.found.case.submission.id

    @property
    def name(self) -> str:
        """Its place below the folder of packets."""
        return packet_name(self.reader.id, self.blind)

    @property
    def recipient(self) -> str:
        return (self.reader.assesses.recipient if self.reader.assesses else None) or ""

    def packet(self, of: Round, package: Package) -> dict[str, Any]:
        """``packet.json`` of the opened submission."""
        reader = {"number": self.blind, "reader": self.reader.id, "token": self.token}
        dates = {"asked_on": self.asked.on.isoformat(), "due": self.asked.due.isoformat()}
        dates["conversation"] = rule_for(of, self.found)
        issuer = of.registry.issuers[self.text.issuer]
        kept = kept_results(of.registry, self.found.case)
        return packet_of(self.text, issuer, package, kept, reader | dates)


def packet_name(reader: str, blind: str) -> str:
    """The place of a packet below the folder of packets."""
    return f"{reader}/{blind}{ENDING}"


def wanted_packets(of: Round, secret: bytes, outcome: Outcome) -> tuple[Wanted, ...]:
    """A packet for each sheet that is still to come; what cannot be one is said in `outcome`."""
    wanted: list[Wanted] = []
    no_key: dict[str, list[str]] = {}
    for found in of.all():
        own = found.case.submission
        for one in found.waits_for if found.is_open else ():
            reader, text = of.registry.people.get(one.assessor), text_of(of.registry, own)
            if own.sealed is None or reader is None or text is None:
                why = _why_none(one.assessor, text)
                outcome.lines.append(Said(own.id, why, is_problem=text is None))
                continue
            blind = blind_number(secret, own.id)
            token = sheet_token(secret, own.id, reader.id)
            packet = Wanted(found, reader, one, blind, token, text)
            if packet.recipient:
                wanted.append(packet)
            else:
                no_key.setdefault(reader.id, []).append(blind)
    for reader_id, blinds in no_key.items():
        text_said = (
            f"has no key, and waits for {listed(blinds)}: ask for one from the page assess/, then "
            f"`credfolio sealing admit {reader_id} RECIPIENT`"
        )
        outcome.lines.append(Said(reader_id, text_said, {"waits_for": "key"}, is_problem=True))
    return tuple(wanted)


def _why_none(reader: str, text: MicroCredential | None) -> str:
    if text is None:
        return "the text of its version is not in the project, so there is no rubric to send"
    return f"was not sealed, so give {reader} the work and a sheet (`credfolio assign --sheets`)"


def said_of(packet: Wanted, named: Mapping[str, tuple[str, ...]]) -> Said:
    """What is said of a packet that is written, or that would be."""
    facts = {"reader": packet.reader.id, "blind": packet.blind, "file": packet.name}
    facts["due"] = packet.asked.due.isoformat()
    text = f"{packet.name}, due {packet.asked.due}"
    if words := named.get(packet.number):
        text += f"; its answers contain {listed(words)}, a word of the educator's name"
    return Said(packet.number, text, facts)
