"""How the check asks for documents that a badge names. Where they come from is the caller's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from credfolio.proof.refusal import Undecided


class Unresolved(Undecided):
    """A document could not be had; the words say why."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__("not-found-here", f"{address} could not be read: {why}.")
        self.address = address


class Gone(Unresolved):
    """The server answers that what was there was taken away (410), with `data` as its words."""

    def __init__(self, address: str, data: bytes) -> None:
        super().__init__(address, "the server answers with 410")
        self.data = data


class Resolver(Protocol):
    """Gives the bytes at an https address, or raises `Unresolved`."""

    def fetch(self, address: str) -> bytes: ...


class NoResolver:
    """Knows nothing. For looking at a file with no site and no network."""

    def fetch(self, address: str) -> bytes:
        raise Unresolved(address, "no site was given to look in and the network was not asked")


class FixedResolver:
    """Knows the documents that it was given. For tests, and for bundles of files."""

    def __init__(self, documents: Mapping[str, bytes]) -> None:
        self._documents = dict(documents)

    def fetch(self, address: str) -> bytes:
        try:
            return self._documents[address]
        except KeyError:
            raise Unresolved(address, "it is not among the documents given") from None


class FirstOf:
    """Asks one resolver after the other."""

    def __init__(self, *resolvers: Resolver) -> None:
        self._resolvers = resolvers

    def fetch(self, address: str) -> bytes:
        failure: Unresolved | None = None
        for resolver in self._resolvers:
            try:
                return resolver.fetch(address)
            except Unresolved as error:
                failure = error
        raise failure or Unresolved(address, "there is nowhere to look")
