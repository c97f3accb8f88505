"""Privacy: consent where it is needed, and no private contact details in public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import awards
from credfolio.checking.rules.record_text import noticed, placed
from credfolio.findings.finding import Finding, Severity, quoted
from credfolio.findings.words import said
from credfolio.records.model import Award, Educator, MicroCredential, Record
from credfolio.records.model.part import EvidenceItem
from credfolio.records.registry import Registry, educator_path


@own_rule
def check_consent_missing(registry: Registry) -> Iterator[Finding]:
    """A portfolio on the web needs the educator's recorded consent.

    It is about a person, and the web does not forget. For `visibility: public` the consent is
    required; for an unlisted page, which is also on the web, this is a hint.

    Add `consent:` with who gave it, how, when and for what. Or set `visibility: private`, and
    the portfolio is not built.
    """
    for educator in registry.educators.values():
        if educator.consent or educator.visibility == "private":
            continue
        is_public = educator.visibility == "public"
        yield Finding(
            "consent-missing",
            educator_path(educator.id),
            *said("consent-missing", visibility=educator.visibility),
            severity="error" if is_public else "hint",
            pointer=("visibility",),
        )


@own_rule
def check_evidence_consent(registry: Registry) -> Iterator[Finding]:
    """Evidence that shows recognizable students names the consent for showing it.

    In the United States, FERPA requires written consent; other laws apply
    elsewhere.

    Add `consent:` with whose it is, the date and where the forms are kept; or
    show the work without anything that identifies a student, and write
    `student_data: deidentified`.
    """
    for path, award in awards(registry):
        needing = _items_needing_consent(registry, award)
        for n, evidence in enumerate(award.evidence):
            consent = evidence.consent
            severity: Severity = "error"
            if evidence.student_data == "consented" and consent is None:
                fault = "missing"
            elif consent and not (consent.students or consent.guardians):
                fault = "nobody"
            elif evidence.student_data == "consented" and consent and not consent.reference:
                fault = "place"
            elif evidence.id in needing and evidence.visible and evidence.student_data == "none":
                fault = "needed"
                severity = "hint"
            else:
                continue
            yield Finding(
                "evidence-consent",
                path,
                *said(f"evidence-consent: {fault}", id=quoted(evidence.id)),
                severity=severity,
                pointer=("evidence", n),
            )


def _items_needing_consent(registry: Registry, award: Award) -> frozenset[str]:
    definition = registry.definition_of(award)
    if not isinstance(definition, MicroCredential):
        return frozenset()
    items: list[EvidenceItem] = [i for part in definition.parts for i in part.evidence_items]
    return frozenset(item.id for item in items if item.consent_needed)


# --- personal data in text ------------------------------------------------------------------

_WEB_ADDRESS = re.compile(r"https?://[^\s<>()\"']+")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Addresses that reach an office and not a person.
ROLES = frozenset(  # a list of words reads better as text
    """admin admissions advising apply assess assessment assessor assessors award awards badge
    badges board certificates certification coaching contact credential credentials curriculum
    desk district ed education educators enquiries faculty feedback hello help helpdesk hr info
    inquiries learn learning library licence licences licensing licensure mail mc media mentoring
    micro microcredential microcredentials office official pd pl portfolio portfolios press
    privacy professional program programs questions records registrar registration reply review
    reviewers school service services staff state submissions submit support teach teachers
    teaching team training webmaster""".split()  # noqa: SIM905
)
_PHONE = re.compile(
    # North America: an area code and an exchange never begin with 0 or 1
    r"(?<![\w./=#-])(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}(?![\w-])"
    # elsewhere: a plus and the country
    r"|(?<!\w)\+[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\w)"
    # seven digits only behind a word that says what they are
    r"|\b(?:[Tt]el|[Tt]elephone|[Pp]hone|[Cc]ell|[Mm]obile|[Ff]ax|[Cc]all|[Tt]ext)\b"
    r"\W{0,3}(?:\w{1,8} ){0,2}\d{3}[ .-]\d{4}\b"
)
_DIGITS = re.compile(r"\d{4}|\d[ .-]\d|\d [A-Z]")
_NOT_A_PHONE = re.compile(r"(?:ISBN|ISSN|ORCID|doi|DOI|No\.|no\.|#)[\s:-]{0,3}$")
_PERSONAL_NUMBER = re.compile(
    r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"
    r"|\b(?:[Ss]tudent|[Ee]mployee|[Pp]ersonnel|[Ss]taff|[Ss]ocial [Ss]ecurity)"
    r" (?:ID|id|[Nn]umber|[Nn]o\.?)\W{0,3}(?:is )?[A-Z]{0,3}\d{4,}"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BIRTH_DATE = re.compile(
    r"\b(?:[Bb]orn|[Dd]ate of [Bb]irth|[Bb]irth ?(?:date|day)|D\.?O\.?B\.?)\b[^.\n]{0,20}?"
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} \d{{4}})"
)
_HOME = re.compile(
    r"(?<![\w-])(?<!Grade )(?<!Grades )(?!(?:19|20)\d\d )\d{1,5} (?:[NSEW]\.? )?"
    r"(?:[A-Z][\w'\u2019]+ ){1,2}"
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Drive|Dr\.?)"
    r"(?=[\s,.;)]|$)"
)


PATTERNS = {
    "web_address": _WEB_ADDRESS,
    "email": _EMAIL,
    "phone": _PHONE,
    "digits": _DIGITS,
    "not_a_phone": _NOT_A_PHONE,
    "personal_number": _PERSONAL_NUMBER,
    "birth_date": _BIRTH_DATE,
    "home": _HOME,
}
"""By name, for the form in the browser."""


@own_rule
def check_personal_data(registry: Registry) -> Iterator[Finding]:
    """Published text contains no e-mail address, telephone number, birth date, personal number or
    home address.

    Bots collect them from public pages within hours, and a repository keeps them in its
    history. Office addresses, such as badges@…, are allowed; home addresses are looked for only
    in portfolios and awards.

    Delete it. People can be reached through the issuer, or through a link they chose. If it was
    already published, tell the maintainers.
    """
    private = {e.id for e in registry.educators.values() if e.visibility == "private"}
    offices = _office_addresses(registry)
    for path, record, pointer, text, kind in noticed(registry):
        if kind == "link" or _owner(record) in private:
            continue
        for what, found, severity in personal_data(text, offices, isinstance(record, _PERSONAL)):
            yield placed(
                record,
                Finding(
                    "personal-data",
                    path,
                    *said("personal-data", what=what, found=quoted(_masked(found))),
                    severity=severity,
                    pointer=pointer,
                ),
            )


_PERSONAL = (Educator, Award)


def _owner(record: Record) -> str | None:
    if isinstance(record, Educator):
        return record.id
    return record.educator if isinstance(record, Award) else None


@lru_cache(maxsize=2)
def _office_addresses(registry: Registry) -> frozenset[str]:
    return frozenset(i.email.lower() for i in registry.whole.issuers.values() if i.email)


def personal_data(
    text: str, offices: frozenset[str] = frozenset(), about_a_person: bool = True
) -> Iterator[tuple[str, str, Severity]]:
    """What in a text looks like personal data: what it is, as found, how bad."""
    # A pattern runs only where a cheap sign of it is there: nearly all text holds none.
    if "@" in text:
        for match in _EMAIL.finditer(text):
            before = text[: match.start()].rsplit(maxsplit=1)[-1:]
            if before and "://" in before[0]:
                continue  # part of a web address, such as https://social.example/@name
            if match.group().lower() not in offices and not _is_role(match.group()):
                yield "an e-mail address", match.group(), "error"
    if not _DIGITS.search(text):
        return
    text = _WEB_ADDRESS.sub(" ", text)
    for match in _PERSONAL_NUMBER.finditer(text):
        yield "a personal number", match.group(), "error"
    for match in _PHONE.finditer(text):
        if not _NOT_A_PHONE.search(text[: match.start()]):
            yield "a telephone number", match.group(), "error"
    if any(sign in text for sign in ("orn", "irth", "DOB", "D.O.B")):
        for match in _BIRTH_DATE.finditer(text):
            yield "a birth date", match.group(), "error"
    if about_a_person:
        for match in _HOME.finditer(text):
            yield "a home address", match.group(), "hint"


def _is_role(address: str) -> bool:
    local = address.partition("@")[0].lower()
    return any(word in ROLES for word in re.split(r"[^a-z]+", local))


def _masked(found: str) -> str:
    """Enough to find the place, too little to repeat what should not be public."""
    words = " ".join(found.split())
    return words[:4] + "…" if len(words) > 4 else "…"
