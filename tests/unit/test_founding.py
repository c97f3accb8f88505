"""Founding a site: hostile answers, files in the way, a second run, and what is still missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from credfolio import __version__
from credfolio.errors import CredfolioError
from credfolio.founding import doctor
from credfolio.founding.answers import Answers, WrongAnswer, take_answers
from credfolio.founding.doctor import changed_files, examine, unfinished
from credfolio.founding.generated import NOTE, Founded, read_note, render_note
from credfolio.founding.pilot_kit import pilot_kit
from credfolio.founding.repository import found
from credfolio.founding.starter_files import files_of_site, starter_files
from credfolio.project import documentation_address, own_documentation

GOOD = {
    "name": "Badges of Example District",
    "address": "https://badges.district.org/",
    "forge": "https://github.com/district/badges",
    "maintainers": "robin-example, sam-example",
    "zone": "America/Chicago",
    "language": "en",
    "owner": "badges@district.org",
}
SCHEMAS = {"award.schema.json": "{}\n"}


def files_of(**changed: str) -> dict[str, str]:
    """The files for the good answers with some of them changed."""
    made = starter_files(take_answers(GOOD | changed), __version__, SCHEMAS)
    return {path: data.decode() for path, data in made.items()}


def as_a_tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_site_leads_to_the_programs_pages_only_where_they_are(tmp_path: Path) -> None:
    """Nobody can own the address that stands in the program until a release."""
    answers = take_answers(GOOD)
    for home, set_to in (("", ""), ("https://docs.state.org/c/", "https://docs.state.org/c")):
        made = starter_files(answers, __version__, SCHEMAS, documentation=home)
        text = b"\n".join(made.values()).decode()
        leads = (f"]({home or 'None'}guides/start-your-own/)", f": {home}contributing/governance/")
        assert [lead in text for lead in leads] == [bool(home)] * 2
        assert not any(lead in text for lead in ("]()", "](guides", ".example/contributing"))
        (tmp_path / "mkdocs.yml").write_text(
            f"extra: {{credfolio: {{documentation: '{set_to}'}}}}\n"
        )
        assert own_documentation(tmp_path) == (home or documentation_address(None))
        note = Founded(version=__version__, answers=answers, files={}, theme={}, drifted={})
        if home:
            again = files_of_site(tmp_path, note, __version__, SCHEMAS)
            assert again["README.md"] == made["README.md"]
            assert again[".github/CODEOWNERS"] == made[".github/CODEOWNERS"]
        sheet = pilot_kit("x", "https://x/", home)["bring-back.md"].decode()
        assert (f"program at {home}, one" if home else "program, one") in sheet


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("name", ""),
        ("name", "  …  "),
        ("name", "Badges\nsite_url: https://evil.example/"),
        ("name", "Badges \u202eegdaB"),
        ("name", "x" * 121),
        ("address", "http://badges.district.org/"),
        ("address", "https://badges/"),
        ("address", "https://badges.district.org/?a=1"),
        ("address", "https://robin@badges.district.org/"),
        ("address", "https://badges.district.org/${{ secrets.KEY }}/"),
        ("address", "https://badges.district.org/a/../b"),
        ("address", "https://badges.district.org/a//b"),
        ("address", "https://[bad/"),
        ("address", "https://badges.district.org:port/"),
        ("forge", "https://[bad/"),
        ("forge", "git@github.com:district/badges.git"),
        ("maintainers", "  ,  "),
        ("maintainers", "robin example!"),
        ("maintainers", "rob\u0456n"),
        ("zone", "America/Chicagoo"),
        ("zone", "america/chicago"),
        ("language", "English please"),
        ("owner", "badges at district.org"),
        ("owner", "badges@district.org>, <x@y.org"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_its_question(name: str, answer: str) -> None:
    with pytest.raises(WrongAnswer, match=rf"^{name}: ."):
        take_answers(GOOD | {name: answer})


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("address", "badges", "https://badges.your-district.org/"),
        ("forge", "badges", "https://github.com/your-district/badges"),
        ("maintainers", "Robin Example!", "user name on the forge"),
    ],
)
def test_a_refused_answer_shows_an_example_of_its_own_kind(
    name: str, answer: str, says: str
) -> None:
    with pytest.raises(WrongAnswer, match=says):
        take_answers(GOOD | {name: answer})


def test_answers_are_put_into_the_form_that_the_files_need() -> None:
    answers = take_answers(
        GOOD
        | {
            "address": "https://badges.district.org/a",
            "maintainers": "@Robin-Example robin-example",
        }
    )
    assert answers.address == "https://badges.district.org/a/"
    assert answers.maintainers == ("robin-example",)


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("\"'${}:#[]*_`<>&|\\!-@%, "),
            st.characters(exclude_categories=["C", "Zl", "Zp"], max_codepoint=0x1FFFF),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_no_name_means_anything_in_the_files_but_itself(name: str) -> None:
    try:
        answers = take_answers(GOOD | {"name": name})
    except WrongAnswer:
        return
    made = starter_files(answers, __version__, SCHEMAS)
    settings = yaml.safe_load(made["mkdocs.yml"])
    assert settings["site_name"] == answers.name
    assert settings["site_url"] == GOOD["address"]
    first = Markdown().convert(made["README.md"].decode().split("\n", 1)[0])
    assert first.startswith("<h1>")
    assert first.count("<") == 2


def test_the_settings_and_the_governance_are_what_was_answered() -> None:
    made = files_of()
    settings = yaml.safe_load(made["mkdocs.yml"])
    assert settings["extra"]["credfolio"]["time_zone"] == "America/Chicago"
    assert settings["extra"]["credfolio"]["forge"] == GOOD["forge"]
    assert settings["plugins"] == []
    governance = yaml.safe_load(made["catalog/governance.yml"])
    assert governance["maintainers"] == ["robin-example", "sam-example"]
    assert "forge" not in yaml.safe_load(files_of(forge="")["mkdocs.yml"])["extra"]["credfolio"]


# --- writing --------------------------------------------------------------------------------------


def test_a_second_run_writes_nothing_and_changes_nothing(tmp_path: Path) -> None:
    answers = take_answers(GOOD)
    first = found(tmp_path, answers, __version__, SCHEMAS)
    assert NOTE in first.written
    (tmp_path / "docs" / "about.md").write_text("# Mine\n", encoding="utf-8")
    before = as_a_tree(tmp_path)
    again = found(tmp_path, answers, __version__, SCHEMAS)
    assert again.written == ()
    assert again.kept == ("docs/about.md",)
    assert as_a_tree(tmp_path) == before
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    windows = found(tmp_path, answers, __version__, SCHEMAS)
    assert (windows.written, windows.kept) == ((), again.kept)


def test_a_lost_file_is_written_again(tmp_path: Path) -> None:
    answers = take_answers(GOOD)
    found(tmp_path, answers, __version__, SCHEMAS)
    before = as_a_tree(tmp_path)
    (tmp_path / "hooks" / "site_records.py").unlink()
    assert found(tmp_path, answers, __version__, SCHEMAS).written == ("hooks/site_records.py",)
    assert as_a_tree(tmp_path) == before


def test_files_of_somebody_else_stop_it_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("theirs", encoding="utf-8")
    before = as_a_tree(tmp_path)
    with pytest.raises(CredfolioError, match=r"docs/about\.md.*nothing was written"):
        found(tmp_path, take_answers(GOOD), __version__, SCHEMAS)
    assert as_a_tree(tmp_path) == before


def test_the_readme_that_a_forge_made_is_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# badges\n", encoding="utf-8")
    result = found(tmp_path, take_answers(GOOD), __version__, SCHEMAS)
    assert result.kept == ("README.md",)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# badges\n"


def test_the_note_is_read_as_it_was_written() -> None:
    answers: Answers = take_answers(GOOD | {"name": "Bądges: “of” 学校"})
    kept = Founded("0.1.0", answers, {"a": "1" * 40})
    assert yaml.safe_load(render_note(kept))["answers"]["name"] == answers.name


@pytest.mark.parametrize(
    "text", ["", "- 1", "version: 1", "version: x\nanswers: {}\nfiles: {}", "}{"]
)
def test_a_note_that_is_none_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / NOTE).write_text(text, encoding="utf-8")
    with pytest.raises(CredfolioError, match=r"not as `credfolio init` wrote it") as refused:
        read_note(tmp_path)
    assert refused.value.fix


# --- what is missing ------------------------------------------------------------------------------


def topics(root: Path, version: str = __version__) -> list[str]:
    return [f"{one.topic}: {one.what}" for one in examine(root, version)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A founded site whose blanks are filled in, in no repository."""
    found(tmp_path, take_answers(GOOD), __version__, SCHEMAS, "0" * 64)
    for page in (tmp_path / "docs").glob("*.md"):
        page.write_text(page.read_text("utf-8").replace("FILL IN:", "We say:"), encoding="utf-8")
    return tmp_path


