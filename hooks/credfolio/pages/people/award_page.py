"""The page of one award: what was earned, why, and its current state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from credfolio.badges.openbadges.json_ld import describe_award, render_script
from credfolio.badges.openbadges.signing_state import signing_state
from credfolio.badges.openbadges.verified import known, rests_on
from credfolio.badges.openbadges.wallet import THIS_COMPUTER, is_for_wallets
from credfolio.pages.badges.badge_files import badge_file_links
from credfolio.pages.badges.verify_page import check_address
from credfolio.pages.badges.wallet_panel import WalletPanel, wallet_panel
from credfolio.pages.catalog.version_changes import Groups, changes
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.renderer import clip
from credfolio.pages.fragments.stated_credit import earned_credits
from credfolio.pages.fragments.tool_pages import paper, stylesheets
from credfolio.pages.people.named_others import (
    approver_name,
    assessors_of,
    partners_of,
    public_name,
    replacement_of,
)
from credfolio.pages.people.portfolio_page import Portfolios
from credfolio.pages.people.share_files import Sharing
from credfolio.pages.sharing.share_panel import MANY_AWARDS, discovery
from credfolio.proof.demonstration import DEMONSTRATION_DID
from credfolio.records.model import Award, Educator, Issuer, MicroCredential, Stack
from credfolio.records.model.award import PartResult
from credfolio.records.model.credential import Change
from credfolio.records.model.part import Part
from credfolio.records.model.standing import is_recorded
from credfolio.records.reckoned.passing import lowest_passing, part_levels, passing_rule_in_words
from credfolio.records.registry import Registry, award_path
from credfolio.records.signed_file import SignedFile

PROOF = {
    "failed": "This record was taken over from another system, although the check of the "
    "original failed. Do not rely on it before you have asked who issued it.",
    "imported": "This record was taken over from another system. "
    "Ask the issuer named above, or open the original.",
    "recorded": "This award is recorded, and its issuer has not approved it yet. It is not signed, "
    "and proves nothing until it is approved.",
    "waiting": "This award waits for its signature. The page is made from a public record whose "
    "every change is kept; ask the issuer if you need a signature today.",
}
"""What the page says about an unsigned award."""

APPROVAL = {
    "one-person": "{name}, who also assessed the work; one person does both for this issuer",
    "earlier": "{name}, before approvals were tied to accounts",
}
"""How the page names the approver if the approval was not the act of a second account."""


MOST_SHOWN = 400
"""Most characters of changed passages on an award's page; the version's page has all of them."""


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    name: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """The result of a part, in the level's own words."""

    part: Part
    level: str
    text: str
    criteria: tuple[CriterionOutcome, ...]


