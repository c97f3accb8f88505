"""Requests about pages, from people without an account → records, their clock, and their answer.

Whoever asks may not be whom the page is about: nothing on a page changes before somebody in the
office made sure. See ADR 0068.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from credfolio.findings.finding import quoted
from credfolio.ids import fold_name
from credfolio.proof.digests import digest_of_sha256
from credfolio.records.model import Person, Request
from credfolio.records.model.issuer import DAYS_TO_ANSWER
from credfolio.records.model.kinds import AWARDS, EDUCATORS, REQUESTS
from credfolio.records.model.terms import RequestOutcome
from credfolio.records.registry import Registry
from credfolio.records.written import written
from credfolio.rounds.manifest import RequestManifest
from credfolio.rounds.record_texts import replaced
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said

SAID: Mapping[str, str] = {
    "hide": "hide it",
    "correct": "correct it",
    "consent-ends": "their consent ends",
    "photo": "show a new photo",
    "not-me": "this is not them",
}


def requests_of(registry: Registry) -> Mapping[str, Request]:
    """All requests, by number."""
    return {one.id: one for one in registry.requests.values()}


def take_request(
    of: Round, outcome: Outcome, number: str, sha256: bytes, manifest: RequestManifest
) -> Request | str:
    """Record a request, due when its issuer promises; why it is refused, in words."""
    issuer = of.registry.issuers.get(manifest.issuer)
    if issuer is None:
        return f"it is for {quoted(manifest.issuer)}, which is no issuer of this catalog"
    desk = issuer.requests
    request = Request.model_validate(
        {
            "year": str(of.today.year),
            "id": number,
            "what": manifest.what,
            "about": manifest.about,
            "issuer": manifest.issuer,
            "text": manifest.text,
            "name": manifest.name,
            "address": manifest.address,
            "received_on": of.today,
            "due": of.calendar.after(of.today, desk.days if desk else DAYS_TO_ANSWER),
            "digest": digest_of_sha256(sha256),
        }
    )
    replaced(outcome.changes, of.read, REQUESTS.path(f"{request.year}/{number}"), _values(request))
    return request


def said_of(of: Round, file: str, request: Request) -> Said:
    """What intake says of a request that it takes."""
    lines = [f"{request.id}, a request about {request.about}: {SAID[request.what]}"]
    lines += [*_doubts(of, request), f"answer by {request.due}: `credfolio answer {request.id}`"]
    facts: dict[str, Any] = {"number": request.id, "what": request.what, "about": request.about}
    facts |= {"due": request.due.isoformat(), "address": request.address, "is_request": True}
    return Said(file, "\n    ".join(lines), facts)


def open_requests(of: Round) -> Iterator[Request]:
    """Those that wait for an answer, the earliest day first."""
    found = (one for one in requests_of(of.registry).values() if one.answered is None)
    yield from sorted(found, key=lambda one: (one.due, one.id))


def tell_request(of: Round, request: Request, *, is_proposed: bool = False) -> Said:
    """What was asked, what to make sure of, and, unless it `is_proposed`, how it is done."""
    lines = [f"about {request.about}: {SAID[request.what]}, says {quoted(request.name)}"]
    if request.text:
        lines.append(quoted(" ".join(request.text.split())))
    if request.answered:
        answer = request.answered
        lines.append(f"{answer.outcome} on {answer.on} by {answer.by}")
    else:
        lines += _doubts(of, request)
        if not is_proposed:
            lines += [
                *steps(of.registry, request),
                f"or all of it: `credfolio answer {request.id} --propose`",
            ]
        lines.append(f"then, by {request.due}, tell {_whom(of, request)}, and record it")
    facts = {"what": request.what, "about": request.about, "due": request.due.isoformat()}
    return Said(request.id, "\n    ".join(lines), facts)


def plan_answer(
    of: Round,
    number: str,
    outcome: RequestOutcome | None,
    by: Person | None,
    note: str | None,
    *,
    is_proposed: bool = False,
) -> Outcome:
    """Tell a request and how it is done; with an `outcome`, record that it was answered.

    Where it `is_proposed`, somebody else tells how.
    """
    told = Outcome()
    request = requests_of(of.registry).get(number.lower())
    if request is None:
        told.lines.append(Said(number, "there is no such request", is_problem=True))
        return told
    told.lines.append(tell_request(of, request, is_proposed=is_proposed))
    if outcome is None or by is None:
        return told
    if request.answered is not None:
        told.lines.append(Said(number, "it is answered already", is_problem=True))
        return told
    answer = {"outcome": outcome, "on": of.today, "by": by.id, "note": note}
    answered = Request.model_validate({**request.model_dump(by_alias=True), "answered": answer})
    path = REQUESTS.path(f"{request.year}/{request.id}")
    replaced(told.changes, of.read, path, _values(answered))
    told.done = f"Recorded that {request.id} is {outcome}"
    return told


def steps(registry: Registry, request: Request) -> Iterator[str]:
    """What somebody does to fulfil a request, as commands and edits to propose."""
    _, handle, award = request.about.split("/")[:3]
    home, own = EDUCATORS.path(handle), AWARDS.path(handle, award)
    if handle not in registry.educators:
        yield f"there is no portfolio {quoted(handle)}: perhaps it was taken down"
    elif request.what == "hide" and award:
        yield f"write `visibility: private` in {own}"
    elif request.what == "hide":
        yield f"`credfolio takedown {handle} --unlist --write`, or `visibility: private` in {home}"
    elif request.what == "consent-ends":
        yield f"`credfolio takedown {handle} --remove`, or `--anonymise` to keep what was earned"
    elif request.what == "photo":
        yield f"put the photo next to {home}, and name it under `photo:` with its `alt:`"
    elif request.what == "not-me":
        yield f"compare {home} with the roster; `credfolio takedown {handle} --remove` if it is not"
    else:
        how = "; where it is signed, with `credfolio reissue`" if award else ""
        yield f"correct {own if award else home}{how}"


def _doubts(of: Round, request: Request) -> Iterator[str]:
    """What the office's own records say against whoever asks."""
    owner = _owner(of, request)
    if owner is None:
        yield "nobody in office/people/ has this portfolio: make sure who asks"
    elif request.what != "not-me" and (
        not owner.address or owner.address.casefold() != (request.address or "").casefold()
    ):
        yield f"ask {_known(owner)}: the request names another"
    elif request.what != "not-me" and fold_name(owner.name) != fold_name(request.name):
        yield f"it is by {quoted(request.name)}, and the portfolio is {owner.id}'s: make sure"


def _owner(of: Round, request: Request) -> Person | None:
    handle = request.about.split("/")[1]
    return next((p for p in of.registry.people.values() if p.educator == handle), None)


def _known(owner: Person) -> str:
    """How the office reaches a person: never at an address that only a request names."""
    if owner.address:
        return f"{owner.id} at {owner.address}"
    return f"{owner.id} (no address is on file: in person, or by the school)"


def _whom(of: Round, request: Request) -> str:
    """Who is told that a request is done."""
    owner = _owner(of, request)
    if request.what == "not-me":  # it is by somebody else than the page
        return request.address or "whoever asked"
    return "whom you made sure of" if owner is None else _known(owner)


def _values(request: Request) -> dict[str, Any]:
    return {key: value for key, value in written(request).items() if key not in ("id", "year")}
