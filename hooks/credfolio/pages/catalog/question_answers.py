"""What the records answer to the ten questions: sentences with their numbers and where to read on.

An answer without anything to count is left out, so that no sentence says "0 of 0".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from credfolio.pages.catalog.matrices import supply
from credfolio.pages.catalog.outcomes import Term
from credfolio.pages.fragments import addresses, band_words, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import standard_name, standard_value
from credfolio.records.model.standing import is_on_offer

LEADERS = ("principal", "teacher-leader", "coach", "mentor", "district")
"""Roles that lead others."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence, and a link to where it is told in full."""

    said: str
    href: str = ""
    label: str = ""


Terms = Sequence[Term]
"""The newest published figures of each issuer."""


def _catalog(**chosen: str) -> str:
    return f"{addresses.CATALOG}?{urlencode(chosen)}"


def available(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    """What is on offer for each standard that leads, and for those who lead."""
    found = []
    for _, framework in sorted(view.registry.frameworks.items()):
        aligned: Counter[str] = Counter()
        for credential in view.offered:
            aligned.update(
                {
                    one.code
                    for one in credential.alignments
                    if one.framework == framework.id and one.code
                }
            )
        codes = [one.code for strand in framework.strands for one in strand.statements]
        met = [code for code in codes if aligned[code]]
        said = f"{framework.title}: {len(met)} of {len(codes)} standards have something on offer."
        if codes:
            page = addresses.framework(framework.id)
            found.append(Answer(said, page, "Standard by standard"))
        for code in codes:
            if "leader" in code:
                number = words.count(aligned[code], "micro-credential")
                name = f"{standard_name(code)}: {number} on offer."
                href = _catalog(standard=standard_value(framework.id, code))
                found.append(Answer(name, href if aligned[code] else "", "See them"))
    for role in LEADERS:
        own = [one for one in view.by_audience.get(role, ()) if is_on_offer(one)]
        if own:
            number = words.count(len(own), "micro-credential")
            said = f"{words.ROLES[role]}: {number} on offer."
            found.append(Answer(said, addresses.audience(role), "See them"))
    return found


def changes(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    counting = [one for one in view.offered if one.credit_values]
    if counting:
        said = f"{len(counting)} of {len(view.offered)} on offer state credit somewhere."
        found.append(Answer(said, addresses.FIGURES, "Where each counts"))
    given = Counter(one.kind for c in view.offered for one in c.incentives)
    if given:
        kinds = words.join(words.INCENTIVE[kind].lower() for kind, _ in given.most_common())
        found.append(Answer(f"Districts give for it: {kinds}.", addresses.JURISDICTIONS, "Places"))
    found += [
        Answer(f"{term.name}: {term.finding}", f"{addresses.FIGURES}#outcomes", "In full")
        for term in terms
        if term.finding
    ]
    return found


def support(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    # Of the same number the first one asked for comes first; a set would have an order of its own.
    asked = Counter(
        kind for c in view.offered for kind in dict.fromkeys(one.kind for one in c.support_needed)
    )
    saying = sum(bool(c.support_needed) for c in view.offered)
    if saying:
        kinds = words.join(
            f"{words.SUPPORT[kind].lower()} ({n})" for kind, n in asked.most_common()
        )
        found.append(Answer(f"{saying} of {len(view.offered)} on offer say what helps: {kinds}."))
    for term in terms:
        if had := term.figures.support:
            kinds = words.join(
                f"{words.SUPPORT[one.kind].lower()} {band_words.rate(one.cases)}" for one in had
            )
            said = f"{term.name}: of those who say what they had, {kinds}."
            found.append(Answer(said, f"{addresses.FIGURES}#outcomes", "In full"))
    return found


def sharing(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    if people := len(view.registry.listed_educators):
        said = f"{words.count(people, 'educator is', 'educators are')} listed, by their own choice."
        found.append(Answer(said, addresses.PORTFOLIOS, "Portfolios"))
    said = (
        "An award that is not private has a page at a lasting address. Anybody can check its badge "
        "if that is signed."
    )
    found.append(Answer(said, addresses.VERIFY, "Check a badge"))
    if "guides/educators/" in view.site.docs:
        said = "A portfolio has links, a signature for e-mails, a résumé, and badges for wallets."
        found.append(Answer(said, "guides/educators/", "For educators"))
    return found


def advocacy(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    said = (
        f"{words.count(len(view.offered), 'micro-credential')} on offer, "
        f"{words.count(view.listed_awards, 'listed award')} so far."
    )
    found = [Answer(said, addresses.FIGURES, "Figures to quote")]
    for _, framework in sorted(view.registry.frameworks.items()):
        if asked := len(framework.discussion_questions):
            said = f"{framework.title} has {words.count(asked, 'question')} to talk about."
            found.append(
                Answer(said, f"{addresses.framework(framework.id)}#discussion", "To print")
            )
    return found


def funded(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    known = [one for one in view.offered if one.cost is not None]
    free = sum(one.cost is not None and one.cost.amount == 0 for one in known)
    if known:
        said = f"{free} of {len(known)} on offer whose cost is known are free."
        found.append(Answer(said, _catalog(cost="free"), "See them"))
    paying = Counter(one.cost.who_pays for one in known if one.cost and one.cost.who_pays)
    if paying:
        who = words.join(f"{words.WHO_PAYS[one].lower()} ({n})" for one, n in paying.most_common())
        found.append(Answer(f"As they state: {who}."))
    funders = Counter(name for c in view.offered for name in c.funders)
    if funders:
        most = [f"{name} ({n})" for name, n in funders.most_common(_MOST)]
        if len(funders) > _MOST:
            most.append(words.count(len(funders) - _MOST, "other"))
        names = words.join(most)
        found.append(Answer(f"Named as funders: {names}."))
    return found


def choice(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    table = supply(view)
    found = []
    if table.rows:
        gaps = words.count(table.gaps, "place is", "places are")
        said = f"Of topic by role, {gaps} empty."
        found.append(Answer(said, addresses.FIGURES, "What is missing"))
    earned = {a.credential for e in view.registry.listed_educators for a in view.shown_facts(e.id)}
    unearned = sum(one.ref not in earned for one in view.offered)
    if unearned:
        said = f"{unearned} of {len(view.offered)} on offer were not earned by anybody listed."
        found.append(Answer(said, addresses.FIGURES, "See them"))
    return found


def capacity(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    for term in terms:
        if term.figures.waiting:
            said = f"{term.name}, working days: {band_words.waiting(term.figures.waiting)}"
            found.append(Answer(said, f"{addresses.FIGURES}#outcomes", "In full"))
    readers = {
        one.account or one.educator or one.name
        for issuer in view.registry.issuers.values()
        for one in issuer.assessors
        if one.until is None or one.until >= view.site.today
    }
    if readers:
        said = f"Issuers name {words.count(len(readers), 'assessor')}; others may be private."
        found.append(Answer(said, addresses.ISSUERS, "Issuers"))
    return found


def use(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    times = [one.time_estimate for one in view.offered if one.time_estimate]
    if times:
        least = min(one.min_hours for one in times)
        most = max(one.max_hours for one in times)
        middle = _median(one.max_hours for one in times)
        said = (
            f"By their own estimates they take {words.hour_range(least, most)}; "
            f"half take at most {words.number(middle)} hours."
        )
        found.append(Answer(said, addresses.CATALOG, "Filter by time"))
    found += [
        Answer(
            f"{term.name}. {band_words.SPENT[one.what]}: {band_words.use(one)}",
            f"{addresses.FIGURES}#outcomes",
            "In full",
        )
        for term in terms
        for one in term.figures.use
    ]
    return found


def _median(numbers: Iterable[Decimal]) -> Decimal:
    ordered = sorted(numbers)
    return ordered[(len(ordered) - 1) // 2]


def equity(view: CatalogView, terms: Terms) -> Sequence[Answer]:
    found = []
    people = view.registry.listed_educators
    roles = Counter(role for one in people for role in one.roles)
    if roles:
        each = words.join(f"{words.ROLES[role].lower()} {n}" for role, n in roles.most_common())
        said = f"Listed educators by role: {each}."
        found.append(Answer(said, addresses.FIGURES, "By role"))
        if none := [name.lower() for role, name in words.ROLES.items() if role not in roles]:
            found.append(Answer(f"Nobody is listed among {words.join(none)}."))
    for term in terms:
        if term.figures.whole:
            said = f"{term.name}, by role, school, grade, and micro-credential."
            found.append(Answer(said, f"{addresses.FIGURES}#outcomes", "In bands"))
    return found
