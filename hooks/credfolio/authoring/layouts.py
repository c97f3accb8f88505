"""The layout of the file of each kind of record: order, headings, examples.

The models say what a field is called, means and may hold. This module adds only what reading
order and beginners need.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from credfolio.records.model import (
    Award,
    Educator,
    Issuer,
    MicroCredential,
    Person,
    Record,
    Stack,
    Submission,
)
from credfolio.records.reckoned.definition import missing_for_active

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Layout:
    """The form of one kind of file."""

    model: type[Record]
    schema: str
    hidden: frozenset[str] = frozenset({"id"})
    """Fields that follow from the file's place, or that the tool writes."""
    headings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """A heading before the field; it applies until the next one."""
    needed: frozenset[str] = frozenset()
    needed_heading: str = ""
    notes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Notes for fields whose model says nothing, or too little for a beginner."""
    examples: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Examples that the types alone cannot give; each begins with the key."""


EXAMPLES: Mapping[str, str] = {
    "email": "badges@district.example",
    "linkedin_organization_id": '"1234567"',
    "doi": "10.1000/182 # without https://doi.org/",
    "currency": "USD",
    "licence": "CC-BY-4.0",
    "pronouns": "they/them",
    "max_size": "50 MB",
    "status_by": "rosa-d",
    "human_code": '"042"',
    "image": "badge.svg",
}
"""By key, in any record: values whose form the type alone does not show."""

ISSUER = Layout(
    Issuer,
    "issuer",
    hidden=frozenset({"id", "keys", "sealing", "last_place"}),
    headings={
        "legal_name": "Who it is",
        "official": "Certificates and policies",
        "assessors": "Who may judge, and who confirms",
        "status": "Later",
        "extra": "Your own",
    },
    notes={
        "name": "As it appears on badges and pages.",
        "image": "A logo in the same folder: SVG, PNG or JPEG.",
        "image_alt": "What the picture shows, in words, for those who cannot see it.",
        "parent": "The issuer that this one belongs to.",
        "official": "The person whose name is on a certificate.",
        "assessors": "Who may judge. Name an educator of this site by id, or anybody by name.",
        "approvers": "Who confirms an award. Never the person who judged.",
    },
    examples={
        "legal_name": "legal_name: The full name in law",
        "region": "region: Where it is",
        "official": "official: {name: Alex Placeholder, title: Director of Learning}",
        "assessors": """\
assessors:
  - account: jordan-sample # on the forge
    name: Jordan Sample
    trained_on: 2026-05-31
    # Only these credentials. Leave the list out if it is all of yours.
    credentials: [an-issuer/an-id]
""",
        "approvers": """\
approvers:
  - account: alex-placeholder # approves with it: credfolio approve --as alex-placeholder
    name: Alex Placeholder
    title: Director of Learning
""",
    },
)

CREDENTIAL = Layout(
    MicroCredential,
    "micro-credential",
    hidden=frozenset({"id", "issuer"}),
    headings={
        "title": "What it is",
        "suggested_preparation": "Preparing",
        "creator": "Who and when",
        "submission_route": "How it is judged",
        "credit_values": "What it counts for",
        "extra": "Your own",
    },
    needed=frozenset(
        missing.key
        for missing in missing_for_active(MicroCredential(id="x", issuer="x", title="x"))
    ),
    needed_heading="Needed before the status can be active.",
    notes={
        "status": "Leave it at draft until everything needed is there.",
        "competency": "Criterion 1: one competency, in one sentence: what the educator can do.",
        "said_to_reader": "The competency said to the reader: You plan and ask …",
        "said_of_holder": "The same of whoever earned it: who plans and asks …",
        "key_method": "Criterion 2: the researched method, in a sentence or two.",
        "method_components": "The method, step by step.",
        "rationale": "Why it works.",
        "research": "At least one publication about it.",
        "resources": "At least one thing to read, watch or use while preparing.",
        "language": "The language it is written in.",
        "time_estimate": "From start to submission.",
        "cost": "What a submission costs. 0 is an answer.",
        "submission_route": "How the evidence is submitted.",
        "parts": "Criterion 3: what is submitted. Criterion 4: how each part is judged.",
        "passing_rule": "`all`, or `all_of:` with part and level, or `points:` with a minimum. "
        "The reference has more.",
        "topics": "Words to find it by; each gets a page.",
        "adapted_from": "If it builds on somebody else's work.",
        "expires_after": "How long an award is valid. Leave it out if it never expires.",
    },
    examples={
        "method_components": """\
method_components:
  intro: …
  groups:
    - heading: …
      items:
        - A step.
        # An item may have a list of its own.
        - text: Another step.
          nested:
            - A smaller step.
""",
        "research": """\
research:
  - citation: Author, A. (2020). Title. *Journal, 1*(2), 3–4.
    doi: 10.1000/182 # without https://doi.org/
    finding: What it found, in a sentence or two.
""",
        "resources": """\
resources:
  - title: …
    url: https://www.example.org/page
    kind: article # or video, podcast, course, book, template, tool, community, newsletter
    free: yes
    minutes: 20
    part: 1 # the part that it helps with
""",
        "time_estimate": "time_estimate: {min_hours: 5, max_hours: 8}",
        "cost": "cost: {amount: 0, who_pays: district}",
        "parts": """\
parts:
  - number: 1
    title: …
    scale: levels # or pass_fail, yes_no, points
    # Your own names. Best level first; say which ones pass.
    levels:
      - {id: met, name: Met, passing: yes}
      - {id: not-yet, name: Not yet}
    prompts:
      - id: a-question
        text: A question that is answered in writing.
        # A limit is a cap, a guide is a range. It counts for each response, item or the part.
        word_limit: {max: 250, kind: limit, applies_to: response}
    evidence_items:
      - id: a-thing
        title: What to submit.
        # Or student-work, video, audio, observation, reflection, data, portfolio, survey…
        type: project-or-lesson-plan
        count: 2
        unit: lessons
    rubric:
      - id: a-criterion
        name: What is looked at
        levels: # what work at each level looks like
          met: …
          not-yet: …
""",
        "passing_rule": "passing_rule: all",
        "expires_after": "expires_after: {years: 5}",
    },
)

