"""Rules of one of five forms, as rows of data: the command and the form in the browser read them.

A row says where in a record of one kind a value is, and what it is called in the sentence of its
rule (`credfolio.findings.words`). A rule of such a form is a row, its sentence and its page; no
JavaScript is written for it. The table is published with the form.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from credfolio.findings.finding import Severity

Form = Literal["order", "past", "possible", "once", "known"]
"""Two dates in order; a date not after today; a number above 0; a name once in its list; a name
that is elsewhere in the record."""


class Row(NamedTuple):
    """One place that a rule looks at. `at` is a way of keys; ``*`` is each item of a list.

    `what` may have ``{keys}`` of the mapping that the value is in.
    """

    rule: str
    form: Form
    kind: str
    at: str
    what: str = ""
    after: str = ""
    """For "order": the earlier date; a key next to the value, or with a dot a path from the top."""
    after_what: str = ""
    unless_status: str = ""
    """The status in which the rule does not look."""
    among: str = ""
    """For "known": a path from the top to the names there are; its own mapping does not count."""
    unless_none: bool = False
    """For "known": whether the rule does not look where there are no names yet."""
    severity: Severity = "error"


def _order(kind: str, at: str, what: str, after: str, after_what: str) -> Row:
    return Row("date-order", "order", kind, at, what, after, after_what)


def _past(kind: str, at: str, what: str, unless_status: str = "") -> Row:
    return Row("future-date", "past", kind, at, what, unless_status=unless_status)


def _possible(at: str, what: str) -> Row:
    return Row("impossible-count", "possible", "credentials", at, what)


def _once(kind: str, at: str, what: str) -> Row:
    return Row("duplicate-entry", "once", kind, at, what)


def _known(rule: str, kind: str, at: str, among: str, unless_none: bool = False) -> Row:
    return Row(rule, "known", kind, at, among=among, unless_none=unless_none)


_FROM, _UNTIL = "effective_from", "effective_until"

ROWS: tuple[Row, ...] = (
    _order("credentials", "credit_values.*.effective_until", _UNTIL, _FROM, _FROM),
    _order("credentials", "incentives.*.until", "the end", "from", "the beginning"),
    _order("stacks", "credit_values.*.effective_until", _UNTIL, _FROM, _FROM),
    _order("jurisdictions", "rules.*.effective_until", _UNTIL, _FROM, _FROM),
    _order("figures", "until", "the end", "from", "the beginning"),
    _order("issuers", "assessors.*.until", "the end", "trained_on", "the training"),
    _order("issuers", "keys.*.retired", "its retirement", "created", "the key's creation"),
    _order("issuers", "sealing.*.retired", "its retirement", "created", "the key's creation"),
    _order("educators", "licence.until", "its end", "from", "the license's beginning"),
    _order("awards", "activity.until", "the work's end", "from", "the work's beginning"),
    _order("awards", "awarded_on", "the award", "activity.until", "the work's end"),
    _order("awards", "expires_on", "the expiry", "awarded_on", "the award"),
    _order("awards", "approved_on", "the approval", "awarded_on", "the award"),
    _order("awards", "status_on", "the change of status", "awarded_on", "the award"),
    *(
        row
        for kind in ("credentials", "stacks")
        for row in (
            _past(kind, "released", "the release", "draft"),
            _past(kind, "changelog.*.on", "version {version}", "draft"),
            _past(kind, "credit_values.*.last_checked", "last_checked"),
        )
    ),
    _past("jurisdictions", "rules.*.last_checked", "last_checked"),
    _past("figures", "counted_on", "the count"),
    _past("issuers", "assessors.*.trained_on", "trained_on"),
    _past("issuers", "keys.*.created", "the key's creation"),
    _past("issuers", "sealing.*.created", "the key's creation"),
    _past("educators", "learning_log.*.on", "the entry"),
    _past("educators", "consent.on", "the consent"),
    _past("awards", "awarded_on", "the award"),
    _past("awards", "approved_on", "the approval"),
    _past("awards", "status_on", "the change of status"),
    _past("awards", "activity.until", "the work's end"),
    _past("awards", "submissions.*.submitted_on", "the submission"),
    _past("awards", "submissions.*.assessments.*.on", "the assessment"),
    _past("awards", "credits_earned.*.on", "the credit"),
    _past("awards", "evidence.*.consent.on", "the consent"),
    _past("awards", "endorsements.*.on", "the endorsement"),
    _past("awards", "imported_from.on", "the import"),
    _order("people", "assesses.until", "the end", "assesses.trained_on", "the training"),
    _past("people", "assesses.trained_on", "the training"),
    _past("people", "consent_to_publish.on", "the consent"),
    _past("submissions", "submitted_on", "the submission"),
    _past("assignments", "assessors.*.on", "the assignment"),
    _past("sheets", "on", "the sheet"),
    _past("decisions", "on", "the decision"),
    _past("decisions", "told_on", "the letter"),
    _past("events", "events.*.on", "what happened"),
    _order("assignments", "assessors.*.due", "the day it is due", "on", "the assignment"),
    _order("decisions", "told_on", "the letter", "on", "the decision"),
    _past("requests", "received_on", "the request"),
    _past("requests", "answered.on", "the answer"),
    _order("requests", "due", "the day it is due", "received_on", "the request"),
    _order("requests", "answered.on", "the answer", "received_on", "the request"),
    _possible("attempts.max", "the maximum of attempts"),
    _possible("assessors_per_submission", "assessors_per_submission"),
    _possible("resources.*.minutes", "the number of minutes"),
    _possible("parts.*.evidence_items.*.count", "the count of this evidence item"),
    _possible("parts.*.evidence_items.*.max_minutes", "the length in minutes"),
    _once("frameworks", "strands.*.id", "strand"),
    _once("frameworks", "strands.*.statements.*.code", "code"),
    _once("jurisdictions", "units.*.unit", "unit"),
    _once("jurisdictions", "categories.*.id", "category"),
    _once("issuers", "keys.*.id", "key"),
    _once("issuers", "sealing.*.id", "key"),
    _once("awards", "evidence.*.id", "evidence"),
    *(
        _known("changelog-version", kind, "version", "changelog.*.version", True)._replace(
            severity="hint"
        )
        for kind in ("credentials", "stacks")
    ),
    _known(
        "unknown-evidence-item",
        "credentials",
        "parts.*.evidence_items.*.same_subjects_as",
        "parts.*.evidence_items.*.id",
    ),
    _known("stack-group", "stacks", "members.*.group", "groups.*.id"),
    _known("unknown-strand", "frameworks", "discussion_questions.*.strand", "strands.*.id"),
    _known("unknown-category", "jurisdictions", "cycles.*.minimums.*.category", "categories.*.id"),
    _known("unknown-unit", "jurisdictions", "cycles.*.unit", "units.*.unit", True),
)
