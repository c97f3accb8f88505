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
from credfolio.records.model.kinds import REQUESTS
from credfolio.records.model.terms import RequestOutcome
from credfolio.records.registry import Registry
from credfolio.records.written import written
from credfolio.rounds.asked_change import how_proposed, is_so, owner_of, page_of, removes, steps
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
    lines += [*doubts(of, request), f"answer by {request.due}: `credfolio answer {request.id}`"]
    facts: dict[str, Any] = {"number": request.id, "what": request.what, "page": request.about}
    facts |= {"due": request.due.isoformat(), "address": request.address, "is_request": True}
    return Said(file, "\n    ".join(lines), facts)


def open_requests(of: Round) -> Iterator[Request]:
    """Those that wait for an answer or for what was proposed, the earliest day first."""
    found = (one for one in requests_of(of.registry).values() if not is_settled(one))
    yield from sorted(found, key=lambda one: (one.due, one.id))


def is_settled(request: Request) -> bool:
    """Whether it is done or declined, so that nothing waits."""
    return request.answered is not None and request.answered.outcome != "proposed"


def waits_for(of: Round, request: Request) -> str:
    """What the office has to do about an open request, for `due`."""
    answered = request.answered
    if answered is None:
        return f"answer a request: `credfolio answer {request.id}`"
    if is_so(of.registry, request):
        return f"say that a request is done: `credfolio answer {request.id} --done`"
    return f"see to what was proposed on {answered.on}: `credfolio answer {request.id}`"


def tell_request(of: Round, request: Request, *, is_proposed: bool = False) -> Said:
    """What was asked, what to make sure of, and, unless it `is_proposed`, how it is done."""
    lines = [f"about {request.about}: {SAID[request.what]}, says {quoted(request.name)}"]
    if request.text:
        lines.append(quoted(" ".join(request.text.split())))
    answer = request.answered
    if answer:
        note = f": {answer.note}" if answer.note else ""
        lines.append(f"{answer.outcome} on {answer.on} by {answer.by}{note}")
    if not is_settled(request) and not is_proposed:
        if answer is None:
            command = how_proposed(of.registry, request, needs_check=must_check(of, request))
            lines += [*doubts(of, request), *steps(of.registry, request)]
            lines.append(f"or have the files changed: {command}")
            lines.append(f"when it is in the records, by {request.due}, {_tell(of, request)}")
        else:
            lines += then(of, request)
    elif is_proposed:
        lines += doubts(of, request)
    facts = {"what": request.what, "page": request.about, "due": request.due.isoformat()}
    return Said(request.id, "\n    ".join(lines), facts)


def then(of: Round, request: Request) -> Iterator[str]:
    """What follows when a request is answered."""
    if is_settled(request):
        yield f"by {request.due}, tell {_whom(of, request)}"
    elif is_so(of.registry, request):
        yield f"it is in the records: by {request.due}, {_tell(of, request)}"
    else:
        yield (
            "it is not in the public records that office/records.yml names: have it accepted "
            f"there, then `credfolio pin`; until then `credfolio due` names it, due {request.due}"
        )
        yield f"only then {_tell(of, request)}"


def plan_answer(
    of: Round, number: str, outcome: RequestOutcome | None, by: Person | None, note: str | None
) -> Outcome:
    """Tell a request and how it is done; with an `outcome`, record that it was answered."""
    told = Outcome()
    request = requests_of(of.registry).get(number.lower())
    if request is None:
        told.lines.append(Said(number, "there is no such request", is_problem=True))
        return told
    told.lines.append(tell_request(of, request))
    if outcome is None or by is None:
        return told
    if is_settled(request):
        told.lines.append(Said(number, "it is answered already", is_problem=True))
        return told
    was = request.answered.note if request.answered else None
    record_answer(of, told, answered(request, outcome, of, by, note or was))
    return told


def answered(
    request: Request,
    outcome: RequestOutcome,
    of: Round,
    by: Person,
    note: str | None,
    values: Mapping[str, str] | None = None,
) -> Request:
    """The request with its answer; `values` are what was proposed, field and value."""
    answer = {"outcome": outcome, "on": of.today, "by": by.id, "note": note, "values": values}
    return Request.model_validate({**request.model_dump(by_alias=True), "answered": answer})


def record_answer(of: Round, told: Outcome, request: Request) -> None:
    """Plan to write a request that was answered."""
    assert request.answered is not None
    path = REQUESTS.path(f"{request.year}/{request.id}")
    replaced(told.changes, of.read, path, _values(request))
    told.done = f"Recorded that {request.id} is {request.answered.outcome}"


def must_check(of: Round, request: Request) -> bool:
    """Whether the office says how it made sure, before a page goes on somebody's word."""
    if request.what == "not-me":
        return True
    return removes(request) and any(doubts(of, request))


def doubts(of: Round, request: Request) -> Iterator[str]:
    """What the office's own records say against whoever asks."""
    owner = owner_of(of.registry, request)
    if owner is None:
        yield "nobody in office/people/ has this portfolio: make sure who asks"
    elif request.what == "not-me":
        yield f"compare {page_of(request)} with the roster first"
    elif not owner.address:
        yield f"ask {_known(owner)}: the request gives {request.address or 'none'}"
    elif owner.address.casefold() != (request.address or "").casefold():
        other = "names another" if request.address else "gives none"
        yield f"ask {_known(owner)}: the request {other}"
    elif fold_name(owner.name) != fold_name(request.name):
        yield f"it is by {quoted(request.name)}, and the portfolio is {owner.id}'s: make sure"


def _known(owner: Person) -> str:
    """How the office reaches a person: never at an address that only a request names."""
    if owner.address:
        return f"{owner.id} at {owner.address}"
    return f"{owner.id} (no address is on file: in person, or by the school)"


def _whom(of: Round, request: Request) -> str:
    """Who is told that a request is done."""
    owner = owner_of(of.registry, request)
    if request.what == "not-me":  # it is by somebody else than the page
        return request.address or "whoever asked"
    return "whom you made sure of" if owner is None else _known(owner)


def _tell(of: Round, request: Request) -> str:
    return f"tell {_whom(of, request)}, and record it: `credfolio answer {request.id} --done`"


def _values(request: Request) -> dict[str, Any]:
    return {key: value for key, value in written(request).items() if key not in ("id", "year")}
