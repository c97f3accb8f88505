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

_CORRECT_DATE = "correct the date that is wrong"
_ANCHOR = "anchors and aliases are not allowed here ({found})"
_ADD_KEY = "add a line `{key}: …`"
_UNKNOWN_KEY = "the key {key} is unknown in {place}"
_RETYPE = "delete the words around it and type them again"
_HTTPS = "copy the address from the browser, beginning with https://"
_KEEP_ONE = "keep the one that the evidence shows, and move the rest to another credential"
_CHOOSE_ID = "choose another id for one of the two"
_EVIDENCE = "evidence {id}: "
_ACCENT = (
    "the color {accent} has a contrast of {ratio} : 1 with the background {paper}; "
    "lines and rings need 3 : 1 in the light and in the dark scheme"
)
_LEVEL = "{level} is not a level of part {part}; "

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    # --- reading ------------------------------------------------------------------------------
    "file-too-large": (
        "the file is larger than {most} bytes",
        "split the text, or move long material to a linked resource",
    ),
    "control-character": (
        "the text contains the control character U+{code}",
        "delete it; it is invisible, so retype the words around it",
    ),
    "not-utf-8": (
        "the file is not UTF-8 text: byte 0x{byte} does not fit",
        'save it again as "UTF-8" in your editor',
    ),
    "yaml-syntax": (
        "this is not YAML from here on: {problem}",
        "look at the line above too: a missing quote, colon or space, or indentation that jumps",
    ),
    "yaml-feature: anchor": (
        _ANCHOR, "write the text out where it is needed; quote a value that begins with & or *",
    ),
    "yaml-feature: alias": (
        _ANCHOR, "write the text out where it is needed; quote a value that begins with *",
    ),
    "yaml-feature: tag": (
        "YAML tags are not allowed here ({found})",
        "leave the tag out; quote a value that begins with !",
    ),
    "yaml-feature: key": (
        "a list or mapping cannot be a key",
        'quote the text if it is meant as words, as in "{{…}}"',
    ),
    "yaml-feature: document": (
        "a second document begins here", "keep one record in each file; delete the line ---",
    ),
    "yaml-feature: merge": ("merge keys (<<) are not allowed here", "write the keys out"),
    "too-deep": (
        "lists and mappings are nested more than {most} deep",
        "flatten the record; no record needs more than 8 levels",
    ),
    "duplicate-key": (
        "the key {key} appears twice in the same place",
        "keep one and delete the other",
    ),
    "not-a-record": (
        "the file does not begin with a key",
        "begin each line with a key and a colon, as in `title: Active listening`",
    ),
    "missing-key": ("{key} is missing", _ADD_KEY),
    "missing-key: inside": ("{key} is missing in {place}", _ADD_KEY),
    "unknown-key": ("the key {key} is unknown", "Your own keys go under `extra:`."),
    "unknown-key: near": (
        "the key {key} is unknown",
        "did you mean {guess}? Your own keys go under `extra:`.",
    ),
    "unknown-key: inside": (_UNKNOWN_KEY, "delete it, or move the words to a known key"),
    "unknown-key: inside, near": (_UNKNOWN_KEY, "did you mean {guess}? Otherwise delete it."),
    "wrong-value": ("{name}: {expected}", "{fix}"),
    "wrong-value: value": ("{name}: {expected}, found {value}", "{fix}"),
    "wrong-value: keys": ("{name}: {expected}, found keys and values", "{fix}"),
    "wrong-value: list": ("{name}: {expected}, found a list", "{fix}"),
    "wrong-value: nothing": ("{name}: {expected}, found nothing", "{fix}"),
    "wrong-value: record": ("the record", ""),
    "differs-from-path": (
        "{key} is {value}, but the file's place says {place}",
        "write `{key}: {id}`, or move the file",
    ),
    # --- what a value is expected to be -------------------------------------------------------
    "expected: choice": ("expected one of {words}", "Choose one of the words listed."),
    "expected: choice, near": (
        "expected one of {words}", "did you mean {guess}? Choose one of the words listed.",
    ),
    "expected: date": ("expected a real date written YYYY-MM-DD", "write the date as 2026-05-31"),
    "expected: amount": (
        "expected a number such as 3 or 0.5",
        "write digits, with a point for fractions and no unit",
    ),
    "expected: count": ("expected a whole number such as 12", "write digits only"),
    "expected: yes or no": ("expected yes or no", "write yes or no"),
    "expected: link": ("expected a web address beginning https://", _HTTPS),
    "expected: link, user": ("expected a web address without a user name in it", _HTTPS),
    "expected: link, port": ("expected a web address without a port number", _HTTPS),
    "expected: link, host": ("expected a web address with a public host name", _HTTPS),
    "expected: one line": (
        "expected one line of plain text", "join the lines, or shorten the text",
    ),
    "expected: file name": (
        "expected the name of a file in the same folder, such as badge.svg",
        "put the file next to the record and write only its name",
    ),
    "expected: color": (
        "expected a color of six digits, such as 2a6f62",
        "write six digits such as 2a6f62, without a # before them",
    ),
    "expected: text": (
        "expected text", "write plain text after the colon; quote it if it contains ': '",
    ),
    "expected: list": (
        "expected a list", "begin each item on its own line with a hyphen and a space",
    ),
    "expected: keys": (
        "expected keys and values", "write the keys on the lines below, two spaces in",
    ),
    "expected: shorter": ("expected at most {most} characters", "shorten the text"),
    "expected: some text": ("expected some text", "write the text, or delete the key"),
    "expected: id": (
        "expected an id: lower-case letters, digits and hyphens",
        "write it like active-listening",
    ),
    "expected: reference": (
        "expected a reference of the form issuer/credential",
        "write the issuer's folder, a slash and the file's name without .yml",
    ),
    "expected: language": ("expected a language tag", "write en, es, fr-CA and so on"),
    "expected: version": ("expected a version", "write it like 1, 1.2 or 1.2.3"),
    "expected: version of an award": (
        "expected a version",
        "write it like 1, 1.2 or 1.2.3; `unknown` if the award was imported and nobody knows it",
    ),
    "expected: doi": ("expected a DOI", "write it like 10.1000/182, without https://doi.org/"),
    "expected: e-mail": (
        "expected the e-mail address of a role", "write an address like badges@district.example",
    ),
    "expected: another form": (
        "expected another form", "see the reference of this record for the form",
    ),
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
        "0 points are required, so everything passes", "write the points that pass",
    ),
    "passing-rule: at least": (
        "{listed} parts are listed, so another number has to pass", "write 1 to {listed}",
    ),
    "passing-rule: two forms": (
        "points are a `minimum`, or a `percent` of a `maximum`", "keep one of the two forms",
    ),
    "passing-rule: percent": ("that is no percentage", "write more than 0 and at most 100"),
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
        "strand {name} is not one of this framework", "write the id of a strand above.",
    ),
    "unknown-strand: near": (
        "strand {name} is not one of this framework",
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
        "add `consent:` with on, students or guardians, and reference",
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
        "add `consent:` with by, method, on and scope, or set `visibility: private`",
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
        "", "the text of a version is not edited; if nobody may read it, tell the maintainers"
    ),
    "link-address: nowhere": ("a link in this text leads nowhere", _HTTPS),
    "link-address": ("a link in this text leads to {target}", _HTTPS),
    "link-address: fault": ("a link in this text leads to {target}; {reason}", _HTTPS),
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
