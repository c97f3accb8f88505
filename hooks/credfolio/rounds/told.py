"""Which e-mail of `messages.yml` fits a submission as it is, by its id, for a mail merge."""

from __future__ import annotations

from collections.abc import Mapping

from credfolio.records.reckoned.submission import State
from credfolio.rounds.conversation import rule_for
from credfolio.rounds.progress import Progress, tries_without_pass
from credfolio.rounds.round import Round

_BY_STATE: Mapping[State, str] = {
    "returned": "returned",
    "withdrawn": "withdrawn",
    "appealed": "appeal-received",
    "closed": "destroyed",
}


def message_to_educator(of: Round, found: Progress) -> str:
    """The e-mail that tells its educator how far it is; "" where there is nothing to tell."""
    if found.state == "received" and found.case.day_of("triaged"):
        return "received-talk" if rule_for(of, found) else "received"
    if found.state == "decided":
        return message_with_letter(of, found)
    return _BY_STATE.get(found.state, "")


def message_with_letter(of: Round, found: Progress, *, is_sealed: bool = True) -> str:
    """The e-mail that the letter about a decided submission goes with.

    `is_sealed` says that the letter about sealed work is sealed, too.
    """
    decision = found.case.decision
    assert decision is not None
    if found.case.day_of("appealed"):
        return "appeal-decided"
    sealed = found.case.submission.sealed
    if is_sealed and sealed and sealed.reply_to:  # only the sealed letter says the outcome
        return "sealed-answer"
    if decision.outcome == "pass":
        return "passed"
    return "coach-next" if meets_coach_next(of, found) else "again"


def meets_coach_next(of: Round, found: Progress) -> bool:
    """Whether, after a try that did not pass, a coach is met before the next one."""
    return tries_without_pass(found.case, of.numbers) + 1 >= of.office.coach_after
