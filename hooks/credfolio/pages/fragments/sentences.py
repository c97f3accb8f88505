"""Sentences of record pages that hold values: each whole, in one place, with named places.

A template picks a sentence and gives it values; it never joins pieces. The table is published
with the previews, whose scripts fill in the same sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from credfolio.text.filled import filled

SENTENCES: Mapping[str, str] = MappingProxyType({
    # --- catalog and portfolios ---------------------------------------------------------------
    "on offer": "{offered} on offer from {issuers}.",
    "on offer, one more":
        "{offered} on offer from {issuers}, and 1 more that is not open to new work.",
    "on offer, more":
        "{offered} on offer from {issuers}, and {more} more that are not open to new work.",
    "listed": "{educators} who chose to be listed.",
    "nobody listed": "Educators who chose to be listed.",
    "signed by issuers": "{badges} from {issuers}",
    "none signed": "{badges}, none of them signed",
    "not signed": "{more} more not signed",
    "off paper": "and {more} more; the transcript lists all.",
    "counts today": "{counting} counts today",
    "count today": "{counting} count today",
    "closed": "Closed",
    "closed on": "Closed on {day}",
    # --- definitions --------------------------------------------------------------------------
    "pair": "with {other}: both give credit for {category} in {place}",
    "said of a holder": "An educator {words}.",
    "cost": "{cost}.",
    "cost, paid": "{cost}; {payer}.",
    "submit": "{way}.",
    "submit at": "{way}: {page}.",
    "assessors": "{assessors}.",
    "assessors from": "{assessors} from {organization}.",
    "adapted": "Adapted from {work}.",
    "adapted, cited": "Adapted from {work} ({citation}).",
    "conversation required":
        "Before it is decided, the issuer talks with the educator about the work, for about ten "
        "minutes, and notes that.",
    "conversation sample":
        "Some submissions are drawn by lot: before they are decided, the issuer talks with the "
        "educator about the work, for about ten minutes, and notes that.",
    "license": "License: {license}.",
    "has earned": "{educators} has earned this.",
    "have earned": "{educators} have earned this.",
    "from": "from {start}",
    "until": "until {end}",
    "from and until": "from {start} until {end}",
    "judged": "This is the text that people were judged by.",
    "judged from": "This is the text that people were judged by from {start}.",
    "judged until":
        "This is the text that people were judged by until version {version} came on {end}.",
    "judged from and until":
        "This is the text that people were judged by from {start} until version {version} came "
        "on {end}.",
    # --- awards -------------------------------------------------------------------------------
    "ended": "{state}.",
    "ended on": "{state} on {day}.",
    "ended, by": "{state}, by {by}.",
    "ended on, by": "{state} on {day}, by {by}.",
    "imported": "From {system} on {day}.",
    "imported without a version":
        "It does not say which version was earned, so it was not compared with any text here.",
    "import verified": "Checked on that day and found genuine: {found}",
    "import failed": "The check on that day did not find it genuine: {found}",
    "import undecided":
        "The check on that day could not determine whether it is genuine: {found}",
    "online verified":
        "The person who recorded it says that the issuer's own site confirmed it.",
    "online failed":
        "The person who recorded it says that the issuer's own site did not confirm it.",
    "online undecided":
        "The person who recorded it says that the issuer's own site gave no answer.",
    "log": "{entries}. Kept by the holder; nobody has checked it.",
    "log, timed": "{entries}, {time}. Kept by the holder; nobody has checked it.",
    "awards": "{awards}",
    "awards, some revoked": "{awards}, {revoked} of them revoked",
    "some not approved": "{waiting} of them not approved yet",
    "account":
        "To propose it yourself you need an account on {host}. Without one, save the file and send "
        "it to the issuer.",
    "no account": "No account is needed: save the file, and send it to the issuer.",
    "answers within": "It answers within {days}.",
    "number ends": "{place}: ends in {mark}",
    "number code": "{place}: code {mark}",
})  # fmt: skip
"""Key → sentence, with the names of what is put in between curly brackets."""


def sentence(key: str, /, **values: object) -> Markup:
    """The sentence `key` with `values` put in; text is escaped, markup stays."""
    return filled(SENTENCES[key], **values)
