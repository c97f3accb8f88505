"""The demonstration key: fixed and public, so what it signs proves nothing about anybody.

Its credentials pass the mathematics elsewhere too. That they are no awards must be plain from
the issuer's id (a did:key), the names (TEST …) and addresses that cannot exist (.invalid).
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.proof.multikey import did_key, did_key_method

DEMONSTRATION_SEED = hashlib.sha256(
    b"credfolio demonstration key. Everybody has it; it proves nothing."
).digest()
DEMONSTRATION_PUBLIC = (
    Ed25519PrivateKey.from_private_bytes(DEMONSTRATION_SEED).public_key().public_bytes_raw()
)
DEMONSTRATION_DID = did_key(DEMONSTRATION_PUBLIC)
DEMONSTRATION_METHOD = did_key_method(DEMONSTRATION_PUBLIC)
DEMONSTRATION_HOME = "https://credfolio-demonstration.invalid/"
"""Where demonstration credentials say they live: nowhere, by RFC 6761."""

DENIED_KEYS = frozenset({DEMONSTRATION_PUBLIC})
"""Public keys that no issuer may publish or sign with: the other half is known to all."""