def test_a_site_in_order_lacks_only_its_repository(site: Path) -> None:
    assert [line.partition(":")[0] for line in topics(site)] == ["git"]
    note = read_note(site)
    assert note
    assert changed_files(site, note) == [
        "docs/about.md",
        "docs/accessibility.md",
        "docs/privacy.md",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("docs/about.md", "We say:", "FILL IN:", "docs/about.md waits for your words in line 5"),
        ("mkdocs.yml", "plugins: []", "plugins: [search]", "search of its own"),
        ("mkdocs.yml", "https://badges.district.org/", "https://badges.example/", "an example's"),
        (
            "mkdocs.yml",
            "https://badges.district.org/",
            "https://badges.district.org",
            "site_url is",
        ),
        ("mkdocs.yml", "America/Chicago", "America/Chicagoo", "not a time zone"),
        ("mkdocs.yml", "    time_zone:", "    # time_zone:", "no time zone is set"),
        ("mkdocs.yml", "site_name:", "site_name: [", "cannot be read"),
        (NOTE, "version:", "was:", "not as `credfolio init` wrote it"),
    ],
)
def test_what_is_wrong_is_said_with_what_mends_it(
    site: Path, path: str, old: str, new: str, said: str
) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    found_out = [one for one in examine(site, __version__) if said in one.what]
    assert len(found_out) == 1
    assert found_out[0].fix


