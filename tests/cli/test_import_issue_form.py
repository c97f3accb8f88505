"""``credfolio import issue-form``: what a form on the forge may become, and what it may not."""

from __future__ import annotations

import pytest
from test_import import files_of

from credfolio.records.loading.loader import load_project

FORM = """\
### Issuer

Riverside Unified School District

### Title

Waiting well

### Summary

_No response_

### Competency

Educator waits after a question. {{ 7 * 7 }} <script>alert(1)</script> !!python/object:os.system

### Resources

- A talk about waiting: https://talks.example/waiting

### Hours

4-6
"""


def test_an_issue_form_becomes_a_draft_and_its_text_stays_text(run, project):
    (project / "form.md").write_text(FORM, encoding="utf-8")
    assert run("import", "issue-form", "form.md", "--write").exit_code == 0
    record = load_project(project).registry.credentials["riverside-usd/waiting-well"]
    assert record.status == "draft"
    assert record.summary is None
    assert record.competency is not None
    assert record.competency.endswith("<script>alert(1)</script> !!python/object:os.system")
    assert record.resources[0].url == "https://talks.example/waiting"
    assert record.time_estimate is not None
    assert record.time_estimate.max_hours == 6


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (FORM + "\n### Issuer\n\nhillcrest-university\n", '"Issuer" is answered twice'),
        (FORM.replace("Riverside Unified School District", "../../etc"), "no issuer is called"),
        (FORM.replace("Waiting well", "Active Listening"), "is there already"),
        ("Hello", "this is not the body of a form"),
    ],
)
def test_a_form_that_cannot_be_a_record_writes_nothing(run, project, form, words):
    before = files_of(project)
    (project / "form.md").write_text(form, encoding="utf-8")
    result = run("import", "issue-form", "form.md", "--write")
    assert result.exit_code == 1
    assert words in result.stdout
    assert files_of(project) == before


AWARD_FORM = """\
### Credential

hillcrest-university/mentoring

### Your portfolio

ana-lopez

### Day of the award

2026-03-20

### Version, if you know it

1

### The record

```yaml
credential: riverside-usd/active-listening
approved_by: Ana Lopez
status: active
results:
  - {part: 1, level: passed}
name_as_awarded: Ana López
narrative: |
  I listened.
evidence:
  - {id: plan, title: A plan, kind: project-or-lesson-plan, url: "https://ana.example/plan"}
```

### Agreement

- [x] This is about me
"""


def test_a_request_for_an_award_takes_what_its_earner_may_say_and_no_more(run, project):
    (project / "form.md").write_text(AWARD_FORM, encoding="utf-8")
    assert run("import", "issue-form", "form.md", "--write").exit_code == 0
    award = load_project(project).registry.awards["ana-lopez", "mentoring"]
    assert award.credential == "hillcrest-university/mentoring"
    assert (award.approved_by, award.results) == (None, ())
    assert (award.name_as_awarded, award.narrative) == ("Ana López", "I listened.")
    assert [(one.id, one.source, one.visible) for one in award.evidence] == [
        ("plan", "holder", True)
    ]


def test_a_record_in_a_request_that_is_not_yaml_is_refused(run, project):
    form = AWARD_FORM.replace("status: active", "status: &a active")
    (project / "form.md").write_text(form, encoding="utf-8")
    result = run("import", "issue-form", "form.md", "--write")
    assert result.exit_code == 1
    assert "The record: anchors and aliases are not allowed here" in result.stdout
