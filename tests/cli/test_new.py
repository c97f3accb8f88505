"""``credfolio new``: a file that passes, or word of what is left; never over another."""

from __future__ import annotations

import re

import pytest

from credfolio.records.loading.loader import load_project

OF_LISTENING = ["award", "ana-lopez/x", "--credential", "riverside-usd/active-listening"]
ISSUER = ["new", "issuer", "example-county", "--name", "Example County", "--kind", "district"]


def test_an_issuer_from_options_passes_the_check(run, project):
    result = run(*ISSUER)
    assert result.exit_code == 0
    assert result.output == (
        "Wrote catalog/example-county/issuer.yml\nNext: credfolio new credential example-county/…\n"
    )
    text = (project / "catalog/example-county/issuer.yml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == (
        "# yaml-language-server: $schema=../../docs/schema/issuer.schema.json"
    )
    assert "name: Example County\n" in text
    # Notes come from the models.
    assert "# The address of a role, such as badges@…, never a person's.\n#email: " in text
    assert run("check", "--strict").exit_code == 0


def test_what_is_missing_is_named_in_one_sentence(run, project):
    result = run("new", "issuer", "example-county")
    assert result.exit_code == 2
    assert result.stderr == (
        "credfolio: new issuer needs --name, --kind\n"
        "  fix: give the options, or run it on a terminal and answer its questions\n"
    )
    assert not (project / "catalog/example-county").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["issuer", "x", "--name", "X", "--kind", "distrct"], 'did you mean "district"?'),
        (["issuer", "Example", "--name", "X", "--kind", "state"], '"Example" cannot be an id'),
        (["issuer", "frameworks", "--name", "X", "--kind", "state"], "the site uses the address"),
        (
            ["issuer", "x", "--name", "X", "--kind", "state", "--url", "x"],
            '--url: expected a web address beginning https://, found "x"; copy the address',
        ),
        (["credential", "riverside-us/x", "--title", "X"], 'did you mean "riverside-usd"?'),
        (["credential", "riverside-usd", "--title", "X"], "not of the form ISSUER/CREDENTIAL"),
        (["credential", "riverside-usd/issuer", "--title", "X"], "cannot be called issuer"),
        (["credential", "riverside-usd/x"], "new credential needs --title"),
        (
            ["credential", "riverside-usd/x", "--title", "X", "--audience", "teachers"],
            'did you mean "teacher"?',
        ),
        (
            ["stack", "riverside-usd/x", "--title", "X", "--member", "riverside-usd/listening"],
            'there is no credential or stack "riverside-usd/listening"',
        ),
        (["educator", "--name", "X"], "new educator needs a handle (or --random-handle)"),
        (["educator", "x", "--name", "X", "--visibility", "public"], "recorded consent"),
        (["educator", "x", "--name", "X", "--consent-method", "nod"], "choose from signed-form"),
        (["award", "ana-lopes/x"], 'did you mean "ana-lopez"?'),
        (["award", "ana-lopez/x"], "needs --credential (or --stack)"),
        (
            [*OF_LISTENING, "--result", "1=splendid"],
            'part 1 has no level "splendid"',
        ),
        (
            [*OF_LISTENING, "--result", "7=yes"],
            "names no part of riverside-usd/active-listening",
        ),
    ],
)
def test_a_wrong_option_ends_in_2_and_writes_nothing(run, project, arguments, words):
    before = sorted(project.rglob("*"))
    result = run("new", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["issuer", "riverside-usd", "--name", "X", "--kind", "state"], "riverside-usd/issuer.yml"),
        (
            ["credential", "riverside-usd/active-listening", "--title", "X"],
            "riverside-usd/active-listening.yml",
        ),
        (
            ["stack", "riverside-usd/people-first", "--title", "X"],
            "riverside-usd/stacks/people-first.yml",
        ),
        (["educator", "tom-berg", "--name", "X"], "tom-berg/profile.yml"),
        (["award", "tom-berg/mentoring"], "tom-berg/awards/mentoring.yml"),
    ],
)
def test_nothing_is_written_over(run, project, arguments, path):
    [file] = project.glob(f"*/{path}")
    before = file.read_bytes()
    result = run("new", *arguments)
    assert result.exit_code == 2
    assert f"{file.relative_to(project)} exists already" in result.stderr
    assert file.read_bytes() == before


