"""The issuers that a private key belongs to, and the name under which each publishes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from credfolio.badges.openbadges.home import DEMONSTRATION, Home
from credfolio.badges.signing.keystore import SigningKey
from credfolio.errors import CredfolioError
from credfolio.proof.demonstration import DEMONSTRATION_METHOD, DENIED_KEYS
from credfolio.proof.multikey import key_kind
from credfolio.records.registry import Registry


@dataclass(frozen=True, slots=True)
class Signer:
    """An issuer, and the name under which it publishes its signing key.

    Without the private half, `key`, it serves only for a plan.
    """

    issuer: str
    home: Home
    method: str
    key: SigningKey | None = None

    @property
    def seed(self) -> bytes:
        """The private half; only for a signer that has one."""
        assert self.key is not None
        return self.key.seed


def signers_for(
    registry: Registry, key: SigningKey, site_home: Callable[[], Home], issuer: str | None
) -> list[Signer]:
    """The issuers that publish `key` and have not retired it.

    Raises `CredfolioError` when there is none, or `issuer` is not among them.
    """
    if key.public in DENIED_KEYS:
        raise CredfolioError(
            "this is the demonstration key, which everybody has",
            fix="make one of your own with `credfolio keys new`, or sign with --demonstration",
        )
    found = [
        Signer(one.id, home, home.method(one.id, published.id), key)
        for one in registry.issuers.values()
        if issuer in (None, one.id)
        for published in one.keys
        if published.retired is None
        if published.public_key_multibase == key.public_text()
        for home in [site_home()]
    ]
    if not found:
        whose = f"{issuer!r} does not publish it" if issuer else "no issuer publishes it"
        raise CredfolioError(
            f"this key is not used for signing: {whose} as a key in use",
            fix="`credfolio keys list` shows the keys; the public half must be in issuer.yml first",
        )
    return found


def signers_without_keys(
    registry: Registry, site_home: Callable[[], Home], issuer: str | None
) -> list[Signer]:
    """Every issuer that publishes an Ed25519 key in use, with the newest of them, for a plan."""
    found = []
    for one in sorted(registry.issuers.values(), key=lambda one: one.id):
        usable = [
            key
            for key in one.keys
            if key.retired is None and key_kind(key.public_key_multibase, "public") == "Ed25519"
        ]
        if usable and issuer in (None, one.id):
            home = site_home()
            newest = max(usable, key=lambda key: (key.created, key.id))
            found.append(Signer(one.id, home, home.method(one.id, newest.id)))
    return found


def demonstration_signers(registry: Registry, key: SigningKey, issuer: str | None) -> list[Signer]:
    """The issuers without a key of their own, as signers of demonstrations."""
    return [
        Signer(one.id, DEMONSTRATION, DEMONSTRATION_METHOD, key)
        for one in sorted(registry.issuers.values(), key=lambda one: one.id)
        if not one.keys and issuer in (None, one.id)
    ]
