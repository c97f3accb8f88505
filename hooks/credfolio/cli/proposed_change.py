"""What `credfolio answer --propose` changes: in which repository, planned, then written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from credfolio.authoring.requested_change import Files, Given, plan_requested, read_or_refuse
from credfolio.authoring.yaml_edit import append_item, text_or_refuse, without_key
from credfolio.badges.openbadges.signing_state import signing_state
from credfolio.cli.rounds_command import Office
from credfolio.disk.git_archive import ArchivedCommit
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, counted
from credfolio.ids import is_id
from credfolio.records.loading.source_files import read_bytes
from credfolio.records.model import Award, Person, Request
from credfolio.records.model.kinds import AWARDS, EDUCATORS, PEOPLE
from credfolio.records.model.tombstone import FORMER_JUDGE
from credfolio.records.picture import MAX_BYTES, PICTURE_ENDINGS, read_picture
from credfolio.records.registry import GOVERNANCE_PATH, Registry, tombstone_path
from credfolio.removing.portfolio_swap import changes_of
from credfolio.removing.takedown import Wish, plan_takedown
from credfolio.rounds.asked_change import removes, somebody_elses, waiting_proposals
from credfolio.rounds.requests import must_check

_UNSURE = "a page goes on somebody's word: say how you made sure with --checked"
_FORMER = re.compile(re.escape(FORMER_JUDGE).replace(re.escape("{number}"), r"\d+"))
_MOST = 4 * MAX_BYTES
_REASON = "Corrected, as the person whom it is about asked for."


@dataclass(frozen=True)
class Choices:
    """What the office decides, and no request says."""

    given: Given = field(default_factory=Given)
    revokes: bool | None = None
    """Whether signed badges of a portfolio that goes are revoked; None: nobody said."""
    checked: str = ""
    """How the office made sure who asks, or that a page is not theirs."""


@dataclass(frozen=True)
class _Side:
    """The repository that has a home: what is in it, and where what changes goes."""

    root: Path
    read: Callable[[str], bytes | None]
    inside: Callable[[str], Mapping[str, bytes]]
    """The files of a folder, by their paths; raises `UsageError` for what cannot be removed."""
    is_whole: bool = True
    """Whether it is a clone; a ZIP has no place for what changes, or goes."""

    def former_judges(self) -> Iterator[str]:
        """The neutral words for people that a clone has, also those that no commit has yet."""
        if not self.is_whole:
            return
        for pattern in ("catalog/*/issuer.yml", "portfolios/*/awards/*.yml"):
            for file in sorted(self.root.glob(pattern)):
                text = self.read(file.relative_to(self.root).as_posix()) or b""
                yield from _FORMER.findall(text.decode("utf-8", "replace"))


@dataclass
class Proposed:
    """The change that a request asks for, before anything is written."""

    root: Path
    files: Files = field(default_factory=dict)
    own: Files = field(default_factory=dict)
    """Files of the private repository that change with the record of the request."""
    said: list[str] = field(default_factory=list)
    """What changes, as the record of the answer keeps it."""
    values: dict[str, str] = field(default_factory=dict)
    then: list[str] = field(default_factory=list)
    """What somebody does next, which no record keeps."""
    left: list[str] = field(default_factory=list)
    """Why it is not made: what somebody edits by hand."""

    def write(self) -> None:
        """Write the files of the home; those of the private repository go with the record."""
        if self.files:
            self.root.mkdir(parents=True, exist_ok=True)
            replace_files(self.root, self.files)


def plan_change(
    office: Office, request: Request, public: Path, to: Path | None, choices: Choices
) -> Proposed:
    """What `request` asks for, as files of the repository that has the home.

    `to` is the folder for what changes in a public repository that is given as a ZIP. Raises
    `UsageError` where the office has to say more.
    """
    handle = request.about.split("/")[1]
    if not is_id(handle):
        raise UsageError(f"{request.about} is no address of a portfolio")
    side = _side(office.root, public, to, handle, office.writes)
    proposed = Proposed(side.root)
    if must_check(office.round, request) and not choices.checked:
        proposed.left.append(_UNSURE)
    elif removes(request):
        _take_down(office, proposed, side, request, choices)
    else:
        _edit(office, proposed, side, request, choices.given)
    if not proposed.left and not side.is_whole:
        _refuse_undoing(proposed, office.round.registry, request)
    if not proposed.left:
        if choices.checked:
            proposed.said.append(f"made sure: {choices.checked}")
        _say_where(proposed, side, office.root)
    if side.root == office.root:
        proposed.own |= proposed.files
        proposed.files = {}
    return proposed


def photo_file(file: Path) -> tuple[str, bytes]:
    """A photo as it is kept: upright, and without the place and time that a camera notes.

    Raises `UsageError` for what is no picture.
    """
    raw = read_bytes(file, file.name, limit=_MOST)
    found = raw if isinstance(raw, Finding) else read_picture(raw, file.name)
    if isinstance(found, Finding):
        raise UsageError(f"{file.name}: {found.message}", fix=found.fix)
    if not found.data:  # where Python runs in a browser, no picture is made
        raise UsageError(
            "the desk cannot make a photo safe to show",
            fix="use the command, or ask whoever maintains the site to put it there",
        )
    if not file.name.lower().endswith(PICTURE_ENDINGS):
        raise UsageError(
            f"{file.name} does not end as a picture does",
            fix=f"call it by what it is: {', '.join(PICTURE_ENDINGS)}",
        )
    return found.ending, found.data


def _side(root: Path, public: Path, to: Path | None, handle: str, writes: bool) -> _Side:
    home = EDUCATORS.path(handle)
    if (root / home).is_file() or (root / tombstone_path(handle)).is_file():
        return _clone(root)
    if public.is_dir():
        if writes:
            finish_replacing(public)
        return _clone(public)
    if to is None:
        raise UsageError(
            f"{home} is in the public repository, and --with names a ZIP, which nothing is "
            "written into",
            fix="name a folder for the changed files with --to, or a clone with --with",
        )
    archive = ArchivedCommit(public)

    def read(path: str) -> bytes | None:
        return archive.file(path) or None

    def inside(folder: str) -> Mapping[str, bytes]:
        paths = [one for one in archive.tree(archive.main()) if one.startswith(f"{folder}/")]
        return {path: archive.file(path) for path in paths}

    return _Side(to, read, inside, is_whole=False)


def _clone(root: Path) -> _Side:
    def read(path: str) -> bytes | None:
        raw = read_bytes(root / path, path, limit=_MOST)
        return None if isinstance(raw, Finding) else raw

    def inside(folder: str) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        for one in sorted((root / folder).rglob("*")):
            path = one.relative_to(root).as_posix()
            if one.is_symlink():
                raise UsageError(
                    f"{path} is a link, and would stay next to the tombstone",
                    fix="delete the link, and run it again",
                )
            if one.is_file():  # whole, as it is removed, however large it is
                raw = read_bytes(one, path, limit=-1)
                if isinstance(raw, Finding):
                    raise UsageError(f"{path}: {raw.message}", fix=raw.fix)
                found[path] = raw
        return found

    return _Side(root, read, inside)


def _refuse_undoing(proposed: Proposed, registry: Registry, request: Request) -> None:
    """Files of a ZIP are whole: what was proposed before, and is not in its commit, would go."""
    handle = request.about.split("/")[1]
    shares = any(not path.startswith(f"portfolios/{handle}/") for path in proposed.files)
    for other in waiting_proposals(registry):
        same = other.about.split("/")[1] == handle
        if other.id != request.id and proposed.files and (same or (shares and removes(other))):
            proposed.left.append(
                f"{other.id} was proposed before, and is not in the commit of the ZIP, whose files "
                "would undo it: have it accepted and pinned first"
            )


def _edit(office: Office, proposed: Proposed, side: _Side, request: Request, given: Given) -> None:
    planned = plan_requested(request, side.read, given)
    proposed.files, proposed.said, proposed.left = planned.files, planned.said, planned.left
    proposed.values = planned.values
    _, handle, award = request.about.split("/")[:3]
    path = AWARDS.path(handle, award) if award else ""
    before, after = planned.files.get(path, (None, None))
    if request.what == "correct" and after is not None:
        record = read_or_refuse(path, after.decode())
        assert isinstance(record, Award)
        state = signing_state(record, office.round.registry)
        if state.id == "drifted":
            item = {"on": office.round.today.isoformat(), "reason": _REASON}
            text = append_item(after.decode(), "reissues", item, path)
            proposed.files[path] = before, text.encode()
            proposed.then.append("its badge says it as before until the next `credfolio sign`")
    elif award and request.what == "not-me":
        proposed.then.append(somebody_elses(request))


def _take_down(
    office: Office, proposed: Proposed, side: _Side, request: Request, choices: Choices
) -> None:
    """Plan what `credfolio takedown --remove` does, and the end of the consent."""
    handle, registry = request.about.split("/")[1], office.round.registry
    person, folder = registry.educators.get(handle), f"portfolios/{request.about.split('/')[1]}"
    if person is None or side.read(EDUCATORS.path(handle)) is None:
        if side.read(tombstone_path(handle)) is not None or handle in registry.tombstones:
            proposed.said.append(f"{folder}/ was taken down already")
        else:
            proposed.left.append(f"there is no {EDUCATORS.path(handle)}")
    else:
        signed = [one for one in registry.signed if one[0] == handle]
        if signed and choices.revokes is None:
            proposed.left.append(
                f"the portfolio holds {counted(len(signed), 'signed badge')}; say what happens to "
                "them: add --revoke or --keep-valid"
            )
            return
        wish = Wish("remove", bool(choices.revokes), office.round.today, handle)
        plan = plan_takedown(person, registry, wish, side.former_judges())
        proposed.files, left = changes_of(plan, side.inside(folder), side.read)
        proposed.said.append(f"{folder}/ goes, and leaves {tombstone_path(handle)}")
        others = sorted(one for one in proposed.files if not one.startswith(f"{folder}/"))
        proposed.said += [
            f"no entry of them in {one}"
            if one == GOVERNANCE_PATH
            else f"“{plan.mentions[one]}” in {one}"
            for one in others
        ]
        by_hand = [
            f"{one} names {handle}"
            + ("" if one == GOVERNANCE_PATH else f"; write “{plan.mentions[one]}”")
            for one in left
        ]
        if by_hand and side.root == office.root:
            # Without the home, what names it elsewhere is an error that stops the office.
            proposed.files, proposed.said = {}, []
            proposed.left += [f"first, by hand: {one}" for one in by_hand]
            proposed.left.append(
                "have that accepted in the repository that has it, run `credfolio pin`, and "
                "propose this again"
            )
            return
        proposed.then += [f"by hand: {one}" for one in by_hand]
        if signed:
            ends = (
                "will be revoked by the next `credfolio sign`"
                if choices.revokes
                else "will stay valid"
            )
            proposed.said.append(f"{counted(len(signed), 'signed badge')} {ends}")
    if request.what == "consent-ends" and not proposed.left:
        owners = (one for one in registry.people.values() if one.educator == handle)
        _end_consent(office.root, proposed, owners)


def _end_consent(root: Path, proposed: Proposed, owners: Iterable[Person]) -> None:
    for one in owners:
        path = PEOPLE.path(one.id)
        raw = (root / path).read_bytes()
        text = text_or_refuse(raw, path)
        if one.consent_to_publish is not None:
            after = without_key(text, "consent_to_publish", path)
            proposed.own[path] = raw, after.encode()
            proposed.said.append(f"no `consent_to_publish` in {path}: nothing is published again")


def _there(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _say_where(proposed: Proposed, side: _Side, own: Path) -> None:
    """Say where the files are, and with a ZIP which ones somebody deletes on the forge."""
    if not side.is_whole:
        there = {path: _there(side.root / path) for path in proposed.files}
        kept: Files = {}
        for path, (before, after) in proposed.files.items():
            if there[path] not in (None, before, after):
                raise UsageError(
                    f"{side.root / path} is another one than in the ZIP",
                    fix="give the ZIP of the commit that this folder is at, or an empty folder",
                )
            if there[path] != after:
                kept[path] = there[path], after
        gone = [path for path, (_, after) in proposed.files.items() if not (after or there[path])]
        if gone:
            proposed.then.append(f"on the forge, delete {', '.join(sorted(gone))}")
        proposed.files = kept
    if proposed.files and side.root != own:
        number = len(proposed.files)
        them = "it" if number == 1 else "them"
        proposed.then.append(f"{counted(number, 'file')} in {side.root}: propose {them} there")
