"""Educator: a person, shown only as far as they asked to be."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from credfolio.records.model.base import (
    Color,
    Count,
    FileName,
    Id,
    IsoDate,
    Language,
    Line,
    Link,
    Many,
    Piece,
    Prose,
    Record,
    Ref,
    YesNo,
)
from credfolio.records.model.terms import (
    AudienceRole,
    ConsentMethod,
    GradeBand,
    LearningKind,
    Visibility,
)


class WebLink(Piece):
    title: Line
    url: Link


class Collection(Piece):
    """Awards that the educator shows together under a title."""

    title: Line
    description: Prose | None = None
    awards: Many[Id] = ()


class Goal(Piece):
    """Something the educator is working toward."""

    text: Prose
    credential: Ref | None = None
    stack: Ref | None = None
    by: IsoDate | None = None


class Playlist(Piece):
    """A path through credentials that the educator recommends."""

    title: Line
    credentials: Many[Ref] = ()
    note: Prose | None = None


class LearningEntry(Piece):
    """One entry of a self-directed learning log."""

    title: Line
    kind: LearningKind
    url: Link | None = None
    on: IsoDate
    minutes: Count | None = None
    note: Prose | None = None


class Licence(Piece):
    jurisdiction: Id
    type: Line = Field(
        description="As the jurisdiction calls it: the licence_type of one of its cycles."
    )
    starts: IsoDate = Field(alias="from")
    until: IsoDate


class Consent(Piece):
    """The recorded agreement to be published."""

    by: Line = Field(description="Who gave it: the educator's own name.")
    method: ConsentMethod
    on: IsoDate
    scope: Prose
    reference: Line | None = Field(None, description="Where the form is kept.")


PlaceholderName = Literal["boat", "book", "kite", "lantern", "mountain", "tree"]


class Photo(Piece):
    file: FileName
    alt: Line


SectionName = Literal[
    "about",
    "pinned",
    "stacks",
    "badges",
    "collections",
    "evidence",
    "timeline",
    "skills",
    "credits",
    "learning-log",
    "playlists",
    "goals",
    "endorsements",
]


HidableName = Literal[SectionName, "photo", "school", "district"]

LayoutName = Literal["resume", "wall", "evidence"]


class Educator(Record):
    """``portfolios/<educator>/profile.yml``; the folder is the handle."""

    display_name: Line
    former_handles: Many[Id] = ()
    headline: Line | None = None
    bio: Prose | None = None
    pronouns: Line | None = None
    photo: Photo | None = None
    placeholder: PlaceholderName | None = Field(
        None, description="A drawing where there is no photo; without it, initials."
    )
    roles: Many[AudienceRole] = ()
    subjects: Many[Line] = ()
    grades: Many[GradeBand] = ()
    school: Line | None = None
    district: Line | None = None
    years: Count | None = Field(None, description="Years in education.")
    languages: Many[Language] = ()
    links: Many[WebLink] = ()
    pinned: Many[Id] = Field((), description="Ids of awards shown first; three look best.")
    collections: Many[Collection] = ()
    goals: Many[Goal] = ()
    in_progress: Many[Ref] = ()
    playlists: Many[Playlist] = ()
    learning_log: Many[LearningEntry] = ()
    licence: Licence | None = None
    layout: LayoutName = Field(
        "resume",
        description="What the page leads with: a résumé, the badge wall, or the evidence.",
    )
    accent: Color | None = Field(
        None,
        description="A color for lines and rings, such as 2a6f62.",
    )
    hide: Many[HidableName] = Field(
        (),
        description="Sections of the page to leave out; also photo, school and district.",
    )
    order: Many[SectionName] = Field(
        (), description="Sections in the order that the educator wants."
    )
    visibility: Visibility = "unlisted"
    search_indexing: YesNo = True
    consent: Consent | None = None
    opt_in_reviewer: YesNo = False
