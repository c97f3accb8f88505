"""Sealed packets as the office writes them, for a reader's key."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pyrage

from credfolio.records.model.award import PartResult
from credfolio.records.registry import Registry
from credfolio.rounds.archive import Package, read_package
from credfolio.rounds.packet import packet_of, write_packet
from sealed import archive, sealed

BLIND = "0a1b2c3d"


def sealed_packet(
    registry: Registry,
    ref: str,
    key: pyrage.x25519.Identity | str,
    files: Mapping[str, bytes],
    answers: Mapping[str, str],
    kept: Sequence[PartResult] = (),
    place: tuple[int, str] = (1, "recording"),
) -> bytes:
    """The packet of one submission, for whoever has `key`, with its files at `place`."""
    text = registry.credentials[ref]
    fields = {name: {"v": said, "t": 1} for name, said in answers.items()}
    ai_use = [{"part": 1, "level": "language", "tools": "A speller"}]
    changes = {"issuer": text.issuer, "ref": ref, "version": text.version, "ai_use": ai_use}
    clear = io.BytesIO(archive(files, answers=fields, place=place, **changes))
    package = read_package(clear)
    assert isinstance(package, Package), package
    reader = {"number": BLIND, "reader": "p-tom1", "token": "f" * 32}
    days = {"asked_on": "2026-05-05", "due": "2026-05-19", "conversation": "required"}
    packet = packet_of(text, registry.issuers[text.issuer], package, kept, reader | days)
    out = io.BytesIO()
    write_packet(out, packet, clear, package)
    recipient = key if isinstance(key, str) else str(key.to_public())
    return sealed(out.getvalue(), recipient)
