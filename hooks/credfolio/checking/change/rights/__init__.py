"""Who may do what: the types of the table of rights.

`catalog`, `definitions`, `portfolios` and `files` hold the table, and `table` joins them.
People who do not program can read it: a row names a kind of file, an act, and who may do it.
Accounts that are not named may not. See ADR 0054.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What an account is to one record, as of the base. One account may have several roles."""

    MAINTAINER = "a maintainer"
    PUBLISHER = "a publisher"
    EDITOR = "an editor of the issuer"
    APPROVER = "an approver of the issuer"
    ASSESSOR = "an assessor of the issuer"
    CARER = "an editor who looks after it"
    HERSELF = "the owner of the portfolio"
    PARTNER = "an editor of a co-issuer"
    EDITOR_ELSEWHERE = "an editor of another issuer"
    JUDGE_ELSEWHERE = "an assessor or approver of another issuer"
    OTHER_EDUCATOR = "another educator"
    STRANGER = "an account that governance.yml does not name"


class Verdict(StrEnum):
    MAY = "may"
    HINT = "may, and the reviewer is told"
    MAY_NOT = "may not"


How = Literal["added", "changed", "removed"]

Roles = frozenset[Role]
NOBODY: Roles = frozenset()


def roles(*named: Role) -> Roles:
    return frozenset(named)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Of the rows of one kind that name a changed field, the first whose condition holds counts.
    An added, changed or removed file also meets the row of that act without fields. `is_base`
    marks the one for changes; it applies to every change, even of a note.
    """

    kind: str
    """A kind of `credfolio.records.model.kinds`, or one of files."""
    act: str
    """What is done, to complete the sentence "They may …"."""
    how: How
    fields: tuple[str, ...] = ()
    when: str = ""
    """The name of a condition in `conditions.CONDITIONS`; empty: always."""
    may: Roles = NOBODY
    hint: Roles = NOBODY
    never: Roles = NOBODY
    """Who may not, whatever other roles the account has."""
    rule: str = "may-not-change"
    """The rule that refuses everybody else."""
    never_rule: str = ""
    """The rule that refuses those in `never`, if it is another one."""
    hint_rule: str = "second-look"
    """The rule that tells the reviewer."""
    is_base: bool = False
    in_new: bool = False
    """Whether the row also counts for a field of an added record."""
    refusal: str = ""
    """What a refused account is told; empty where the rule has words of its own.

    {author}, {issuer}, {educator}, {fields}, {how}, {was} and {now} are filled in.
    """
    fix: str = ""
    told: str = ""
    """What the reviewer is told, with the same placeholders."""
    look: str = ""
    """What the reviewer is asked to do."""
    shares: str = ""
    """Why one test covers all fields of the row; empty: each field has its own test."""

    def verdict(self, held: Roles) -> Verdict:
        """What an account with all roles of `held` may do."""
        if held & self.never:
            return Verdict.MAY_NOT
        if held & self.may:
            return Verdict.MAY
        return Verdict.HINT if held & self.hint else Verdict.MAY_NOT

    def refused_by(self, held: Roles) -> str:
        """The rule that refuses an account with all roles of `held`."""
        return self.never_rule if self.never_rule and held & self.never else self.rule


OWN_AWARD = "{author} is the account of {educator}, whose award this is"
OWN_AWARD_FIX = "have an editor or approver of the issuer propose it"
"""The fix for somebody whom a row names under `never`: these rows are about own awards."""


@dataclass(frozen=True, slots=True)
class Act:
    """A row that one file of a change meets, and the fields for which it applies."""

    row: Row
    fields: tuple[str, ...] = field(default=())
