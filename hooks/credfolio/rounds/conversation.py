"""The conversation about somebody's work: whether one is asked for, and what was noted of it.

Ten minutes about one's own work show more than any detector of AI. The definition may ask for it,
or the office; whoever reads the work does not hold it, because readers do not know whose it is.
"""

from __future__ import annotations

from credfolio.records.reckoned.submission import conversation_about, text_of
from credfolio.rounds.blind import lot
from credfolio.rounds.progress import Progress
from credfolio.rounds.round import Round

_RULES = ("required", "sample")


def rule_for(of: Round, found: Progress) -> str:
    """``required``, ``sample``, or "": the stricter of what its version and the office ask for."""
    text = text_of(of.registry, found.case.submission)
    asked = {of.office.conversation, text.conversation if text else None}
    return next((rule for rule in _RULES if rule in asked), "")


def is_asked(of: Round, found: Progress, secret: bytes) -> bool:
    """Whether somebody talks with the educator before it is decided.

    `secret` draws the sample, the same each time; without one, nobody is drawn.
    """
    rule = rule_for(of, found)
    if rule != "sample":
        return rule == "required"
    if not secret:
        return False
    draw = lot(secret, found.case.submission.id, "conversation")
    return int(draw[:8], 16) % 100 < of.office.conversation_percent


def is_missing(of: Round, found: Progress, secret: bytes) -> bool:
    """Whether a conversation is asked for, and none is noted."""
    return conversation_about(found.case) is None and is_asked(of, found, secret)


def how_to_note(number: str) -> str:
    """The command that notes a conversation."""
    return f"`credfolio triage {number} --talked MINUTES yes --by PERSON`"