def build_award_page(
    award: Award,
    educator: Educator,
    view: CatalogView,
    portfolios: Portfolios,
    sharing: Sharing,
) -> Page | None:
    """The page of `award`, or None if its issuer or subject is not in the registry."""
    registry = view.registry
    issuer = registry.award_issuer(award)
    credential = registry.credentials.get(award.credential or "")
    as_earned = registry.as_earned(award)
    earned = as_earned if isinstance(as_earned, MicroCredential) else None
    definition = registry.definition_of(award)
    stack = registry.stacks.get(award.stack or "")
    if issuer is None or (credential is None and stack is None):
        return None
    differs: Groups = ()
    if as_earned is not None and definition is not None and as_earned is not definition:
        differs = changes(as_earned, definition)
    shown = portfolios.shown_award(award)
    at = shown.picture
    listed = (
        educator.visibility == "public"
        and educator.search_indexing
        and award.visibility == "public"
        and not is_recorded(award)
    )
    on = words.day(award.awarded_on)
    verb = "recorded for" if is_recorded(award) else "earned by"
    described = (
        f"{shown.title}, recorded for {award.name_as_awarded} on {on}. {shown.state.words}."
        if is_recorded(award)
        else f"{award.name_as_awarded} earned {shown.title} on {on} from {issuer.name}."
    )
    share = sharing.of_award(shown, educator, issuer)
    # The day, because somebody may earn a credential again; the state, because a correction
    # bears the day of what it corrects. An expiry comes with the day, so only the page says that.
    title = f"{shown.title}, {verb} {award.name_as_awarded} on {on}"
    if shown.state.id not in ("active", "expired"):
        title = f"{title} ({shown.state.words.lower()})"
    partners = partners_of(as_earned or definition, issuer, registry)
    body = view.renderer.render(
        "award",
        share=share,
        a=award,
        e=educator,
        c=credential,
        title=shown.title,
        picture=at,
        at=at,
        issuer=issuer,
        competency=shown.competency,
        said_of_holder=_said_of_holder(as_earned or definition),
        language=credential.language if credential else None,
        states=shown.states,
        ended_by=public_name(award.status_by or "", view),
        replacement=replacement_of(award, registry),
        results=_outcomes(award, earned),
        rule=passing_rule_in_words(earned) if earned else "",
        text_at=addresses.version(definition, award.version)
        if definition and registry.kept(award)
        else "",
        is_text_lost=as_earned is None,
        redacted=getattr(as_earned, "redacted", None),
        differs=differs,
        is_much=_length(differs) > MOST_SHOWN,
        partners=partners,
        assessors=assessors_of(award, earned, view),
        evidence=tuple(portfolios.shown_evidence(shown)),
        feedback=_published_feedback(award),
        credits=() if is_recorded(award) else earned_credits(award, registry.jurisdictions),
        changed=_changed_since(award, credential),
        hours=words.hours((earned or credential).time_estimate) if credential else "",
        place=" · ".join(
            text[:1].upper() + text[1:]
            for text in (
                award.role_at_time,
                award.school if "school" not in educator.hide else None,
                award.district if "district" not in educator.hide else None,
            )
            if text
        ),
        approver=_approver(award, view),
        rests_on=rests_on(award.judged) if award.judged else "",
        known=known(award.judged) if award.judged else "",
        proof=_proof(award, registry, issuer, view.site),
        ask=addresses.request(addresses.award(award), issuer.id),
    )
    return Page(
        kind="award",
        address=addresses.award(award),
        title=title,
        description=clip(described, 200),
        body=body,
        head=_head(award, as_earned or definition, issuer, view, partners)
        + discovery(share, title),
        source=award_path(award.educator, award.id),
        indexed=listed,
    )


def _approver(award: Award, view: CatalogView) -> str:
    """Who confirmed the award, and how; "" if nobody did, or nobody may be named."""
    name = approver_name(award, view)
    if not name or award.approval == "recorded":
        return ""
    words = APPROVAL.get(award.approval or "earlier", "{name}")
    return words.format(name=name)


def _length(differs: Groups) -> int:
    return sum(len(r.text) for _, passages in differs for one in passages for r in one.runs)


def _head(
    award: Award,
    definition: MicroCredential | Stack | None,
    issuer: Issuer,
    view: CatalogView,
    partners: Sequence[Issuer],
) -> str:
    """The award for search engines, and the link to its signed file."""
    head = stylesheets("people", "award") + paper("award")
    url = view.site.url
    if definition is not None and url and award.status == "active" and not is_recorded(award):
        earned = addresses.credential if award.credential else addresses.stack
        about = url + addresses.educator(award.educator)
        at = url + earned(definition.ref)
        head += render_script(describe_award(award, definition, issuer, at, about, partners))
    if (award.educator, award.id) in view.registry.signed:
        head += '<link rel="alternate" type="application/ld+json" href="credential.json">\n'
    return head


@dataclass(frozen=True, slots=True)
class Proof:
    """What the page says about the signature, and the files that carry it."""

    words: str
    files: tuple[tuple[str, str], ...] = ()
    check: str = ""
    """This site's own page for checking, with the signed file opened."""
    verifier: str = ""
    wallet: WalletPanel | None = None


