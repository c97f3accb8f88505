"""Keys that submissions are sealed for: enough of them, of one kind, and whole."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import fold_name
from credfolio.proof.age_key import recipient_kind
from credfolio.records.model import Issuer
from credfolio.records.model.kinds import ISSUERS, PEOPLE
from credfolio.records.registry import Registry

_FEWEST = 2


@rule
def check_sealing_keys(registry: Registry) -> Iterator[Finding]:
    """Submissions are sealed for two holders at least, with keys that this version opens.

    With one key, one lost passphrase loses all that was sealed. A slip in a recipient seals for
    nobody, and one post-quantum key among others protects nothing.

    The same holds for the recipients of readers in private records. Run `credfolio sealing new`
    for a second holder, or write the recipient again.
    """
    for person in registry.people.values():
        recipient = person.assesses.recipient if person.assesses else None
        if recipient and recipient_kind(recipient) != "x25519":
            yield Finding(
                "sealing-keys",
                PEOPLE.path(person.id),
                f"the recipient of {quoted(person.name)} {_slip(recipient)}",
                "ask the reader for another: the page assess/ makes a key that can be opened"
                if recipient_kind(recipient)
                else "ask the reader to send it again, whole",
                pointer=("assesses", "recipient"),
            )
    for issuer in registry.issuers.values():
        found = list(_wrong_recipients(issuer))
        yield from found
        used = [one for one in issuer.sealing if one.retired is None]
        holders = {fold_name(one.held_by) for one in used}
        keys = {one.recipient for one in used}
        if used and not found and min(len(holders), len(keys)) < _FEWEST:
            yield Finding(
                "sealing-keys",
                ISSUERS.path(issuer.id),
                f"{quoted(used[0].held_by)} alone holds the keys that submissions are sealed for",
                "add the key of a second holder with `credfolio sealing new`",
                pointer=("sealing",),
            )


def _wrong_recipients(issuer: Issuer) -> Iterator[Finding]:
    for n, one in enumerate(issuer.sealing):
        kind = recipient_kind(one.recipient)
        if one.retired is not None or kind == "x25519":
            continue
        yield Finding(
            "sealing-keys",
            ISSUERS.path(issuer.id),
            f"the recipient of {quoted(one.id)} {_slip(one.recipient)}",
            "write the key that `credfolio sealing new` makes in its place, and take this one out"
            if kind
            else "copy it again, whole",
            pointer=("sealing", n, "recipient"),
        )


def _slip(recipient: str) -> str:
    """What is wrong with a recipient that is not of the kind that this version opens."""
    kind = recipient_kind(recipient)
    return "is post-quantum, which this version cannot open" if kind else "has a slip"
