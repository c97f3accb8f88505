"""The ten questions of two discussion guides, each with what the records answer.

The questions are in our own words. What no record says is said to be unknown; nothing here is
guessed. `question_answers` finds the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from credfolio.pages.catalog import outcomes
from credfolio.pages.catalog import question_answers as answers
from credfolio.pages.catalog.question_answers import Answer, Terms
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.tool_pages import stylesheets


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what the records answer, and what they do not."""

    id: str
    asked: str
    answers: Sequence[Answer]
    unknown: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A discussion guide; `first` is the number of its first question."""

    id: str
    title: str
    first: int
    questions: Sequence[Question]


_Asked = tuple[str, str, Callable[[CatalogView, Terms], Sequence[Answer]], str]

LEADERSHIP: tuple[_Asked, ...] = (
    (
        "available",
        "What is there for each standard, and for those who lead?",
        answers.available,
        "Standards of other publishers, unless a framework in the records has them.",
    ),
    (
        "changes",
        "What does it change for somebody who earns one?",
        answers.changes,
        "Whether teaching changed, and whether students learn more. No record says so.",
    ),
    (
        "support",
        "What support do people need, and what support did they have?",
        answers.support,
        "What would have helped those who never submitted anything.",
    ),
    (
        "sharing",
        "How does somebody share what they earned?",
        answers.sharing,
        "Who looked at it. This site counts no readers.",
    ),
    (
        "advocacy",
        "With what can leaders speak up for it?",
        answers.advocacy,
        "What it saves or costs a district as a whole.",
    ),
)

RESOURCES: tuple[_Asked, ...] = (
    (
        "funded",
        "What is paid for, by whom, and why?",
        answers.funded,
        "Why somebody pays, unless the definition says so, and what it costs to judge one.",
    ),
    (
        "choice",
        "Does what people choose fit what students and schools need?",
        answers.choice,
        "What your schools need. Lay your own plan next to the table of what is missing.",
    ),
    (
        "capacity",
        "Do leaders, coaches, and readers have the time for it?",
        answers.capacity,
        "How many hours leaders and coaches have for it besides their other work.",
    ),
    (
        "use",
        "What time and money does it take?",
        answers.use,
        "What people spent and did not report.",
    ),
    (
        "equity",
        "Who is reached, who is not, and what comes of it?",
        answers.equity,
        "How many people there are in each role and school, and what came of it for students.",
    ),
)


def guides(view: CatalogView) -> list[Guide]:
    """Both guides with the answers of today."""
    made: list[Guide] = []
    first = 1
    terms = outcomes.newest(outcomes.terms(view))
    for ident, title, asked in (
        ("leadership", "Leadership, for teachers", LEADERSHIP),
        ("resources", "Resources, for leaders", RESOURCES),
    ):
        found = [Question(one, said, find(view, terms), open_) for one, said, find, open_ in asked]
        made.append(Guide(ident, title, first, found))
        first += len(found)
    return made


def build_questions(view: CatalogView) -> Page:
    """``questions/``: ten questions to talk about, each led to its answer."""
    return Page(
        "questions",
        addresses.QUESTIONS,
        "Ten questions",
        "Ten questions that leaders ask about micro-credentials, with what the records answer.",
        view.renderer.render("questions", guides=guides(view)),
        head=stylesheets("questions"),
    )
