"""Sign what a plan names, and write all of it to the project in one step. See ADR 0057."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from credfolio.badges.openbadges.credential import build_credential
from credfolio.badges.openbadges.endorsement import build_endorsement, named_endorsements
from credfolio.badges.openbadges.signing_state import as_signed, definition_as_signed
from credfolio.badges.openbadges.status_list import build_status_list
from credfolio.badges.signing.plan import Plan, PlannedAward, PlannedList
from credfolio.badges.signing.signers import Signer
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.proof import NotProven, render_json, sign_document
from credfolio.records.endings_log import EndingsLog
from credfolio.records.registry import (
    Registry,
    endings_path,
    endorsement_path,
    signed_path,
    status_list_path,
    superseded_path,
)
from credfolio.records.signed_file import SignedFile, SignedToken
from credfolio.records.superseded_file import SupersededFile

STAGING = ".credfolio-signing"
_WORTH_SPLITTING = 50
_IN_A_SLICE = 25


@dataclass
class Signed:
    """What a run wrote."""

    awards: list[str] = field(default_factory=list)
    endorsements: list[str] = field(default_factory=list)
    status_lists: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    """Logs of endings, which are added to and not signed."""
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """Every file that was written."""
        return [*self.awards, *self.endorsements, *self.status_lists]


def sign_plans(
    root: Path,
    registry: Registry,
    plans: Sequence[Plan],
    created: str,
    jobs: int = 0,
    records: Mapping[str, tuple[bytes, bytes]] | None = None,
    beside: Path | None = None,
) -> Signed:
    """Sign everything in the plans, and write all files or none.

    `records`, each with its old and new bytes, are written in the same step; what belongs to a home
    of the private repository `beside` is written there. The result names
    credentials that could not be signed; the others are signed. Raises `EnvironmentProblem` if
    the disk refuses.
    """
    result = Signed()
    files: dict[str, bytes] = {}
    work = [(plan.signer, one) for plan in plans for one in plan.awards]
    refused = set()
    for (_, one), outcome in zip(work, _sign_all(work, registry, created, jobs), strict=True):
        path = signed_path(one.award.educator, one.award.id)
        if isinstance(outcome, str):
            result.refused.append((path, outcome))
            refused.add((one.award.educator, one.award.id))
        else:
            files[path] = outcome
            result.awards.append(path)
    for plan in plans:
        for name, award in plan.endorsements:
            # A badge that was signed earlier keeps its endorsements when it cannot be signed again.
            key = (award.educator, award.id)
            if key in refused and key not in registry.signed:
                continue
            document = build_endorsement(
                dict(named_endorsements(award))[name],
                name,
                award,
                registry.issuers[plan.signer.issuer],
                plan.signer.home,
            )
            path = endorsement_path(award.educator, award.id, name)
            try:
                files[path] = render_json(_sign(document, plan.signer, created))
            except NotProven as error:
                result.refused.append((path, error.reason))
            else:
                result.endorsements.append(path)
    for each in sorted(plans, key=lambda plan: plan.signer.issuer):
        for planned in each.lists:
            path = status_list_path(each.signer.issuer, planned.number)
            files[path] = _sign_list(each.signer, planned, created)
            result.status_lists.append(path)
            if planned.superseded:
                files[superseded_path(each.signer.issuer, planned.number)] = planned.superseded
        for noted in each.endings:
            path = endings_path(each.signer.issuer, noted.number)
            log = registry.endings.get((each.signer.issuer, noted.number))
            log = log or EndingsLog(path, b"", frozenset())
            files[path] = log.with_endings(noted.endings, created)
            result.logs.append(path)
    write_signed(root, registry, files, records, beside)
    return result


def write_signed(
    root: Path,
    registry: Registry,
    files: Mapping[str, bytes],
    records: Mapping[str, tuple[bytes, bytes]] | None = None,
    beside: Path | None = None,
) -> None:
    """Write signed `files` to the project: new ones, and replacements of those in `registry`.

    With them go `records`, each with its old and new bytes. All are written or none. They move in
    the order of their paths, so a status list is there before a badge that names it; badges of
    homes in `beside` are written there, last, in a step of their own. Raises `EnvironmentProblem`
    if the disk refuses.
    """
    known: Iterable[SignedFile | SignedToken | EndingsLog | SupersededFile] = chain(
        registry.signed.values(),
        registry.endorsements.values(),
        registry.status_lists.values(),
        registry.endings.values(),
        registry.superseded.values(),
        registry.tokens.values(),
    )
    before = {one.path: one.data for one in known if one.path in files}
    changed: dict[str, tuple[bytes | None, bytes | None]] = {**(records or {})}
    changed |= {path: (before.get(path), data) for path, data in files.items()}
    apart = {path for path in changed if beside is not None and _is_home_of(beside, path)}
    for folder, paths in ((root, changed.keys() - apart), (beside, apart)):
        if folder is not None and paths:
            replace_files(folder, {path: changed[path] for path in sorted(paths)}, STAGING)


def _is_home_of(folder: Path, path: str) -> bool:
    top, _, rest = path.partition("/")
    return top == "portfolios" and (folder / top / rest.partition("/")[0]).is_dir()


def finish_signing(root: Path) -> int:
    """Finish what a killed run had signed completely, and drop the rest; returns the number of
    files.

    The caller holds the signers' lock. Raises `EnvironmentProblem` if the disk refuses.
    """
    return finish_replacing(root, STAGING)


def _sign_all(
    work: Sequence[tuple[Signer, PlannedAward]], registry: Registry, created: str, jobs: int
) -> list[bytes | str]:
    slices = [work[n : n + _IN_A_SLICE] for n in range(0, len(work), _IN_A_SLICE)]

    def sign(number: int) -> list[bytes | str]:
        return [_sign_one(registry, created, *one) for one in slices[number]]

    jobs = useful_jobs(jobs, len(work), _WORTH_SPLITTING)
    return [one for done in run_slices(sign, len(slices), jobs) for one in done]


def _sign_one(
    registry: Registry, created: str, signer: Signer, planned: PlannedAward
) -> bytes | str:
    """The bytes of the signed file, or the reason why it could not be signed."""
    award, definition = planned.award, None
    if signed := registry.signed.get((award.educator, award.id)):
        # Signed again, it keeps the ids that wallets know it by.
        definition = definition_as_signed(award, registry, signed)
        award = as_signed(award, registry, signed)
    try:
        document = build_credential(award, registry, signer.home, planned.place, definition)
        return render_json(_sign(document, signer, created))
    except NotProven as error:
        return error.reason


def _sign_list(signer: Signer, planned: PlannedList, created: str) -> bytes:
    document = build_status_list(
        signer.issuer,
        planned.number,
        planned.marked,
        signer.home,
        created,
        planned.superseded_digest,
    )
    signed = _sign(document, signer, created)
    # Some verifiers read a list's proof as an object only, and 1EdTech's schema wants an array of
    # a badge's.
    [signed["proof"]] = signed["proof"]
    return render_json(signed)


def _sign(document: dict[str, Any], signer: Signer, created: str) -> dict[str, Any]:
    return sign_document(document, signer.seed, signer.method, created)
