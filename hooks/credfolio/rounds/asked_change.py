"""What a request asks for, as what somebody does, and whether the records have it.

A proposal is a wish until it is accepted: what was proposed is done once the records that the
office is at say it. See ADR 0068.
"""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.authoring.requested_change import facts_in
from credfolio.findings.finding import quoted
from credfolio.records.model import Person, Request
from credfolio.records.model.kinds import AWARDS, EDUCATORS, PEOPLE
from credfolio.records.registry import Registry


def removes(request: Request) -> bool:
    """Whether it asks for a whole portfolio to go; of one award, the page is hidden."""
    return request.what in ("consent-ends", "not-me") and not request.about.split("/")[2]


def owner_of(registry: Registry, request: Request) -> Person | None:
    """Who has the portfolio, as far as the office knows."""
    handle = request.about.split("/")[1]
    return next((one for one in registry.people.values() if one.educator == handle), None)


def page_of(request: Request) -> str:
    """The file of the award or the profile that it is about."""
    _, handle, award = request.about.split("/")[:3]
    return AWARDS.path(handle, award) if award else EDUCATORS.path(handle)


def steps(registry: Registry, request: Request) -> Iterator[str]:
    """What somebody does to fulfil a request, as commands and edits to propose."""
    _, handle, award = request.about.split("/")[:3]
    path = page_of(request)
    if handle not in registry.educators:
        yield f"there is no portfolio {quoted(handle)}: perhaps it was taken down"
    elif removes(request):
        yield f"`credfolio takedown {handle} --remove`"
        owner = owner_of(registry, request)
        if request.what == "consent-ends" and owner and owner.consent_to_publish:
            yield f"take `consent_to_publish` out of {PEOPLE.path(owner.id)}"
    elif request.what == "photo":
        home = EDUCATORS.path(handle)
        yield f"put the photo next to {home}, and name it under `photo:` with its `alt:`"
    elif request.what == "correct":
        yield f"correct {path}{'; where it is signed, with `credfolio reissue`' if award else ''}"
    else:
        yield f"write `visibility: private` in {path}"
        if request.what == "not-me":
            yield somebody_elses(request)


def somebody_elses(request: Request) -> str:
    """What follows where an award is another person's."""
    handle, award = request.about.split("/")[1:3]
    return f"then `credfolio revoke {handle}/{award}`, and award it to whose it is"


def how_proposed(registry: Registry, request: Request, *, needs_check: bool) -> str:
    """The command that makes the change, and what the office has to add to it."""
    said = f"`credfolio answer {request.id} --propose`"
    if request.what == "correct" and not facts_in(request):
        said += "; say it with `--set FIELD VALUE`"
    if request.what == "photo":
        said += "; give the photo as `--photo FILE` with `--alt`, or `--no-photo`"
    if needs_check:
        said += "; say how you made sure with --checked"
    if removes(request) and signed_of(registry, request):
        said += "; add --revoke or --keep-valid"
    return said


def signed_of(registry: Registry, request: Request) -> int:
    """How many signed badges the portfolio holds."""
    handle = request.about.split("/")[1]
    return sum(1 for one in registry.signed if one[0] == handle)


def is_so(registry: Registry, request: Request) -> bool:
    """Whether the records have what was proposed; what is gone needs no change."""
    _, handle, award = request.about.split("/")[:3]
    home = registry.educators.get(handle)
    page = registry.awards.get((handle, award)) if award else home
    if home is None or page is None:
        return True
    if removes(request):
        return False
    values = dict(request.answered.values) if request.answered else {}
    if request.what == "photo":
        photo = home.photo
        return values == ({"file": photo.file, "alt": photo.alt} if photo else {})
    if request.what == "correct":
        return bool(values) and all(
            getattr(page, name, None) == value for name, value in values.items()
        )
    return page.visibility == "private"


def waiting_proposals(registry: Registry) -> Iterator[Request]:
    """The requests whose change was proposed, and is not in the records yet."""
    for one in registry.requests.values():
        if one.answered and one.answered.outcome == "proposed" and not is_so(registry, one):
            yield one
