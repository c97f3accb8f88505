"""A pair on the web: published together, and never without its private homes by accident."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.cli.compared_sites import refuse_lost_addresses
from credfolio.disk.manifest import Origin
from credfolio.disk.staging import begin_staging, manifest_of, publish, write_manifest
from credfolio.disk.writer import list_other_files
from credfolio.errors import CredfolioError, UsageError
from pages_remote import IGNORED, git, live_files, make_remote, save
from pairs import SETTINGS, __version__
from proposals import TESTS

HOME = "portfolios/ana-lopez/index.html"
TWO_LINES = 2


class Both:
    """The small project without Ana, whose home is in a private repository next to it."""

    def __init__(self, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.public, self.private = public, public.with_name("records")
        self.remote = make_remote(public.with_name("remotes") / "pages.git")
        shutil.copytree(TESTS / "examples" / "private", self.private)
        (self.private / "portfolios").mkdir()
        (public / "portfolios/ana-lopez").rename(self.private / "portfolios/ana-lopez")
        (public / ".gitignore").write_text(IGNORED)
        for one in (public, self.private):
            git(one, "init", "-q", "-b", "main")
        git(public, "remote", "add", "origin", str(self.remote))
        save(public, "The catalog")
        git(public, "push", "-q", "origin", "main")
        self.settle()
        monkeypatch.chdir(public)

    def settle(self) -> str:
        newest = git(self.public, "rev-parse", "HEAD")
        settings = SETTINGS.format(commit=newest, program=__version__)
        (self.private / "office/records.yml").write_text(settings)
        return save(self.private, "The records")

    def run(self, *words: object, where: Path | None = None) -> Result:
        arguments = ["--project", str(where or self.public), *map(str, words)]
        done = CliRunner().invoke(main, arguments)
        assert not isinstance(done.exception, Exception), done.exception
        return done

    def site(self, records: str) -> None:
        """A built site of one home, as a build with the private commit `records` leaves it."""
        folder = self.public / "site"
        staging = begin_staging(folder)
        (staging / HOME).parent.mkdir(parents=True)
        (staging / HOME).write_text("Ana")
        origin = Origin(git(self.public, "rev-parse", "HEAD"), clean=True, records=records)
        write_manifest(staging, list_other_files(staging, ()), origin)
        publish(staging, folder)


@pytest.fixture
def both(project: Path, monkeypatch: pytest.MonkeyPatch) -> Both:
    return Both(project, monkeypatch)


def refused(done: Result, code: int) -> str:
    """The error of a run: two lines, and nothing else."""
    assert done.exit_code == code, done.output
    assert len(done.stderr.splitlines()) == TWO_LINES, done.stderr
    return done.stderr


def test_a_pair_is_published_with_its_private_homes_and_not_without(both: Both) -> None:
    done = both.run("deploy", "--with", both.private)
    assert done.exit_code == 0, done.output
    assert HOME in live_files(both.remote)
    message = git(both.remote, "log", "-1", "--format=%B", "gh-pages")
    assert f"Records-Commit: {git(both.private, 'rev-parse', 'HEAD')}\n" in message
    tip = git(both.remote, "rev-parse", "gh-pages")

    done = both.run("deploy")
    assert done.exit_code == 1
    assert "The live site has homes of the private repository." in done.stderr
    assert "credfolio deploy --with ../records" in done.stderr
    assert "CREDFOLIO_PUBLISH" in done.stderr
    assert "--allow-vanished" not in done.stderr
    assert git(both.remote, "rev-parse", "gh-pages") == tip
    assert "Nothing to do" in both.run("deploy", "--with", both.private).output


def test_a_home_that_is_made_private_there_may_go(both: Both) -> None:
    both.run("deploy", "--with", both.private)
    profile = both.private / "portfolios/ana-lopez/profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: private"))
    said = refused(both.run("deploy", "--with", both.private), 1)
    assert "changes of the private repository are not committed" in said
    save(both.private, "She asked for it")
    done = both.run("deploy", "--with", both.private)
    assert done.exit_code == 0, done.output
    assert HOME not in live_files(both.remote)


def test_where_nothing_live_tells_of_a_pair_the_records_do(both: Both) -> None:
    both.site("")
    site = ("--site", both.public / "site")
    assert both.run("deploy", *site).exit_code == 0
    shutil.rmtree(both.public / "site")
    assert "may have homes" not in both.run("deploy").stderr
    known = f"commit: {'a' * 40}\nprogram: '1'\n"
    (both.public / "catalog/records.yml").write_text(known)
    save(both.public, "Published")
    assert "The live site may have homes of the private repository." in both.run("deploy").stderr


def test_a_site_of_both_is_deployed_with_both_and_never_backwards(both: Both) -> None:
    site, old = both.public / "site", git(both.private, "rev-parse", "HEAD")
    deploy = ("deploy", "--site", site, "--with", both.private)
    new = save(both.private, "More")
    both.site(new)
    assert "--with ../records" in refused(both.run("deploy", "--site", site), 2)
    assert both.run(*deploy).exit_code == 0
    both.site(old)
    said = refused(both.run(*deploy), 1)
    assert f"homes of commit {new[:9]} of the private repository" in said
    assert both.run(*deploy, "--force").exit_code == 0
    both.site("b" * 40)
    assert "does not have" in refused(both.run(*deploy), 1)
    both.site("")
    assert "built without the private repository" in refused(both.run(*deploy), 2)


def test_an_audit_knows_why_a_private_home_went(both: Both, tmp_path: Path) -> None:
    profile = both.private / "portfolios/ana-lopez/profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: private"))
    both.site(both.settle())
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_bytes(manifest_of(both.public / "site").read_bytes())
    after.write_text('{"files": []}')
    assert both.run("audit", before, after).exit_code == 1
    assert both.run("audit", before, after, "--with", both.private).exit_code == 0


def test_the_private_repository_follows_the_public_one_by_a_command(both: Both) -> None:
    settings = both.private / "office/records.yml"
    text = settings.read_text()
    pin = ("pin", "--with", both.public)
    assert "already, the newest commit" in both.run(*pin, where=both.private).output
    new = save(both.public, "More")
    assert f"Note: {new[:12]}" in both.run(*pin, where=both.private).output
    assert settings.read_text() == text, "what is not on the main branch yet is not named"
    git(both.public, "push", "-q", "origin", "main")
    done = both.run(*pin, where=both.private)
    assert done.exit_code == 0, done.output
    assert "Note" not in done.output
    assert settings.read_text() == text.replace(text.split("commit: ")[1][:40], new)
    said = refused(both.run("pin", "--with", both.private, where=both.private), 2)
    assert "is a private repository, and --with names the public one" in said
    settings.write_text(text.replace(text.split("commit: ")[1][:40], new[:9]))
    said = both.run("check", "--with", both.public, where=both.private).output
    assert "expected the whole name of a commit" in said
    assert "`git rev-parse HEAD`" in said


IN_PUBLIC = ("build", "serve", "deploy", "doctor", "codeowners", "sign --list", "keys list")
IN_PRIVATE = (
    *("figures", "due", "destroy", "answer aaaaa-bbbbb", "triage aaaaa-bbbbb"),
    *("import cohort sheet.csv --system Old --approved-by p-lee1", "pin"),
)


@pytest.mark.parametrize("words", IN_PUBLIC)
def test_what_is_done_in_the_public_repository_is_said_in_the_private_one(
    both: Both, words: str
) -> None:
    said = refused(both.run(*words.split(), where=both.private), 2)
    assert "this is the private repository, and this is done in the public one" in said


@pytest.mark.parametrize("words", IN_PRIVATE)
def test_what_is_done_in_the_private_repository_is_said_in_the_public_one(
    both: Both, words: str
) -> None:
    (both.public / "sheet.csv").write_text("name\n")
    said = refused(both.run(*words.split(), "--with", both.private), 2)
    assert "in the private repository, and this is the public one" in said


def test_the_two_folders_are_not_taken_for_each_other(both: Both) -> None:
    assert "is no private repository" in refused(both.run("build", "--with", both.public), 2)
    said = refused(both.run("due", "--with", both.private, where=both.private), 2)
    assert "is a private repository, and --with names the public one" in said
    assert "leave --with out" in refused(both.run("check", "--with", both.private), 2)


def test_an_error_is_said_itself_and_how_to_see_all_of_the_same_day(both: Both) -> None:
    beside = ("--with", both.public)
    early = both.run("due", *beside, "--today", "2026-01-01", where=both.private)
    said = refused(early, 1)
    assert "so nothing is done with them: catalog/jurisdictions/maple.yml:19: last_checked" in said
    assert f"`credfolio check --with {both.public} --today 2026-01-01`" in said
    event = both.private / "submissions/2026/k7qm3-xw9t2/events.yml"
    event.write_text("events: no\n")
    said = refused(both.run("due", *beside, where=both.private), 1)
    assert "events.yml:1: " in said
    assert f"`credfolio check --with {both.public}` says where" in said


def test_a_home_that_is_never_public_begins_in_the_private_repository(both: Both) -> None:
    new = ("new", "educator", "kim-example", "--name", "Kim Example")
    beside = ("--with", both.public)
    assert "--with ../badges" in refused(both.run(*new, where=both.private), 2)
    assert "leave it out here" in refused(both.run(*new, *beside), 2)
    done = both.run(*new, *beside, where=both.private)
    assert done.exit_code == 0, done.output
    assert (both.private / "portfolios/kim-example/profile.yml").is_file()

    award = ("new", "award", "kim-example/active-listening", "--awarded-on", "2026-05-20")
    # Whatever is written in the clone by now, the award is of the commit that is named.
    definition = both.public / "catalog/riverside-usd/active-listening.yml"
    named = definition.read_text()
    definition.write_text(named.replace('version: "1.1"\nstatus', 'version: "9.0"\nstatus'))
    assert definition.read_text() != named
    done = both.run(*award, *beside, where=both.private)
    assert done.exit_code == 0, done.output
    kept = both.public / "catalog/riverside-usd/versions/active-listening/1.1.yml"
    assert f"Wrote {kept}: commit it there, and run `credfolio pin` here" in done.output
    assert kept.read_text() == named
    kept.write_text(named + "# Mine\n")
    more = ("new", "award", "kim-example/again", "--credential", "riverside-usd/active-listening")
    said = both.run(*more, "--awarded-on", "2026-05-20", *beside, where=both.private).output
    assert f"Note: {kept} holds another text of version 1.1" in said
    assert kept.read_text() == named + "# Mine\n"
    written = both.private / "portfolios/kim-example/awards/active-listening.yml"
    assert "\ndigest:" not in written.read_text(), "the commit that is named has no such text"

    approve = ("approve", "kim-example/active-listening", "--as", "stranger")
    assert "is not on the list" in both.run(*approve, *beside, where=both.private).stderr
    assert "--with ../badges" in refused(both.run(*approve, where=both.private), 2)


def test_two_open_first_attempts_of_one_person_are_said(both: Both) -> None:
    first = both.private / "submissions/2026/k7qm3-xw9t2"
    text = (first / "submission.yml").read_text()
    for number in ("2026-0001", "2026-0002"):
        folder = first.with_name(number)
        folder.mkdir()
        (folder / "submission.yml").write_text(text.replace("2026-03-02", "2026-05-04"))
    check = ("check", "--with", both.public)
    said = both.run(*check, where=both.private)
    assert said.exit_code == 0, said.output
    assert said.output.count("hint[attempt-order]") == 1, "the decided one is no hindrance"
    assert "submissions/2026/2026-0002/submission.yml:1:" in said.output
    assert '"2026-0001" of the same person for the same credential is open, too' in said.output
    back = ("triage", "2026-0002", "--withdrawn", "--with", both.public, "--write")
    assert both.run(*back, where=both.private).exit_code == 0
    assert "attempt-order" not in both.run(*check, where=both.private).output


def test_a_change_of_the_program_is_compared_with_the_private_homes_in_the_site(
    both: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    both.run("deploy", "--with", both.private)
    with pytest.raises(UsageError, match="homes of a private repository"):
        refuse_lost_addresses(both.public, {}, None, allowed=False)
    refuse_lost_addresses(both.public, {}, both.private, allowed=False)
    assert "0 go for a reason, 0 would be lost" in capsys.readouterr().out
    profile = both.private / "portfolios/ana-lopez/profile.yml"
    profile.write_text(profile.read_text().replace("visibility: public", "visibility: private"))
    refuse_lost_addresses(both.public, {}, both.private, allowed=False)
    said = capsys.readouterr().out
    assert "0 go for a reason" not in said
    assert "0 would be lost" in said
    (both.private / "portfolios/ana-lopez").rename(both.private / "portfolios/ana-new")
    person = both.private / "office/people/p-ana1.yml"
    person.write_text(person.read_text().replace("ana-lopez", "ana-new"))
    with pytest.raises(CredfolioError, match="addresses would be lost"):
        refuse_lost_addresses(both.public, {}, both.private, allowed=False)


def test_what_to_set_for_a_pair_is_listed_for_both(both: Both) -> None:
    git(both.private, "remote", "add", "origin", "git@forge.example:district/records.git")
    done = both.run("doctor", "--first-run", "--with", both.private)
    assert "https://forge.example/district/records/settings\n" in done.output
    assert "Repository variable CREDFOLIO_PUBLISH is unset\n    https://forge.example/badges/" in (
        done.output
    )
    assert "add --first-run" in refused(both.run("doctor", "--with", both.private), 2)
    known = f"commit: {'a' * 40}\nprogram: '1'\n"
    (both.public / "catalog/records.yml").write_text(known)
    assert "--with ../records lists both" in both.run("doctor", "--first-run").stderr
