"""Portfolio → a CLR 2.0 transcript: the signed badges of one educator in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from credfolio.badges.openbadges.home import Home, transcript_json
from credfolio.badges.openbadges.wording import line
from credfolio.proof.contexts import CLR_2, CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.records.model import Educator


def build_transcript(
    educator: Educator, badges: Sequence[dict[str, Any]], home: Home, site_name: str
) -> dict[str, Any]:
    """The transcript of the signed `badges`, newest last.

    It carries no signature of its own: the site that puts it together awards
    nothing. Each badge inside is checked by its own proof.
    """
    return {
        "@context": [CREDENTIALS_V2, CLR_2, OPEN_BADGES_3],
        "id": home.at(transcript_json(educator.id)),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": home.title(line(f"Awards of {educator.display_name}")),
        "issuer": {"id": home.base, "type": ["Profile"], "name": home.title(line(site_name))},
        "validFrom": max(str(badge["validFrom"]) for badge in badges),
        "partial": True,
        "credentialSubject": {
            "id": home.portfolio(educator.id),
            "type": ["ClrSubject"],
            "verifiableCredential": list(badges),
        },
    }