STACK = Layout(
    Stack,
    "stack",
    hidden=frozenset({"id", "issuer"}),
    headings={
        "summary": "What it is",
        "members": "What belongs to it",
        "grants": "What completing it gives",
        "topics": "Life and picture",
        "extra": "Your own",
    },
    notes={
        "members": "Credentials or smaller stacks, of any issuer.",
        "groups": "For picking some members of a group.",
        "ordered": "Whether they are earned in the order above.",
        "status": "Leave it at draft until its members are active.",
        "grants": "What completing it gives.",
    },
    examples={
        "members": """\
members:
  - credential: an-issuer/an-id
  - stack: an-issuer/a-smaller-stack
    required: no
""",
        "groups": """\
# Members then say `group: an-id`.
groups:
  - {id: an-id, title: Choose two of these, pick: 2}
""",
    },
)

EDUCATOR = Layout(
    Educator,
    "educator",
    headings={
        "former_handles": "About you",
        "pinned": "What your page shows",
        "licence": "Your license, and the look of the page",
        "visibility": "Who may see it",
        "extra": "Your own",
    },
    notes={
        "display_name": "The name on the page.",
        "photo": "A picture in the same folder: PNG or JPEG.",
        "placeholder": "A drawing where there is no photo. Without it, your initials.",
        "layout": "What the page leads with: resume, wall (of badges) or evidence.",
        "accent": "A color for lines and rings: six digits such as 2a6f62, without a #.",
        "hide": "Sections to leave out; also photo, school and district.",
        "licence": "The page then says what the cycle still asks for.",
        "visibility": (
            "public: listed everywhere. unlisted: a page for anyone who has the address. "
            "private: no page. In a public repository everybody can read this file all the same."
        ),
        "consent": "Needed for public: who agreed, how, when, and to what.",
        "search_indexing": "Whether search engines may list a public page.",
        "opt_in_reviewer": "Whether you would like to be asked to assess.",
        "goals": "What you are working toward.",
    },
)

AWARD = Layout(
    Award,
    "award",
    hidden=frozenset({"id", "educator", "digest"}),
    headings={
        "issuer": "Who awarded it, and when the work was done",
        "submissions": "How it was judged",
        "credits_earned": "What it counted for",
        "evidence": "The work",
        "visibility": "Who may see it",
        "status": "Later",
        "extra": "Your own",
    },
    notes={
        "version": "The version of the definition that was earned.",
        "name_as_awarded": "The name on the certificate; it stays as it was.",
        "approved_by": "The account of an approver of the issuer, never the one who assessed.",
        "approval": "`recorded` until the approver has run `credfolio approve`.",
        "submissions": (
            "Every attempt, in order. In a public repository you may leave out those that did "
            "not pass."
        ),
        "evidence": "Students who can be recognized need `student_data: consented` and `consent:`.",
        "narrative": "The educator's own account of the work.",
        "visibility": "Within the portfolio.",
    },
)

PERSON = Layout(
    Person,
    "person",
    headings={
        "educator": "Who it is",
        "consent_to_publish": "What the office knows",
        "assesses": "Only for readers",
        "extra": "Your own",
    },
    notes={
        "roles": "Figures are counted by it.",
        "school": "Nobody of this school reads their work.",
        "coached_by": "Ids of people in office/people/, who do not read their work.",
        "consent_to_publish": "Only with it, `credfolio publish` writes awards of theirs.",
        "numbers": "License numbers, which never leave this repository whole.",
    },
    examples={
        "account": "account: rosa-example",
        "address": "address: rosa@district.example",
        "coached_by": "coached_by: [p-rosa1]",
        "numbers": """\
numbers:
  - {jurisdiction: an-id, number: "123456", on_transcript: no}
""",
        "assesses": """\
assesses:
  trained_on: 2026-05-31
  # When they stop, write it here and leave the file: their sheets stay.
  until: 2027-06-30
  # Only these credentials. Leave the list out if it is all.
  credentials: [an-issuer/an-id]
  most_open: 8
""",
    },
)

SUBMISSION = Layout(
    Submission,
    "submission",
    hidden=frozenset({"id", "year", "sealed", "old_number"}),
    headings={
        "person": "What came in",
        "role": "The educator, at that time",
        "hours": "What it took, as reported",
        "evidence": "The work, which is kept outside of git",
        "extra": "Your own",
    },
    notes={
        "attempt": "Tries are counted; one that was returned or withdrawn is none.",
        "school": "Figures are counted by it.",
        "grades": "The grades that they teach.",
        "coaching_hours": "Hours with a coach.",
        "money_spent": "In the currency of the definition.",
        "evidence": "What the decision rests on is told by it.",
        "ai_use": "What the educator says of it.",
    },
    examples={
        "follows": "follows: 2026-0001",
        "role": "role: teacher",
        "evidence": """\
evidence:
  - {part: 1, item: an-id}
""",
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "issuer": ISSUER,
    "credential": CREDENTIAL,
    "stack": STACK,
    "educator": EDUCATOR,
    "award": AWARD,
    "person": PERSON,
    "submission": SUBMISSION,
}
"""By the word after ``credfolio new``."""
