"""What findings say, for those that the command and the form in the browser both give.

A rule that one file can answer is checked twice: by its generator in `rules/`,
and by a script while somebody types. Both take their words from this table, so
that nobody is told one thing at the desk and another in the proposal. The table
is published with the form (`credfolio.pages.contribute.form_data`). Rules that need other
records keep their words with the rules.

A key is the rule's id, with what sets apart several findings of one rule behind
a colon.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from credfolio.findings.reading_words import COPY_ADDRESS, READING_WORDS

_CORRECT_DATE = "correct the date that is wrong"
_RETYPE = "delete the words around it and type them again"
_KEEP_ONE = "keep the one that the evidence shows, and move the rest to another credential"
_CHOOSE_ID = "choose another id for one of the two"
_EVIDENCE = "evidence {id}: "
_ACCENT = (
    "the color {accent} has a contrast of {ratio} : 1 with the background {paper}; "
    "lines and rings need 3 : 1 in the light and in the dark scheme"
)
_LEVEL = "{level} is not a level of part {part}; "

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    **READING_WORDS,
    # --- dates and amounts --------------------------------------------------------------------
    "date-order": ("{second} ({second_on}) is before {first} ({first_on})", _CORRECT_DATE),
    "future-date": (
        "{what} ({on}) is after today ({today})",
        "correct the date, or wait until that day",
    ),
    "time-estimate: nothing": (
        "the time estimate is 0 hours", "write how long it takes from start to submission",
    ),
    "time-estimate": (
        "min_hours ({min}) is more than max_hours ({max})", "swap the two numbers",
    ),
    "impossible-count": ("{what} is 0", "write the number, or delete the line"),
    "word-limit: no number": (
        "the word limit states no number", "add `max:`, or delete the word limit",
    ),
    "word-limit: nothing": ("the word limit is 0 words", "write a number of words"),
    "word-limit": (
        "the minimum of {min} words is above the maximum of {max}", "swap the two numbers",
    ),
    # --- definitions --------------------------------------------------------------------------
    "incomplete-definition": (
        "the status is {status}, but this is missing: {missing}",
        "write it, or set `status: draft` until it is there",
    ),
    "incomplete-definition: judged": (
        "a rubric, scale or scoring guide for part {part}", "",
    ),
    "incomplete-definition: evidence": ("the kinds of evidence", ""),
    "summary-length": (
        "the summary has {count} sentences; at most two are shown everywhere",
        "keep the two that help someone choose",
    ),
    "single-competency: sentences": (
        "the competency has {count} sentences; expected one thing that the educator can do",
        _KEEP_ONE,
    ),
    "single-competency: list": (
        "the competency is a list; expected one thing that the educator can do", _KEEP_ONE,
    ),
    "single-competency: ands": (
        "the competency says “and” {count} times; expected one thing that the educator can do",
        _KEEP_ONE,
    ),
    "no-alignment": (
        "an active credential without an alignment to any standard",
        "add `alignments:`, or say why none fits under `no_alignment_reason:`",
    ),
    "submission-route": (
        "the submission route is a {kind}, but has no url",
        "add `url:` with the address of the page",
    ),
    "changelog-version": (
        "version {name} has no entry in the changelog",
        "add an entry with its date and what changed",
    ),
    "part-numbers": (
        "part number {found} is where {expected} is expected",
        "write `number: {expected}`, and correct the parts after it",
    ),
    "duplicate-part-id": ("the id {id} is already used in {where}", _CHOOSE_ID),
    "duplicate-entry": (
        "{what} {id} is already listed", "delete one of the two, or choose another id",
    ),
    "rubric-gap": (
        "criterion {id} has no text for {levels}", "say what work at that level looks like",
    ),
    "no-passing-level": (
        "part {part} has levels, but none of them passes",
        "write `passing: yes` at those that do, or name the lowest in `required_level:`",
    ),
    "passing-rule: two kinds": (
        "the passing rule mixes two kinds: {kinds}", "keep one of them",
    ),
    "passing-rule: nothing": (
        "the passing rule requires nothing", "write `passing_rule: all`",
    ),
    "passing-rule: no part": ("there is no part {part}", "expected one of {parts}"),
    "passing-rule: twice": (
        "part {part} is named twice", "keep the higher level of the two",
    ),
    "passing-rule: no points": (
        "it counts points, but no level has any", "add `points:` to the levels",
    ),
    "passing-rule: too many": (
        "{minimum} points are required, but at most {most} can be reached",
        "write at most {most}",
    ),
    "passing-rule: no minimum": (
        "0 points are required, so everything passes", "write the number of points needed to pass",
    ),
    "passing-rule: at least": (
        "{listed} parts are listed, so `at_least` has another value", "write 1 to {listed}",
    ),
    "passing-rule: two forms": (
        "points are a `minimum`, or a `percent` of a `maximum`", "keep one of the two forms",
    ),
    "passing-rule: percent": (
        "that is not a valid percentage", "write more than 0 and at most 100",
    ),
    "passing-rule: maximum": (
        "the maximum is not what can be reached: {most} points",
        "write {most}; where levels have no points, the points of the whole",
    ),
    "passing-rule: no parts yet": ("the parts, once they are written", ""),
    "unknown-level": (
        _LEVEL + "expected one of {known}", "write the id of one of the part's levels",
    ),
    "unknown-level: near": (_LEVEL + "expected one of {known}", "did you mean {guess}?"),
    "unknown-level: none": (
        _LEVEL + "the part has no levels", "write the id of one of the part's levels",
    ),
    "unknown-evidence-item": (
        "there is no evidence item {name}", "write another item's id",
    ),
    "unknown-evidence-item: near": (
        "there is no evidence item {name}", "did you mean {guess}?",
    ),
    "unknown-evidence-item: itself": (
        "the evidence item points at itself", "write another item's id",
    ),
    "unknown-part": ("there is no part {part}", "expected one of {parts}"),
    "unknown-strand": (
        "strand {name} is not in this framework", "write the id of a strand above.",
    ),
    "unknown-strand: near": (
        "strand {name} is not in this framework",
        "did you mean {guess}? Otherwise write the id of a strand above.",
    ),
    "unknown-category": (
        "category {name} is not among the categories above", "add it to the categories.",
    ),
    "unknown-category: near": (
        "category {name} is not among the categories above",
        "did you mean {guess}? Otherwise add it to the categories.",
    ),
    "unknown-unit": (
        "the cycle counts {name}, which is not among the units above",
        "expected one of {known}; or add the unit",
    ),
    "stack-group": ("there is no group {name}", "add it under `groups:`"),
    "stack-group: near": ("there is no group {name}", "did you mean {guess}?"),
    "lifecycle: successor": (
        "it is superseded by {successor}, but its status is {status}",
        "write `status: deprecated`, `teach-out` or `retired`",
    ),
    "picture-alt": (
        "the picture {name} has no description", "add `image_alt:` with what the picture shows",
    ),
    "picture-alt: empty": (
        "{words} does not say what the picture shows",
        "describe the picture as you would on the phone",
    ),
    # --- awards -------------------------------------------------------------------------------
    "award-target: nothing": (
        "the award does not say what was earned", "add `credential:`",
    ),
    "award-target: both": (
        "the award names both a credential and a stack", "make it two awards",
    ),
    "imported-source": (
        "imported from {system}, but without a url or file",
        "add `url:` with the page, or `file:` with the name of the export",
    ),
    "evidence-consent: missing": (
        _EVIDENCE + "students are shown with consent, but the consent is not recorded",
        "add `consent:` with `on`, `students` or `guardians`, and `reference`",
    ),
    "evidence-consent: nobody": (
        _EVIDENCE + "the consent does not say who gave it",
        "write `students: yes` or `guardians: yes`, for those who signed",
    ),
    "evidence-consent: place": (
        _EVIDENCE + "the consent does not say where the forms are kept",
        "add `reference:`, such as the number of the form",
    ),
    "evidence-consent: needed": (
        _EVIDENCE + "the definition asks for consent here, but this says no student is shown",
        "write `student_data: deidentified` or `consented`, or `visible: no`",
    ),
    # --- portfolios ---------------------------------------------------------------------------
    "consent-missing": (
        "the portfolio is {visibility}, but no consent is recorded",
        "add `consent:` with `by`, `method`, `on` and `scope`, or set `visibility: private`",
    ),
    "too-many-pinned": (
        "{count} awards are pinned; three look best, six still work",
        "keep the ones that say most about you",
    ),
    "too-many-pinned: twice": ("award {id} is pinned twice", "delete one of the two"),
    "goal-target": (
        "the goal names both a credential and a stack", "make it two goals",
    ),
    "accent-contrast": (
        _ACCENT,
        "write {nearest}, the nearest visible color",
    ),
    # --- any text -----------------------------------------------------------------------------
    "hidden-text: after": (
        "a character that should not be here: U+{code} ({name}) after {before}", _RETYPE,
    ),
    "hidden-text: beginning": (
        "a character that should not be here: U+{code} ({name}) at the beginning", _RETYPE,
    ),
    "prose-limits: line": (
        "a line has {length} characters; at most 2,000 can be shown well",
        "break the paragraph up; an empty line begins a new one",
    ),
    "prose-limits: run": (
        "the character {sign} is repeated a hundred times", "delete the run",
    ),
    "prose-limits: brackets": (
        "the text has {count} opening square brackets",
        "split the text; no page needs more than {most}",
    ),
    "prose-limits: quotations": ("quotations are nested more than ten deep", "flatten them"),
    "prose-limits: lists": ("lists are nested more than ten deep", "flatten them"),
    "raw-html": (
        "{tag} will be shown as typed",
        "use Markdown, or put it between backticks to show it",
    ),
    "personal-data": (
        "this looks like {what}: {found}",
        "delete it; if it was published before, tell the maintainers",
    ),
    "kept-text": (
        "",
        "a maintainer takes the words out with `credfolio versions redact`, which keeps the digest",
    ),
    "link-address: nowhere": ("a link in this text leads nowhere", COPY_ADDRESS),
    "link-address": ("a link in this text leads to {target}", COPY_ADDRESS),
    "link-address: fault": ("a link in this text leads to {target}; {reason}", COPY_ADDRESS),
    "insecure-link": (
        "{target} is not encrypted", "write https:// if the page opens that way",
    ),
    "prose-picture": (
        "the picture in this text will not be shown",
        "delete the exclamation mark, so that it becomes a link",
    ),
})  # fmt: skip
"""Key → message and fix, with the names of what is put in between curly brackets."""


def said(key: str, /, **values: object) -> tuple[str, str]:
    """The message and the fix of `key` with `values` put in."""
    message, fix = WORDS[key]
    return message.format(**values), fix.format(**values)


def expected(kind: str, /, **values: object) -> tuple[str, str]:
    """What a value was expected to be, and how to write it."""
    return said(f"expected: {kind}", **values)
