"""The table of rights for portfolios/: profiles and tombstones, and the awards between them."""

from __future__ import annotations

from credfolio.checking.change.rights import Role, Row, awards, roles

_KEEPERS = roles(Role.MAINTAINER)
_HERS = roles(Role.MAINTAINER, Role.HERSELF, Role.CARER)
_HERSELF = roles(Role.HERSELF)

_NOT_HERS = "{author} is neither {educator} nor an editor who looks after this portfolio"
_ASK_FIRST = "ask somebody who may, or have the account added to catalog/governance.yml first"

EDUCATORS = (
    Row(
        "educators",
        "add a portfolio that is listed for everybody",
        "added",
        when="it is public",
        may=_HERSELF,
        hint=roles(Role.MAINTAINER, Role.CARER),
        rule="wider-visibility",
        hint_rule="wider-visibility",
        refusal="{author} lists {educator} for everybody, and does not look after this portfolio",
        fix="add it with `visibility: unlisted`, and have the person propose the rest",
        told="{author} lists {educator} for everybody",
        look="make sure that the person agreed",
    ),
    Row(
        "educators",
        "add a portfolio",
        "added",
        may=_HERS | {Role.EDITOR_ELSEWHERE},
        refusal="{author} is not known to be {educator}, nor an editor of an issuer",
        fix=_ASK_FIRST,
    ),
    Row(
        "educators",
        "claim a former handle",
        "changed",
        ("former_handles",),
        when="claims an address",
        hint=_KEEPERS,
        rule="claimed-address",
        hint_rule="claimed-address",
        in_new=True,
        refusal="{author} claims an address as a former one of {educator}",
        fix="take the line out, and ask a maintainer to add it",
        told="an address is claimed as a former one of {educator}",
        look="make sure that it is the same person",
    ),
    Row(
        "educators",
        "give up a former handle",
        "changed",
        ("former_handles",),
        may=_HERSELF,
        hint=_KEEPERS,
        rule="claimed-address",
        hint_rule="claimed-address",
        refusal="{author} takes away an address that leads to {educator}",
        fix="have the person propose it, or ask a maintainer",
        told="an address that led to {educator} leads nowhere afterward",
        look="make sure that the person asked for it",
    ),
    Row(
        "educators",
        "record a consent that somebody else gave",
        "changed",
        ("consent",),
        when="the consent is in the name of somebody else",
        rule="wider-visibility",
        in_new=True,
        refusal="the consent of {educator} is in the name of somebody else",
        fix="write under `by:` the name of the person, who alone can agree",
    ),
    Row(
        "educators",
        "show more of a person, with a consent that is new in the change",
        "changed",
        ("visibility", "search_indexing", "hide"),
        when="shows more, with a new consent",
        may=_HERS,
        refusal=_NOT_HERS,
        fix=_ASK_FIRST,
    ),
    Row(
        "educators",
        "show more of a person",
        "changed",
        ("visibility", "search_indexing", "hide"),
        when="shows more",
        may=_HERSELF,
        rule="wider-visibility",
        refusal="more of {educator} would be shown, and the change brings no new consent: {fields}",
        fix="have the person propose it, or record the new consent",
    ),
    Row(
        "educators",
        "record or change a consent",
        "changed",
        ("consent",),
        may=_HERSELF,
        hint=roles(Role.MAINTAINER, Role.CARER),
        refusal=_NOT_HERS,
        fix=_ASK_FIRST,
        told="{author} records a consent of {educator}",
        look="make sure that the person agreed on that day",
    ),
    Row(
        "educators",
        "change anything else of a profile",
        "changed",
        (
            *("display_name", "headline", "bio", "pronouns", "photo", "roles"),
            *("subjects", "grades", "school", "district", "years", "languages", "links"),
            *("pinned", "collections", "goals", "in_progress", "playlists", "learning_log"),
            *("licence", "layout", "accent", "hide", "order", "visibility", "search_indexing"),
            *("opt_in_reviewer", "extra"),
        ),
        may=_HERS,
        is_base=True,
        refusal=_NOT_HERS,
        fix=_ASK_FIRST,
    ),
    Row(
        "educators",
        "remove a profile",
        "removed",
        may=_KEEPERS,
        rule="profile-removed",
        refusal="the profile of {educator} was removed",
        fix="undo the change; set `visibility: private`, or ask the maintainers to take it down",
    ),
)

TOMBSTONES = (
    Row(
        "tombstones",
        "take a portfolio down",
        "added",
        may=_KEEPERS,
        refusal="{author} is not a maintainer, and only maintainers take a portfolio down",
        fix="ask a maintainer to run `credfolio takedown`",
    ),
    Row(
        "tombstones",
        "change what is left of a portfolio",
        "changed",
        ("taken_down_on", "revoked_places", "kept_places", "extra"),
        hint=_KEEPERS,
        is_base=True,
        refusal="{author} is not a maintainer, and this portfolio was taken down",
        fix="undo the change",
        told="what is left of a portfolio that was taken down was changed",
        look="compare the places with the status lists",
    ),
    Row(
        "tombstones",
        "give the address of a portfolio that was taken down to somebody",
        "removed",
        hint=_KEEPERS,
        refusal="{author} is not a maintainer, and this portfolio was taken down",
        fix="undo the change; another person chooses another handle",
        told="the address of a portfolio that was taken down becomes free",
        look="make sure that the same person asked to come back",
    ),
)

ROWS = (*EDUCATORS, *awards.ROWS, *TOMBSTONES)
