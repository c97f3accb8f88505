"""Portfolio → a transcript: the signed badges of one educator in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from credfolio.badges.openbadges.home import Home, transcript_json
from credfolio.badges.openbadges.wording import line
from credfolio.proof.contexts import CREDENTIALS_V2
from credfolio.records.model import Educator


def build_transcript(
    educator: Educator, badges: Sequence[dict[str, Any]], home: Home
) -> dict[str, Any]:
    """The transcript of the signed `badges`, newest last.

    A presentation, because the site that puts it together awards nothing, and
    nothing is called a credential without a proof. Each badge inside has its own.
    """
    return {
        "@context": [CREDENTIALS_V2],
        "id": home.at(transcript_json(educator.id)),
        "type": ["VerifiablePresentation"],
        "name": home.title(line(f"Awards of {educator.display_name}")),
        "holder": home.portfolio(educator.id),
        "verifiableCredential": list(badges),
    }
