"""What `credfolio answer --propose` changes: in which repository, planned, then written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from credfolio.authoring.requested_change import Files, Given, plan_requested, read_or_refuse
from credfolio.authoring.yaml_edit import append_item, without_key
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
from credfolio.records.picture import MAX_BYTES, PICTURE_ENDINGS, read_picture
from credfolio.records.registry import tombstone_path
from credfolio.removing.portfolio_swap import changes_of
from credfolio.removing.takedown import Wish, plan_takedown

_MOST = 4 * MAX_BYTES
_REASON = "Corrected, as the person whom it is about asked for."


@dataclass(frozen=True)
class Choices:
    """What the office decides, and no request says."""

    given: Given = field(default_factory=Given)
    revokes: bool | None = None
    """Whether signed badges of a portfolio that goes are revoked; None: nobody said."""


@dataclass(frozen=True)
class _Side:
    """The repository that has a home: what is in it, and where what changes goes."""

    root: Path
    read: Callable[[str], bytes | None]
    inside: Callable[[str], Mapping[str, bytes]]
    """The files of a folder, by their paths in the repository."""
    is_whole: bool = True
    """Whether it is a clone; a ZIP has no place for what changes, or goes."""


@dataclass
class Proposed:
    """The change that a request asks for, before anything is written."""

    root: Path
    files: Files = field(default_factory=dict)
    own: Files = field(default_factory=dict)
    """Files of the private repository that change with the record of the request."""
    said: list[str] = field(default_factory=list)
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
    handle, award = request.about.split("/")[1:3]
    if not is_id(handle):
        raise UsageError(f"{request.about} is no address of a portfolio")
    side = _side(office.root, public, to, handle, office.writes)
    proposed = Proposed(side.root)
    if not award and request.what in ("consent-ends", "not-me"):
        _take_down(office, proposed, side, request, choices)
    else:
        _edit(office, proposed, side, request, choices.given)
    if not proposed.left:
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
        files = sorted(one for one in (root / folder).rglob("*") if one.is_file())
        found = ((one.relative_to(root).as_posix(), one) for one in files)
        return {path: raw for path, _ in found if (raw := read(path)) is not None}

    return _Side(root, read, inside)


def _edit(office: Office, proposed: Proposed, side: _Side, request: Request, given: Given) -> None:
    planned = plan_requested(request, side.read, given)
    proposed.files, proposed.said, proposed.left = planned.files, planned.said, planned.left
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
            proposed.said.append("its badge says it as before until the next `credfolio sign`")
    elif award and request.what == "not-me":
        proposed.said.append(
            f"if it is somebody else's: `credfolio revoke {handle}/{award}`, and award it to them"
        )


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
            raise UsageError(
                f"the portfolio holds {counted(len(signed), 'signed badge')}; say what happens "
                "to them",
                fix="add --revoke or --keep-valid",
            )
        wish = Wish("remove", bool(choices.revokes), office.round.today, handle)
        plan = plan_takedown(person, registry, wish)
        proposed.files, left = changes_of(plan, side.inside(folder), side.read)
        proposed.said.append(f"{folder}/ goes, and leaves {tombstone_path(handle)}")
        others = sorted(one for one in proposed.files if not one.startswith(f"{folder}/"))
        proposed.said += [f"“{plan.mentions[one]}” in {one}" for one in others]
        proposed.said += [f"by hand: {one} names {handle}" for one in left]
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
        text = raw.decode("utf-8-sig")
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
            proposed.said.append(f"on the forge, delete {', '.join(sorted(gone))}")
        proposed.files = kept
    if proposed.files and side.root != own:
        number = len(proposed.files)
        them = "it" if number == 1 else "them"
        proposed.said.append(f"{counted(number, 'file')} in {side.root}: propose {them} there")
