"""The table of rights for awards: recording, approving, correcting, ending and showing them."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, roles

_KEEPERS = roles(Role.MAINTAINER)
_HERS = roles(Role.MAINTAINER, Role.HERSELF, Role.CARER)
_HERSELF = roles(Role.HERSELF)
_GIVERS = roles(Role.MAINTAINER, Role.EDITOR, Role.APPROVER)
_SHOWERS = _GIVERS | _HERS

_NOT_HERS = "{author} is neither {educator} nor an editor who looks after this portfolio"
_NOT_GIVER = "{author} neither edits nor judges for {issuer}"
_NOT_SHOWER = (
    "{author} is neither an editor nor an approver of {issuer}, and neither {educator} nor an "
    "editor who looks after this portfolio"
)
_ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"
_HER_WISH = "have the person propose it"

_NO_AWARD_OF_HER_OWN = {"never": _HERSELF, "never_rule": "own-award"}

_SAID = (
    *("credential", "stack", "version", "awarded_on", "name_as_awarded", "issuer", "activity"),
    *("submissions", "results", "credits_earned", "role_at_time", "school", "district"),
    *("evidence", "endorsements", "back_dating_reason", "expires_on", "imported_from"),
    *("reissues", "approved_by", "approval", "approved_on", "judged", "back_dated_for"),
    "evidence.digest",
)
_SAYS_OTHER = "what the award says was changed: {fields}"
_ADD_ANOTHER = "undo the change; set this one to `corrected` with a reason, and add a new award"
_UNCONFIRMED = (
    "{author} approves for {issuer}, and could give the award alone: nobody confirms the "
    "assessment that is in somebody else's name"
)
_CONFIRM = (
    "have the assessor, or somebody else of {issuer}, propose this or approve it on the forge"
)
_REVOKE = "undo the change, and set `status: revoked` with `status_reason:`"
_APPROVING = ("approval", "approved_by", "approved_on", "evidence.digest")
_CORRECTED = tuple(
    field
    for field in (*_SAID, "digest")
    if field not in _APPROVING
    and field not in ("credential", "stack", "issuer", "imported_from", "judged", "reissues")
)
"""What may be corrected while nobody has approved it: all but what award it is."""
_ENDING = ("status", "status_reason", "status_on", "status_by", "superseded_by")
_SHOWN = ("visibility", "show_evidence", "show_results", "evidence.visible")

ROWS = (
    Row(
        "awards",
        "add an award that is shown in the folder of a private person",
        "added",
        when="the person is private and the award is not",
        rule="wider-visibility",
        refusal="the portfolio of {educator} is shown to nobody, and this award would be shown",
        fix="write `visibility: private`; the person may show it later",
        never=_HERSELF,
        never_rule="own-award",
    ),
    Row(
        "awards",
        "publish an award that was judged in a private repository",
        "added",
        when="it was judged in a private repository",
        may=roles(Role.PUBLISHER),
        rule="award-authority",
        refusal="{author} is no publisher, who alone may add an award with `judged:`",
        fix="take `judged:` out, and record how the work was assessed",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "record alone, as an approver, what others assessed",
        "added",
        when="the author approves, and is alone with what others assessed",
        rule="approval-act",
        refusal=_UNCONFIRMED,
        fix=_CONFIRM,
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "record an award that was made elsewhere",
        "added",
        when="it was made elsewhere",
        may=_GIVERS,
        rule="award-authority",
        refusal="{author} is no editor or approver of {issuer}, who alone may record an award that "
        "was made elsewhere",
        fix="have an editor or approver of {issuer} propose it",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "record, as an assessor, what somebody else assessed",
        "added",
        when="the author only assesses, and not this",
        may=_GIVERS,
        rule="award-authority",
        refusal="{author} only assesses for {issuer}, and did not assess this",
        fix="have an editor or approver of {issuer} propose it",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "award what is retired or suspended, with a reason for being late",
        "added",
        when="its definition is retired or suspended, and it says why it is late",
        hint=_GIVERS | {Role.ASSESSOR},
        refusal=_NOT_GIVER,
        fix=_ASK_FIRST,
        told="{issuer} no longer offers what this awards",
        look="make sure that it was earned before",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "award what is retired or suspended",
        "added",
        when="its definition is retired or suspended",
        refusal="{issuer} no longer offers what this awards",
        fix="if it was earned before, write `back_dated_for:` and `back_dating_reason:`; otherwise "
        "have {issuer} write `status: teach-out` first, in a separate change",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "record an award",
        "added",
        may=_GIVERS | {Role.ASSESSOR},
        refusal=_NOT_GIVER,
        fix=_ASK_FIRST,
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "add an award that has ended already, or was signed again",
        "added",
        (*_ENDING, "reissues"),
        when="it is new, and was judged here",
        hint=_KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        in_new=True,
        refusal="a new award comes with what only later acts write: {fields}",
        fix="take it out; end the award in a change of its own",
        told="a new award comes with what only later acts write: {fields}",
        look="ask why it is recorded only now",
        shares="the fields are one act",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "record the earner's own words with an award",
        "added",
        ("narrative",),
        when="it is new, and speaks for its earner",
        hint=_GIVERS | {Role.ASSESSOR},
        in_new=True,
        refusal=_NOT_GIVER,
        fix=_ASK_FIRST,
        told="the award speaks in the name of {educator}: {fields}",
        look="make sure that these are the person's words",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "publish what an assessor wrote about the earner",
        "added",
        ("submissions",),
        when="it is new, and shows an assessor's words",
        hint=_GIVERS | {Role.ASSESSOR},
        in_new=True,
        refusal=_NOT_GIVER,
        fix=_ASK_FIRST,
        told="what an assessor wrote about {educator} would be public",
        look="make sure that the person agreed",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "add an endorsement that its author does not confirm",
        "changed",
        ("endorsements",),
        when="an endorsement is in the name of somebody who does not confirm it",
        in_new=True,
        refusal="an endorsement is in the name of somebody who neither proposes nor approved this",
        fix="have the person propose it, or approve it on the forge",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "accept an endorsement",
        "changed",
        ("endorsements.accepted",),
        when="accepts an endorsement",
        may=_HERS,
        in_new=True,
        refusal="{author} accepts an endorsement for {educator}",
        fix=_HER_WISH,
    ),
    Row(
        "awards",
        "bring an ended award back, or change how it ended",
        "changed",
        _ENDING,
        when="the award ended before",
        rule="award-add-only",
        refusal="the award was {was} already, and how it ended was changed: {fields}",
        fix="undo the change; if the person earned it again, add a new award",
        shares="each of the five fields comes and goes with the status",
    ),
    Row(
        "awards",
        "withdraw an award because its earner wishes it",
        "changed",
        _ENDING,
        when="it is withdrawn",
        may=_HERSELF,
        hint=_GIVERS,
        rule="award-end",
        hint_rule="award-end",
        refusal="{author} withdraws an award that is somebody else's, of another issuer",
        fix="have the person or an editor of {issuer} propose it",
        told="{author} says that {educator} wishes to withdraw the award",
        look="ask the person; an award that the issuer takes back is revoked",
        shares="each of the five fields comes and goes with the status",
    ),
    Row(
        "awards",
        "end an award",
        "changed",
        _ENDING,
        may=roles(Role.EDITOR, Role.APPROVER),
        hint=_KEEPERS,
        rule="award-end",
        hint_rule="award-end",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix="ask {issuer} to end it, or have the account added to catalog/governance.yml first",
        told="{author} ends an award of {issuer}",
        look="make sure that {issuer} asked for it",
        shares="each of the five fields comes and goes with the status",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "show more of an award",
        "changed",
        _SHOWN,
        when="shows more",
        may=_HERSELF,
        rule="wider-visibility",
        refusal="more of an award of {educator} would be shown: {fields}",
        fix="have the person propose it",
    ),
    Row(
        "awards",
        "approve a recorded award",
        "changed",
        _APPROVING,
        when="it becomes approved",
        may=_GIVERS,
        rule="approval-act",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix="have the approver propose it: `credfolio approve`",
        shares="the fields are one act",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "change who is asked to approve a recorded award",
        "changed",
        _APPROVING,
        when="it stays recorded",
        may=_GIVERS,
        rule="approval-act",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix=_ASK_FIRST,
        shares="the fields are one act",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "add the digest of the text that an award was judged by",
        "changed",
        ("digest",),
        when="it is the digest of the kept text",
        may=_GIVERS,
        refusal=_NOT_GIVER,
        fix=_ASK_FIRST,
    ),
    Row(
        "awards",
        "no longer name somebody who judged and is taken down in the same change",
        "changed",
        ("submissions", "approved_by"),
        when="it names somebody who is taken down in the change",
        hint=_KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        told="the award no longer names somebody who is taken down: {fields}",
        look="make sure that the person asked for it",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "rewrite alone, as an approver, what others assessed",
        "changed",
        ("submissions",),
        when="nobody has approved it; the author approves, and is alone with what others assessed",
        rule="approval-act",
        refusal=_UNCONFIRMED,
        fix=_CONFIRM,
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "correct, as an assessor, a recorded award that somebody else assessed",
        "changed",
        _CORRECTED,
        when="nobody has approved it, and the author only assesses, and not this",
        may=_GIVERS,
        rule="award-authority",
        refusal="{author} only assesses for {issuer}, and did not assess this",
        fix="have an editor or approver of {issuer} propose it",
        shares="the fields are one act",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "correct a recorded award, which nobody has approved",
        "changed",
        _CORRECTED,
        when="nobody has approved it",
        may=_GIVERS | {Role.ASSESSOR},
        rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "correct what an award says, with a reason to sign it again",
        "changed",
        (*_SAID, "digest"),
        when="a maintainer asks to sign it again",
        hint=_KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        told=_SAYS_OTHER,
        look="compare it with the reason given in `reissues:`",
        **_NO_AWARD_OF_HER_OWN,  # type: ignore[arg-type]
    ),
    Row(
        "awards",
        "change what an award says",
        "changed",
        (*_SAID, "digest"),
        rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
    ),
    Row(
        "awards",
        "change what the earner adds to an award",
        "changed",
        ("narrative", "endorsements.accepted", "evidence.holder"),
        may=_HERS,
        refusal=_NOT_HERS,
        fix=_HER_WISH,
    ),
    Row(
        "awards",
        "change how an award is shown",
        "changed",
        (*_SHOWN, "extra"),
        may=_SHOWERS,
        refusal=_NOT_SHOWER,
        fix=_ASK_FIRST,
    ),
    Row(
        "awards",
        "change the file of an award, if only a note in it",
        "changed",
        may=_SHOWERS | {Role.ASSESSOR},
        is_base=True,
        refusal=_NOT_SHOWER,
        fix=_ASK_FIRST,
    ),
    Row(
        "awards",
        "remove an award together with the whole portfolio",
        "removed",
        when="the whole portfolio goes",
        hint=_KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal="an award was removed",
        fix=_REVOKE,
        told="the award is removed with the whole portfolio",
        look="make sure that the person asked for it",
    ),
    Row(
        "awards",
        "remove an award",
        "removed",
        rule="award-add-only",
        refusal="an award was removed",
        fix=_REVOKE,
    ),
)
