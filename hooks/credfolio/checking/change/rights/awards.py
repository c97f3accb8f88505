"""The table of rights for awards: recording, approving, correcting, ending and showing them.

The rows for new ones are in `new_awards`.
"""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, new_awards, roles
from credfolio.checking.change.rights.new_awards import (
    ASK_FIRST,
    CONFIRM,
    ENDING,
    GIVERS,
    HERSELF,
    KEEPERS,
    NO_AWARD_OF_HER_OWN,
    NOT_GIVER,
    UNCONFIRMED,
)

_HERS = roles(Role.MAINTAINER, Role.HERSELF, Role.CARER)
_SHOWERS = GIVERS | _HERS

_NOT_HERS = "{author} is neither {educator} nor an editor who looks after this portfolio"
_NOT_SHOWER = (
    "{author} is neither an editor nor an approver of {issuer}, and neither {educator} nor an "
    "editor who looks after this portfolio"
)
_HER_WISH = "have the person propose it"


_SAID = (
    *("credential", "stack", "version", "awarded_on", "name_as_awarded", "issuer", "activity"),
    *("submissions", "results", "credits_earned", "role_at_time", "school", "district"),
    *("evidence", "endorsements", "back_dating_reason", "expires_on", "imported_from"),
    *("reissues", "approved_by", "approval", "approved_on", "judged", "back_dated_for"),
    "evidence.digest",
)
_SAYS_OTHER = "what the award says was changed: {fields}"
_ADD_ANOTHER = "undo the change; set this one to `corrected` with a reason, and add a new award"
_REVOKE = "undo the change, and set `status: revoked` with `status_reason:`"
_APPROVING = ("approval", "approved_by", "approved_on", "evidence.digest")
_CORRECTED = tuple(
    field
    for field in (*_SAID, "digest")
    if field not in _APPROVING
    and field not in ("credential", "stack", "issuer", "imported_from", "judged", "reissues")
)
"""What may be corrected while nobody has approved it: all but what award it is."""
_SHOWN = ("visibility", "show_evidence", "show_results", "evidence.visible")

ROWS = (
    *new_awards.ROWS,
    Row(
        "awards",
        "add an endorsement that its author does not confirm",
        "changed",
        ("endorsements",),
        when="an endorsement is in the name of somebody who does not confirm it",
        in_new=True,
        refusal="an endorsement is in the name of somebody who neither proposes nor approved this",
        fix="have the person propose it, or approve it on the forge",
        **NO_AWARD_OF_HER_OWN,
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
        ENDING,
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
        ENDING,
        when="it is withdrawn",
        may=HERSELF,
        hint=GIVERS,
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
        ENDING,
        may=roles(Role.EDITOR, Role.APPROVER),
        hint=KEEPERS,
        rule="award-end",
        hint_rule="award-end",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix="ask {issuer} to end it, or have the account added to catalog/governance.yml first",
        told="{author} ends an award of {issuer}",
        look="make sure that {issuer} asked for it",
        shares="each of the five fields comes and goes with the status",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "show more of an award",
        "changed",
        _SHOWN,
        when="shows more",
        may=HERSELF,
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
        may=GIVERS,
        rule="approval-act",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix="have the approver propose it: `credfolio approve`",
        shares="the fields are one act",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "change who is asked to approve a recorded award",
        "changed",
        _APPROVING,
        when="it stays recorded",
        may=GIVERS,
        rule="approval-act",
        refusal="{author} is neither an editor nor an approver of {issuer}, whose award this is",
        fix=ASK_FIRST,
        shares="the fields are one act",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "add the digest of the text that an award was judged by",
        "changed",
        ("digest",),
        when="it is the digest of the kept text",
        may=GIVERS,
        refusal=NOT_GIVER,
        fix=ASK_FIRST,
    ),
    Row(
        "awards",
        "no longer name somebody who judged and is taken down in the same change",
        "changed",
        ("submissions", "approved_by"),
        when="it names somebody who is taken down in the change",
        hint=KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        told="the award no longer names somebody who is taken down: {fields}",
        look="make sure that the person asked for it",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "rewrite alone, as an approver, what others assessed",
        "changed",
        ("submissions",),
        when="nobody has approved it; the author approves, and is alone with what others assessed",
        rule="approval-act",
        refusal=UNCONFIRMED,
        fix=CONFIRM,
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "correct, as an assessor, a recorded award that somebody else assessed",
        "changed",
        _CORRECTED,
        when="nobody has approved it, and the author only assesses, and not this",
        may=GIVERS,
        rule="award-authority",
        refusal="{author} only assesses for {issuer}, and did not assess this",
        fix="have an editor or approver of {issuer} propose it",
        shares="the fields are one act",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "correct a recorded award, which nobody has approved",
        "changed",
        _CORRECTED,
        when="nobody has approved it",
        may=GIVERS | {Role.ASSESSOR},
        rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "correct what an award says, with a reason to sign it again",
        "changed",
        (*_SAID, "digest"),
        when="a maintainer asks to sign it again",
        hint=KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        refusal=_SAYS_OTHER,
        fix=_ADD_ANOTHER,
        told=_SAYS_OTHER,
        look="compare it with the reason given in `reissues:`",
        **NO_AWARD_OF_HER_OWN,
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
        "show less of an award",
        "changed",
        _SHOWN,
        may=HERSELF,
        hint=_SHOWERS - HERSELF,
        refusal=_NOT_SHOWER,
        fix=ASK_FIRST,
        told="{author} shows less of an award of {educator}: {fields}",
        look="make sure that the person agreed",
    ),
    Row(
        "awards",
        "change what is under `extra`",
        "changed",
        ("extra",),
        may=_SHOWERS,
        refusal=_NOT_SHOWER,
        fix=ASK_FIRST,
    ),
    Row(
        "awards",
        "change the file of an award, if only a note in it",
        "changed",
        may=_SHOWERS | {Role.ASSESSOR},
        is_base=True,
        refusal=_NOT_SHOWER,
        fix=ASK_FIRST,
    ),
    Row(
        "awards",
        "remove an award together with the whole portfolio",
        "removed",
        when="the whole portfolio goes",
        hint=KEEPERS,
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
