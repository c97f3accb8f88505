"""The table of rights for new awards: who records what, and in whose name."""

from __future__ import annotations

from typing import Any

from credfolio.checking.change.rights import Role, Row, roles

KEEPERS = roles(Role.MAINTAINER)
HERSELF = roles(Role.HERSELF)
GIVERS = roles(Role.MAINTAINER, Role.EDITOR, Role.APPROVER)

NOT_GIVER = "{author} neither edits nor judges for {issuer}"
ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"
UNCONFIRMED = (
    "{author} approves for {issuer}, and could give the award alone: nobody confirms the "
    "assessment that is in somebody else's name"
)
CONFIRM = "have the assessor, or somebody else of {issuer}, propose this or approve it on the forge"

NO_AWARD_OF_HER_OWN: dict[str, Any] = {"never": HERSELF, "never_rule": "own-award"}
ENDING = ("status", "status_reason", "status_on", "status_by", "superseded_by")

ROWS = (
    Row(
        "awards",
        "add an award that is shown in the folder of a private person",
        "added",
        when="the person is private and the award is not",
        rule="wider-visibility",
        refusal="the portfolio of {educator} is shown to nobody, and this award would be shown",
        fix="write `visibility: private`; the person may show it later",
        never=HERSELF,
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
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "record alone, as an approver, what others assessed",
        "added",
        when="the author approves, and is alone with what others assessed",
        rule="approval-act",
        refusal=UNCONFIRMED,
        fix=CONFIRM,
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "record an award that was made elsewhere",
        "added",
        when="it was made elsewhere",
        may=GIVERS,
        rule="award-authority",
        refusal="{author} is no editor or approver of {issuer}, who alone may record an award that "
        "was made elsewhere",
        fix="have an editor or approver of {issuer} propose it",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "record, as an assessor, what somebody else assessed",
        "added",
        when="the author only assesses, and not this",
        may=GIVERS,
        rule="award-authority",
        refusal="{author} only assesses for {issuer}, and did not assess this",
        fix="have an editor or approver of {issuer} propose it",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "award what is retired or suspended, with a reason for being late",
        "added",
        when="its definition is retired or suspended, and it says why it is late",
        hint=GIVERS | {Role.ASSESSOR},
        refusal=NOT_GIVER,
        fix=ASK_FIRST,
        told="{issuer} no longer offers what this awards",
        look="make sure that it was earned before",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "award what is retired or suspended",
        "added",
        when="its definition is retired or suspended",
        refusal="{issuer} no longer offers what this awards",
        fix="if it was earned before, write `back_dated_for:` and `back_dating_reason:`; otherwise "
        "have {issuer} write `status: teach-out` first, in a separate change",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "record an award",
        "added",
        may=GIVERS | {Role.ASSESSOR},
        refusal=NOT_GIVER,
        fix=ASK_FIRST,
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "add an award that has ended already, or was signed again",
        "added",
        (*ENDING, "reissues"),
        when="it is new, and was judged here",
        hint=KEEPERS,
        rule="award-add-only",
        hint_rule="award-add-only",
        in_new=True,
        refusal="a new award comes with what only later acts write: {fields}",
        fix="take it out; end the award in a change of its own",
        told="a new award comes with what only later acts write: {fields}",
        look="ask why it is recorded only now",
        shares="the fields are one act",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "record the earner's own words with an award",
        "added",
        ("narrative",),
        when="it is new, and speaks for its earner",
        hint=GIVERS | {Role.ASSESSOR},
        in_new=True,
        refusal=NOT_GIVER,
        fix=ASK_FIRST,
        told="the award speaks in the name of {educator}: {fields}",
        look="make sure that these are the person's words",
        **NO_AWARD_OF_HER_OWN,
    ),
    Row(
        "awards",
        "publish what an assessor wrote about the earner",
        "added",
        ("submissions",),
        when="it is new, and shows an assessor's words",
        hint=GIVERS | {Role.ASSESSOR},
        in_new=True,
        refusal=NOT_GIVER,
        fix=ASK_FIRST,
        told="what an assessor wrote about {educator} would be public",
        look="make sure that the person agreed",
        **NO_AWARD_OF_HER_OWN,
    ),
)
