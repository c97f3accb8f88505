"""Attempts: one after the other, and no more than there may be."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import awards, awards_as_earned
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry


@own_rule
def check_retry_without_resubmit(registry: Registry) -> Iterator[Finding]:
    """A new attempt follows one that was sent back, and attempts are counted from 1.

    After a pass there is nothing to try again, and two submissions cannot be judged at once.

    Record the decision `resubmit` at the attempt before, or correct the number.
    """
    for path, award in awards(registry):
        for n, submission in enumerate(award.submissions):
            # Only the attempts from some point on may be on record; their order is what counts.
            before = award.submissions[n - 1] if n else None
            if before and submission.attempt != before.attempt + 1:
                yield Finding(
                    "retry-without-resubmit",
                    path,
                    f"attempt {submission.attempt} is listed after attempt {before.attempt}",
                    f"write `attempt: {before.attempt + 1}`, in the order of the dates",
                    pointer=("submissions", n, "attempt"),
                )
            elif submission.attempt == 0:
                yield Finding(
                    "retry-without-resubmit",
                    path,
                    "attempts are counted from 1",
                    "write `attempt: 1`",
                    pointer=("submissions", n, "attempt"),
                )
            elif before and not any(a.decision == "resubmit" for a in before.assessments):
                judged = "was passed" if before.assessments else "was not judged"
                yield Finding(
                    "retry-without-resubmit",
                    path,
                    f"attempt {submission.attempt} follows one that {judged}",
                    "record the decision `resubmit` at the attempt before, or delete one of them",
                    pointer=("submissions", n),
                )


@own_rule
def check_too_many_attempts(registry: Registry) -> Iterator[Finding]:
    """There are no more attempts than the definition allows.

    An award is fair if everybody has the same number of tries.

    Correct the number, or have the issuer raise the maximum in a new version.
    """
    for path, award, credential in awards_as_earned(registry):
        most = credential.attempts.max
        if not most:
            continue
        for n, submission in enumerate(award.submissions):
            if submission.attempt > most:
                yield Finding(
                    "too-many-attempts",
                    path,
                    f"attempt {submission.attempt}, but the definition allows {most}",
                    "correct the number; if it is right, ask the issuer what to do",
                    pointer=("submissions", n, "attempt"),
                )
                break


@own_rule
def check_retry_too_soon(registry: Registry) -> Iterator[Finding]:
    """Between two attempts, the waiting time of the definition passes.

    The time is there to act on the feedback.

    Correct the date. If it is right, the issuer decides whether the attempt counts.
    """
    for path, award, credential in awards_as_earned(registry):
        wait = credential.attempts.wait_days
        if not wait:
            continue
        for n in range(1, len(award.submissions)):
            judged = [a.on for a in award.submissions[n - 1].assessments]
            days = (award.submissions[n].submitted_on - max(judged)).days if judged else wait
            if 0 <= days < wait:
                yield Finding(
                    "retry-too-soon",
                    path,
                    f"submitted again after {days} days; the definition asks for {wait}",
                    "correct the date, or ask the issuer whether the attempt counts",
                    pointer=("submissions", n, "submitted_on"),
                )