def test_a_dangling_link_counts_as_being_there(run, project):
    (project / "catalog/example-county").mkdir()
    link = project / "catalog/example-county/issuer.yml"
    link.symlink_to(project / "outside.yml")
    assert run(*ISSUER).exit_code == 2
    assert not (project / "outside.yml").exists()


def test_nothing_is_written_through_a_linked_folder(run, project, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (project / "catalog/example-county").symlink_to(tmp_path / "elsewhere")
    result = run(*ISSUER)
    assert result.exit_code == 3
    assert "catalog/example-county is a link" in result.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_is_a_file_ends_in_3(run, project):
    (project / "catalog/example-county").write_text("")
    result = run(*ISSUER)
    assert result.exit_code == 3
    assert "cannot write catalog/example-county/issuer.yml: Not a directory" in result.stderr


def test_a_credential_is_a_draft_and_says_what_it_lacks(run, project):
    result = run(
        *("new", "credential", "riverside-usd/calm-calls", "--title", "no: a title # of signs"),
        *("--audience", "teacher", "--audience", "coach", "--topic", "families"),
    )
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:3] == [
        "Wrote catalog/riverside-usd/calm-calls.yml",
        "Before its status can be active it needs:",
        "  - a summary (summary)",
    ]
    assert "  - the competency (competency)" in lines
    assert "who it is for" not in result.output
    record = load_project(project).registry.credentials["riverside-usd/calm-calls"]
    assert (record.title, record.status) == ("no: a title # of signs", "draft")
    assert record.audience_roles == ("teacher", "coach")
    assert run("check").exit_code == 0


def test_a_stack_tells_credentials_from_stacks(run, project):
    result = run(
        *("new", "stack", "riverside-usd/all", "--title", "All", "--level", "bundle"),
        *("--member", "riverside-usd/people-first", "--member", "hillcrest-university/mentoring"),
    )
    assert result.exit_code == 0
    stack = load_project(project).registry.stacks["riverside-usd/all"]
    assert [(m.stack, m.credential) for m in stack.members] == [
        ("riverside-usd/people-first", None),
        (None, "hillcrest-university/mentoring"),
    ]
    assert (stack.level, stack.status) == ("bundle", "draft")
    assert run("check").exit_code == 0


def test_an_educator_is_unlisted_and_her_handle_can_be_left_to_chance(run, project):
    handles = set()
    for _ in range(3):
        result = run("new", "educator", "--random-handle", "--name", "Robin Example")
        assert result.exit_code == 0
        assert "hint[consent-missing]" in result.output
        found = re.match(r"Wrote portfolios/([a-z2-9]{4}(?:-[a-z2-9]{4}){2})/", result.output)
        assert found
        handles.add(found[1])
        educator = load_project(project).registry.educators[found[1]]
        assert (educator.visibility, educator.consent) == ("unlisted", None)
    assert len(handles) == 3
    assert run("check").exit_code == 0


def test_a_public_educator_comes_with_her_consent(run, project):
    result = run(
        *("new", "educator", "robin", "--name", "Robin Example", "--visibility", "public"),
        *("--consent-method", "signed-form", "--consent-scope", "Name and awards."),
    )
    assert result.exit_code == 0
    consent = load_project(project).registry.educators["robin"].consent
    assert consent is not None
    assert (consent.by, str(consent.on)) == ("Robin Example", "2026-06-01")
    assert run("check", "--strict").exit_code == 0


AWARD = ["new", "award", "tom-berg/active-listening"]
RESULTS = ["--result", "1=demonstrated", "--result", "2=yes"]


