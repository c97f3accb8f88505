"""What a headline says about a signature, and whether one was computed for it."""

from __future__ import annotations

import re

import pytest

from credfolio.proof.public_key import PublicKey

SPEAKS = re.compile(
    r"signed by the issuer|does not fit the signature|Genuine|[Uu]nchanged since it was signed"
    r"|[Uu]nchanged and signed|signed as far as|the signature holds"
)
"""What only computing a signature can show."""


def computed_signatures(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that gets an item whenever a signature is computed: whether it fits."""
    computed: list[bool] = []
    accepts = PublicKey.accepts

    def counted(key: PublicKey, signature: bytes, message: bytes) -> bool:
        computed.append(accepts(key, signature, message))
        return computed[-1]

    monkeypatch.setattr(PublicKey, "accepts", counted)
    return computed