def test_an_old_copy_of_the_program_and_a_theme_that_calls_itself_are_seen(site: Path) -> None:
    (site / "hooks" / "credfolio").mkdir()
    (site / "theme" / "main.html").write_text("{% extends 'main.html' %}\n", encoding="utf-8")
    said = "\n".join(topics(site))
    assert "hooks/credfolio/ holds a copy" in said
    assert "theme/main.html extends itself" in said


def test_names_that_preview_pictures_would_leave_out_are_seen(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = site / "portfolios/li-xiaolong/profile.yml"
    profile.parent.mkdir()
    profile.write_text("display_name: 李小龍\nvisibility: unlisted\n", encoding="utf-8")
    fonts = tmp_path_factory.mktemp("fonts")
    monkeypatch.setattr(doctor, "east_asian_fonts", lambda: fonts)
    said = [one for one in examine(site, __version__) if one.topic == "fonts"]
    assert "portfolios/li-xiaolong/profile.yml" in said[0].what
    assert "credfolio[cjk]" in said[0].fix
    (fonts / "index.json").write_text("{}")
    assert not [one for one in examine(site, __version__) if one.topic == "fonts"]


def test_another_version_of_the_program_is_seen(site: Path) -> None:
    assert any(
        "uses credfolio" in line and "9.9.9 is running" in line for line in topics(site, "9.9.9")
    )


def test_what_a_deploy_says_of_a_site_that_is_not_finished(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("We are FILL IN.\n")
    said = list(unfinished(tmp_path, "https://b.example/"))
    assert said[0].startswith("https://b.example/ is an example's address")
    assert said[1:] == ["FILL IN still stands in docs/about.md"]
    (tmp_path / "docs" / "about.md").write_text("We are a district.\n")
    assert list(unfinished(tmp_path, "https://badges.example-district.org/")) == []
