"""What others said about an award → EndorsementCredentials inside of it.

An endorser has no key here. The issuer, who has recorded the words, signs that record, and the
credential says so; it never claims that the endorser signed (ADR 0017).
"""

from __future__ import annotations

from typing import Any

from credfolio.ids import slug
from credfolio.model import Award, Issuer
from credfolio.openbadges.home import Home
from credfolio.openbadges.profile import build_profile
from credfolio.openbadges.wording import at_start, line, prose
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3


def build_endorsements(
    award: Award, credential: dict[str, Any], issuer: Issuer, home: Home
) -> list[dict[str, Any]]:
    """The endorsements of `credential` that the educator has accepted, unsigned, in their order."""
    built: list[dict[str, Any]] = []
    page = home.at(f"portfolios/{award.educator}/{award.id}/")
    for said in award.endorsements:
        if not said.accepted:
            continue
        who = line(said.by)
        at = f"{page}#endorsement-{slug(who) or 'unnamed'}-{said.on.isoformat()}"
        same = sum(one["id"].rpartition("~")[0] == at or one["id"] == at for one in built)
        built.append(
            {
                "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
                "id": f"{at}~{same + 1}" if same else at,
                "type": ["VerifiableCredential", "EndorsementCredential"],
                "name": home.title(f"Endorsement by {who}"),
                "description": f"Said by {who} ({line(said.relation)}) and recorded by the issuer, "
                "who signs the record. The endorser has not signed it.",
                "issuer": {
                    key: value
                    for key, value in build_profile(issuer, home).items()
                    if key in ("id", "type", "name")
                },
                "validFrom": at_start(said.on),
                "credentialSubject": {
                    "id": credential["id"],
                    "type": ["EndorsementSubject"],
                    "endorsementComment": prose(said.text),
                },
            }
        )
    return built
