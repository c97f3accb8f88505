"""What a holder who chooses what to show may have left out: the status, and the last day."""

from __future__ import annotations

from typing import Any

from credfolio.badges.verification.report import StepBook


def note_withheld(document: dict[str, Any], book: StepBook) -> None:
    """Leave open what `document` says nothing about; what it says was answered before."""
    if "credentialStatus" not in document:
        book.note(
            "status",
            "unknown",
            "may-be-withheld",
            "It shows no list of revoked badges. The holder may have left that out.",
        )
    if not {"validUntil", "expirationDate"} & set(document) and book.passes("dates"):
        book.note(
            "dates",
            "unknown",
            "may-be-withheld",
            "It shows no last day. The holder may have left that out.",
        )
