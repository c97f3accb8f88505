"""The demonstration key: fixed and public, so what it signs proves nothing about anybody.

Its credentials pass the mathematics elsewhere too. That they are no awards must be plain from
the issuer's id (a did:key), the names (TEST …) and addresses that cannot exist (.invalid).
"""

from __future__ import annotations

import hashlib

from credfolio.proof.multikey import did_key, did_key_method

DEMONSTRATION_SEED = hashlib.sha256(
    b"credfolio demonstration key. Everybody has it; it proves nothing."
).digest()
DEMONSTRATION_PUBLIC = bytes.fromhex(
    "fb8c56c019481830ce374f04fa7bc572f4f34b6a21ccf397ba19c7ff6051f387"
)
"""The public half of `DEMONSTRATION_SEED`, stated so that reading records needs no cryptography."""
DEMONSTRATION_DID = did_key(DEMONSTRATION_PUBLIC)
DEMONSTRATION_METHOD = did_key_method(DEMONSTRATION_PUBLIC)
DEMONSTRATION_HOME = "https://credfolio-demonstration.invalid/"
"""Where demonstration credentials say they live: nowhere, by RFC 6761."""

DENIED_KEYS = frozenset({DEMONSTRATION_PUBLIC})
"""Public keys that no issuer may publish or sign with: the other half is known to all."""
