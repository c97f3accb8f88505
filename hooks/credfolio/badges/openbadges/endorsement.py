"""What others said about an award → EndorsementCredentials (Open Badges 3.0), each in its own file.

An endorser has no key here. The issuer, who has recorded the words, signs that record, and the
credential says so; it never claims that the endorser signed. Why they are not inside of the
badge is told in ADR 0017.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credfolio.badges.openbadges.home import Home, credential_json, endorsement_json
from credfolio.badges.openbadges.profile import build_profile
from credfolio.badges.openbadges.wording import at_start, line, prose
from credfolio.ids import slug
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.records.model import Award, Issuer
from credfolio.records.model.award import Endorsement


def named_endorsements(award: Award) -> Iterator[tuple[str, Endorsement]]:
    """The endorsements that the educator has accepted, each with the name of its file."""
    taken: set[str] = set()
    for said in award.endorsements:
        if not said.accepted:
            continue
        base = f"{slug(line(said.by))[:40].strip('-') or 'somebody'}-{said.on.isoformat()}"
        name = next(
            name for name in (base, *(f"{base}-{n}" for n in range(2, 100))) if name not in taken
        )
        taken.add(name)
        yield name, said


def build_endorsement(
    said: Endorsement, name: str, award: Award, issuer: Issuer, home: Home
) -> dict[str, Any]:
    """One endorsement of the signed badge of `award`, unsigned."""
    who = line(said.by)
    profile = build_profile(issuer, home)
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": home.at(endorsement_json(award.educator, award.id, name)),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": home.title(f"Endorsement by {who}"),
        "description": f"Said by {who} ({line(said.relation)}) and recorded by the issuer, "
        "who signs the record. The endorser has not signed it.",
        "issuer": {key: profile[key] for key in ("id", "type", "name")},
        "validFrom": at_start(said.on),
        "credentialSubject": {
            "id": home.at(credential_json(award.educator, award.id)),
            "type": ["EndorsementSubject"],
            "endorsementComment": prose(said.text),
        },
    }