def _proof(award: Award, registry: Registry, issuer: Issuer, site: Site) -> Proof:
    if award.imported_from:
        checked = award.imported_from.checked
        failed = checked is not None and checked.outcome == "failed"
        return Proof(PROOF["failed" if failed else "imported"])
    signed = registry.signed.get((award.educator, award.id))
    if signed is None:
        return Proof(PROOF["recorded" if award.approval == "recorded" else "waiting"])
    check = check_address(award, site)
    day = words.day(date.fromisoformat(signed.created[:10])) if signed.created else "a day unknown"
    files = badge_file_links(award, signed, registry, site)
    if signed.issuer == DEMONSTRATION_DID:
        return Proof(
            f"A demonstration, signed on {day} with a key that everybody has. "
            "It shows how a signed badge works; it proves nothing about anybody.",
            files,
            check,
        )
    key = signed.method.rpartition("#")[2]
    here = signed.issuer.startswith(THIS_COMPUTER)
    again = (
        " The record was changed since and waits to be signed again."
        if award.reissues and signing_state(award, registry).id == "reissue"
        else ""
    )
    return Proof(
        f"Signed by {issuer.name} on {day} with its {key}. "
        f"Anybody can check the signature without asking us.{again}",
        files,
        check,
        "" if here else f"https://verifierplus.org/#verify?vc={quote(signed.id, safe='')}",
        wallet_panel(signed.id, _backpack(signed, site))
        if _has_wallet_panel(award, signed, registry, site)
        else None,
    )


def _backpack(signed: SignedFile, site: Site) -> str:
    """The address of the same badge in Open Badges 2.0; "" where the site publishes none."""
    if site.badge_files != "all":
        return ""
    return signed.id.removesuffix("credential.json") + "assertion.json"


def _has_wallet_panel(award: Award, signed: SignedFile, registry: Registry, site: Site) -> bool:
    """A code takes 3 KB, so pages of a very large site do without."""
    return len(registry.awards) <= MANY_AWARDS and is_for_wallets(award, signed, site.today)


def _outcomes(award: Award, credential: MicroCredential | None) -> tuple[PartOutcome, ...]:
    """Results that passed, part by part; others are not published."""
    if credential is None or not award.show_results:
        return ()
    results = award.results or _passing_assessment(award)
    outcomes = []
    for part in credential.parts:
        own = [result for result in results if result.part == part.number]
        if own and (outcome := _outcome(part, own)):
            outcomes.append(outcome)
    return tuple(outcomes)


def _outcome(part: Part, results: Sequence[PartResult]) -> PartOutcome | None:
    levels = {level.id: level for level in part_levels(part)}
    passing = lowest_passing(part)
    names = {criterion.id: criterion for criterion in part.rubric}
    level_name = level_text = ""
    criteria = []
    for result in results:
        level = levels.get(result.level or "")
        if level is None or level.id not in passing:
            continue
        if result.criterion is None:
            level_name, level_text = level.name, level.description or ""
        elif criterion := names.get(result.criterion):
            text = criterion.levels.get(level.id, "")
            criteria.append(CriterionOutcome(criterion.name, level.name, text))
    if not level_name and not criteria:
        return None
    return PartOutcome(part, level_name, level_text, tuple(criteria))


def _passing_assessment(award: Award) -> Sequence[PartResult]:
    for submission in sorted(award.submissions, key=lambda s: s.attempt, reverse=True):
        for assessment in submission.assessments:
            if assessment.decision == "pass":
                return assessment.results
    return ()


def _published_feedback(award: Award) -> tuple[str, ...]:
    """Feedback that its writer and the earner marked as public, of the attempt that passed."""
    return tuple(
        assessment.feedback
        for submission in award.submissions
        for assessment in submission.assessments
        if assessment.feedback and assessment.feedback_public and assessment.decision == "pass"
    )


def _changed_since(award: Award, credential: MicroCredential | None) -> tuple[Change, ...]:
    """What has changed in the definition since the version that was earned."""
    if credential is None or credential.version in (None, award.version):
        return ()
    if not award.has_known_version:
        return ()  # who knows from which version on
    earned = _version_key(award.version)
    return tuple(
        change
        for change in sorted(credential.changelog, key=lambda c: _version_key(c.version))
        if _version_key(change.version) > earned
    )


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(step) for step in version.split("."))


def _said_of_holder(definition: MicroCredential | Stack | None) -> str | None:
    """The sentence about the holder, in the definition's own words."""
    return definition.said_of_holder if isinstance(definition, MicroCredential) else None
