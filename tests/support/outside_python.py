"""Two verifiers in Python that we did not write, each as a function of a site and a badge."""

from __future__ import annotations

import json
from typing import Any

from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openvc.did.base import DidResolverRegistry
from openvc.did.did_key import DidKeyResolver
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from openvc.verify import verify_credential

from credfolio.badges.verification.resolving import Resolver
from credfolio.proof.contexts import OPEN_BADGES_3, context_document

Json = dict[str, Any]


def by_openbadgeslib(site: Resolver, badge: str, did: str) -> str:
    """Nothing when the badge (JSON or token) of the issuer `did` is accepted, else why not."""

    def download(address: str, *_: Any, **__: Any) -> bytes:
        return site.fetch(address)

    try:
        verifier: OB3LdpVerifier | OB3Verifier
        if badge.startswith("{"):
            verifier = OB3LdpVerifier()
        else:
            verifier = OB3Verifier.for_issuer_did(did, download=download)
        # Its check of the list itself knows lists that are tokens only; it reads the bit.
        verifier.verify(badge, check_status=True, download=download, verify_status_list=False)
    except Exception as error:  # whatever it raises is its answer
        return f"{type(error).__name__}: {error}"
    return ""


def with_one_proof(text: str) -> Json:
    """The same without the brackets around its one proof: openvc reads no list of proofs."""
    document: Json = json.loads(text)
    if isinstance(document["proof"], list):  # lists signed since 0.2 have one without
        [document["proof"]] = document["proof"]
    return document


def by_openvc(site: Resolver, badge: str, *, old_lists: bool = False) -> str:
    """The same. It reads only a proof without brackets, and the badge gets one; a status list of
    before proofs were objects gets one with `old_lists`.
    """

    def fetch(address: str) -> str:
        text = site.fetch(address).decode()
        return json.dumps(with_one_proof(text)) if old_lists else text

    keys = DidResolverRegistry(
        [DidKeyResolver(), DidWebResolver(lambda address: json.loads(site.fetch(address)))]
    )
    words = {OPEN_BADGES_3: context_document(OPEN_BADGES_3)}
    lists = default_status_list_resolver(
        resolver=keys,
        extra_contexts=words,
        fetch=fetch,
    )
    try:
        credential = with_one_proof(badge) if badge.startswith("{") else badge
        verify_credential(
            credential, resolver=keys, resolve_status_list=lists, extra_contexts=words
        )
    except Exception as error:  # as above
        return f"{type(error).__name__}: {error}"
    return ""