def test_an_award_takes_what_the_project_knows(run, project):
    result = run(
        *AWARD,
        *RESULTS, "--assessor", "Lee Osei", "--approved-by", "Rosa Duarte", "--assessed-on",
        "2026-05-29", "--submitted-on", "2026-05-20",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (
        0,
        (
            "Wrote catalog/riverside-usd/versions/active-listening/1.1.yml\n"
            "Wrote portfolios/tom-berg/awards/active-listening.yml\n"
            "Next: the approver runs credfolio approve tom-berg/active-listening --as ACCOUNT\n"
        ),
    )
    award = load_project(project).registry.awards["tom-berg", "active-listening"]
    assert award.credential == "riverside-usd/active-listening"
    assert (award.version, str(award.awarded_on)) == ("1.1", "2026-06-01")
    assert award.name_as_awarded == "Tom Berg"
    assert [(r.part, r.level) for r in award.results] == [(1, "demonstrated"), (2, "yes")]
    assert award.submissions[0].assessments[0].assessor == "Lee Osei"
    assert run("check").exit_code == 0


def test_an_award_without_results_says_what_is_left_and_shows_the_levels(run, project):
    result = run("new", "award", "tom-berg/active-listening", "--awarded-on", "2026-05-04")
    assert result.exit_code == 0
    assert "error[assessments-missing]" in result.output
    text = (project / "portfolios/tom-berg/awards/active-listening.yml").read_text()
    assert "awarded_on: 2026-05-04\n" in text
    assert "#  # The conversation: demonstrated, progressing, not-met\n" in text
    assert "#  - {part: 1, level: demonstrated}\n" in text
    # Tom assesses for Riverside himself, so only the other one is named.
    assert "#      - assessor: lee-o\n" in text
    assert "#approved_by: rosa-d\n" in text
    finished = re.sub(r"^#(?=results:| {2}(?:# The|# What|- \{part))", "", text, flags=re.M)
    (project / "portfolios/tom-berg/awards/active-listening.yml").write_text(finished)
    assert "assessments-missing" not in run("check").output


def test_on_a_terminal_it_asks_and_asks_again(run, project):
    answers = ["", "Example County", "", "distrct", "district", "nowhere", "", "", ""]
    result = run("new", "issuer", "--ask", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0
    assert "Error: this is needed" in result.output
    assert "Id: its folder and address [example-county]:" in result.output
    assert "Kind (district, state, nonprofit, " in result.output
    assert 'did you mean "district"?' in result.output
    assert "expected a web address" in result.output
    assert load_project(project).registry.issuers["example-county"].kind == "district"


def test_questions_offer_what_the_project_has(run, project):
    answers = ["riverside-usd", "Calm Phone Calls", "", "", "", "teacher, coach", "", "", ""]
    result = run("new", "credential", "--ask", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0
    assert "Issuer (hillcrest-university, riverside-usd)" in result.output
    record = load_project(project).registry.credentials["riverside-usd/calm-phone-calls"]
    assert (record.language, record.licence) == ("en", "CC-BY-4.0")


def test_an_educator_is_offered_a_handle_and_asked_for_consent(run, project):
    answers = ["", "Robin Example", "teacher", "public", "n"]
    result = run("new", "educator", "--ask", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0
    handle = re.search(r"Handle \[([a-z2-9-]{14})\]", result.output)
    assert handle
    assert "so this one is unlisted for now" in result.output
    assert load_project(project).registry.educators[handle[1]].visibility == "unlisted"


def test_an_award_is_asked_for_part_by_part(run, project):
    answers = ["", "", "", "", "lee-o", "rosa-d", "splendid", "demonstrated", "yes"]
    result = run(
        "new", "award", "tom-berg/active-listening", "--ask",
        answers="\n".join([*answers, "2026-05-29", "2026-05-20"]) + "\n",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Credential, as ISSUER/ID [riverside-usd/active-listening]" in result.output
    assert "Approved by (rosa-d)" in result.output
    assert result.output.index("Assessed by (lee-o)") < result.output.index("Approved by")
    assert "credfolio approve tom-berg/active-listening --as ACCOUNT\n" in result.output
    assert "part 1, The conversation (demonstrated, progressing, not-met)" in result.output
    assert "choose from demonstrated, progressing, not-met" in result.output
    assert run("check").exit_code == 0


def test_leaving_in_the_middle_writes_nothing(run, project):
    before = sorted(project.rglob("*"))
    assert run("new", "issuer", "--ask", answers="Example County\n").exit_code == 1
    assert sorted(project.rglob("*")) == before
