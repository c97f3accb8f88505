"""`credfolio answer --propose`: what a request asks for, in the files, ready to be proposed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from credfolio.cli import main, proposed_change
from credfolio.removing.home import move_home
from pairs import AGREED, TwoRepositories, make_pair
from proposals import TODAY, git, lay

NUMBER = "k7qm3-xw9t3"
RECORD = f"requests/2026/{NUMBER}.yml"
ANA, TOM = "portfolios/ana-lopez/", "portfolios/tom-berg/"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def ask(pair: TwoRepositories, what: str, about: str, text: str = "Please.") -> None:
    words = "".join(f"  {line}\n" for line in text.splitlines())
    lay(
        pair.private,
        {
            RECORD: f"what: {what}\nabout: {about}\nissuer: riverside-usd\ntext: |\n{words}"
            "name: Ana López\nreceived_on: 2026-06-01\ndue: 2026-06-15\n"
        },
    )


SURE = ("--checked", "The roster has another one.")


def run(pair: TwoRepositories, *words: object, public: Path | None = None) -> Result:
    arguments = ["--project", pair.private, "answer", NUMBER, "--with", public or pair.public]
    arguments += ["--today", TODAY, *words]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def propose(pair: TwoRepositories, *words: object, public: Path | None = None) -> Result:
    return run(pair, "--propose", "--by", "p-rosa", *words, public=public)


def texts(root: Path) -> dict[str, bytes]:
    files = (one for one in root.rglob("*") if one.is_file())
    found = {one.relative_to(root).as_posix(): one.read_bytes() for one in files}
    return {path: data for path, data in found.items() if not path.startswith((".git/", ".cache/"))}


def changed(pair: TwoRepositories, *words: object) -> tuple[set[str], str]:
    """The paths that a proposal changes; it says so before, and nothing is written then."""
    before, public = texts(pair.private) | texts(pair.public), texts(pair.public)
    dry = propose(pair, *words)
    assert dry.exit_code == 0, dry.output
    assert "Nothing is written yet." in dry.output
    assert before == texts(pair.private) | texts(pair.public)
    done = propose(pair, *words, "--write")
    assert done.exit_code == 0, done.output
    after = texts(pair.private) | texts(pair.public)
    assert [one.message for one in pair.check().findings if one.is_error] == []
    answered = (pair.private / RECORD).read_text()
    # What waits for others to accept it is no more than proposed.
    outcome = "done" if public == texts(pair.public) else "proposed"
    assert f"outcome: {outcome}\n" in answered
    assert str(pair.public) not in answered
    assert "by: p-rosa\n" in answered
    paths = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    return paths - {RECORD}, done.output


def test_a_page_is_hidden_in_the_repository_that_has_it(pair: TwoRepositories) -> None:
    ask(pair, "hide", ANA)
    assert changed(pair)[0] == {f"{ANA}profile.yml"}
    assert "visibility: private\n" in (pair.private / ANA / "profile.yml").read_text()
    ask(pair, "hide", f"{ANA}active-listening/")
    path = f"{ANA}awards/active-listening.yml"
    assert changed(pair)[0] == {path}
    assert "visibility: private\n" in (pair.private / path).read_text()

    ask(pair, "hide", TOM)
    head = git(pair.public, "rev-parse", "HEAD")
    paths, said = changed(pair)
    assert paths == {f"{TOM}profile.yml"}
    assert f"1 file in {pair.public}: propose it there" in said
    assert "visibility: private\n" in (pair.public / TOM / "profile.yml").read_text()
    assert git(pair.public, "rev-parse", "HEAD") == head  # nothing is committed
    pair.commit_public({})
    pair.settle()
    ask(pair, "hide", TOM)
    assert changed(pair)[0] == set()  # it is so already, and the answer is recorded


def test_what_the_request_names_is_corrected_and_what_it_does_not_is_asked_for(
    pair: TwoRepositories,
) -> None:
    path = pair.private / ANA / "profile.yml"
    ask(pair, "correct", ANA, "Name: Ana López-Díaz\n\n- School: Hill School: upper")
    assert changed(pair)[0] == {f"{ANA}profile.yml"}
    assert 'display_name: "Ana López-Díaz"\n' in path.read_text()
    assert 'school: "Hill School: upper"\n' in path.read_text()

    ask(pair, "correct", ANA, "Dear office,\nName: Ana Díaz")
    done = propose(pair, "--write")
    assert (
        done.exit_code,
        "no field is named: say it with `--set FIELD VALUE`" in done.output,
    ) == (
        1,
        True,
    )
    assert "answered" not in (pair.private / RECORD).read_text()
    assert changed(pair, "--set", "display_name", "Ana Díaz")[0] == {f"{ANA}profile.yml"}
    assert 'display_name: "Ana Díaz"\n' in path.read_text()

    award = f"{ANA}active-listening/"
    ask(pair, "correct", award, "Role: coach")
    assert changed(pair)[0] == {f"{ANA}awards/active-listening.yml"}
    ask(pair, "correct", award)
    done = propose(pair, "--set", "awarded_on", "2020-01-01", "--write")
    assert '"awarded_on" is the issuer\'s to correct' in done.output
    assert "edit portfolios/ana-lopez/awards/active-listening.yml" in done.output
    assert done.exit_code == 1
    done = propose(pair, "--set", "name_as_awarded", " ", "--write")
    assert (done.exit_code, "name_as_awarded" in done.output) == (1, True)


def test_a_signed_award_that_is_corrected_is_to_be_signed_again(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    move_home(pair.private, pair.public, "ana-lopez")
    (pair.private / "portfolios").mkdir(exist_ok=True)
    with (pair.public / "mkdocs.yml").open("a") as settings:
        settings.write("site_url: https://badges.example/\n")
    key = str(tmp_path / "riverside.key")
    for words in (["keys", "new", "riverside-usd", "--out", key], ["sign", "--key-file", key]):
        done = CliRunner().invoke(main, ["--project", str(pair.public), *words])
        assert done.exit_code == 0, done.output
    pair.commit_public({})
    pair.settle()
    ask(pair, "correct", f"{ANA}active-listening/", "Name: Ana Díaz")
    paths, said = changed(pair)
    path = f"{ANA}awards/active-listening.yml"
    assert paths == {path}
    assert "until the next `credfolio sign`" in said
    assert "reissues:\n" in (pair.public / path).read_text()

    ask(pair, "consent-ends", ANA)
    sure = ("--checked", "She came to the office.")
    done = propose(pair, *sure, "--write")
    assert (done.exit_code, "\n! " in done.output) == (1, True)
    assert "add --revoke or --keep-valid" in done.output
    assert "their consent ends" in done.output  # what is asked is told, too
    assert "answered" not in (pair.private / RECORD).read_text()
    told = run(pair).output
    assert "--propose`; say how you made sure with --checked; add --revoke or" in told
    paths, said = changed(pair, "--revoke", *sure)
    assert "1 signed badge will be revoked by the next `credfolio sign`" in said
    assert f"{ANA}tombstone.yml" in paths
    assert "revoked_places:" in (pair.public / ANA / "tombstone.yml").read_text()


def test_the_end_of_a_consent_takes_the_home_down_and_nothing_is_published_again(
    pair: TwoRepositories,
) -> None:
    person = pair.private / "office/people/p-ana1.yml"
    person.write_text(person.read_text() + AGREED)
    ask(pair, "consent-ends", ANA)
    told = run(pair).output
    assert "take `consent_to_publish` out of office/people/p-ana1.yml" in told
    sure = ("--checked", "She came to the office.")
    paths, said = changed(pair, *sure)
    assert "made sure: She came to the office." in (pair.private / RECORD).read_text()
    home = {f"{ANA}profile.yml", f"{ANA}awards/active-listening.yml", f"{ANA}tombstone.yml"}
    assert paths == {*home, "office/people/p-ana1.yml"}
    assert "portfolios/ana-lopez/ goes" in said
    assert "consent_to_publish" not in person.read_text()
    assert list((pair.private / ANA).iterdir()) == [pair.private / ANA / "tombstone.yml"]
    ask(pair, "consent-ends", ANA)
    assert "was taken down already" in changed(pair, *sure)[1]


def test_this_is_not_me_takes_a_home_of_the_public_repository_down(pair: TwoRepositories) -> None:
    ask(pair, "not-me", TOM)
    done = propose(pair, "--write")
    assert (done.exit_code, "say how you made sure with --checked" in done.output) == (1, True)
    assert "compare portfolios/tom-berg/profile.yml with the roster first" in done.output
    assert (pair.public / TOM / "profile.yml").exists()
    paths, said = changed(pair, *SURE)
    assert "no entry of them in catalog/governance.yml" in said
    assert "“Former assessor 1” in catalog/riverside-usd/issuer.yml" in said
    assert f"{TOM}tombstone.yml" in paths
    assert f"{TOM}profile.yml" in paths
    assert not (pair.public / TOM / "profile.yml").exists()
    assert not [one for one in paths if one.startswith("office/")]


def test_an_award_that_is_not_theirs_is_hidden_and_the_rest_is_said(pair: TwoRepositories) -> None:
    ask(pair, "not-me", f"{ANA}active-listening/")
    told = run(pair).output
    paths, said = changed(pair, *SURE)
    assert paths == {f"{ANA}awards/active-listening.yml"}
    for act in ("`visibility: private` in", "then `credfolio revoke ana-lopez/active-listening`"):
        assert act in told
        assert act in said
    assert "takedown" not in told
    assert "revoke" not in (pair.private / RECORD).read_text()  # what is left is no answer


def test_a_photo_is_put_replaced_and_taken_out(pair: TwoRepositories, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271] = "Secretcamera"
    for name, color in (("me.JPG", "red"), ("new.png", "blue")):
        kind = {"exif": exif} if name.endswith("JPG") else {}
        Image.new("RGBA" if not kind else "RGB", (200, 200), color).save(tmp_path / name, **kind)
    profile = pair.private / ANA / "profile.yml"
    ask(pair, "photo", ANA)
    done = propose(pair, "--write")
    assert (done.exit_code, "give the photo as `--photo FILE` with `--alt`" in done.output) == (
        1,
        True,
    )
    first = changed(pair, "--photo", tmp_path / "me.JPG", "--alt", "Ana, outdoors.")[0]
    assert first == {f"{ANA}profile.yml", f"{ANA}photo.jpg"}
    assert 'photo: {file: "photo.jpg", alt: "Ana, outdoors."}\n' in profile.read_text()
    assert b"Secretcamera" not in (pair.private / ANA / "photo.jpg").read_bytes()
    ask(pair, "photo", ANA)
    again = propose(pair, "--photo", tmp_path / "new.png", "--alt", "Ana.").output
    assert f"{ANA}photo.png; {ANA}photo.jpg is deleted" in again
    second = changed(pair, "--photo", tmp_path / "new.png", "--alt", "Ana.")[0]
    assert second == {f"{ANA}profile.yml", f"{ANA}photo.jpg", f"{ANA}photo.png"}
    ask(pair, "photo", ANA)
    assert changed(pair, "--no-photo")[0] == {f"{ANA}profile.yml", f"{ANA}photo.png"}
    assert "photo" not in profile.read_text()
    (tmp_path / "no.png").write_bytes(b"no picture")
    ask(pair, "photo", ANA)
    done = propose(pair, "--photo", tmp_path / "no.png", "--alt", "Ana.")
    assert (done.exit_code, "not a picture" in done.output) == (2, True)


def test_with_a_zip_the_changed_files_go_into_a_folder(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    archive = tmp_path / "public.zip"
    git(pair.public, "archive", "--format=zip", "--prefix=badges/", f"--output={archive}", "HEAD")
    assert zipfile.is_zipfile(io.BytesIO(archive.read_bytes()))
    out = tmp_path / "changes"
    ask(pair, "hide", TOM)
    done = propose(pair, public=archive)
    assert (done.exit_code, "name a folder for the changed files" in done.output) == (1, True)
    assert "hide it" in done.output
    done = propose(pair, "--to", out, "--write", public=archive)
    assert done.exit_code == 0, done.output
    assert set(texts(out)) == {f"{TOM}profile.yml"}
    ask(pair, "not-me", TOM)
    done = propose(pair, "--to", out, *SURE, "--write", public=archive)
    assert "is another one than in the ZIP" in done.output  # it would lose what was changed
    out = tmp_path / "others"
    done = propose(pair, "--to", out, *SURE, "--write", public=archive)
    assert f"on the forge, delete {TOM}awards/mentoring.yml, {TOM}profile.yml" in done.output
    lists = {"catalog/governance.yml", "catalog/riverside-usd/issuer.yml"}  # he judges there
    assert set(texts(out)) == {f"{TOM}tombstone.yml", *lists}


def test_a_run_that_stops_between_the_two_repositories_is_finished_by_the_next(
    pair: TwoRepositories, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(pair, "not-me", TOM)
    real = proposed_change.Proposed.write

    def stop(self: proposed_change.Proposed) -> None:
        real(self)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(proposed_change.Proposed, "write", stop)
        assert propose(pair, *SURE, "--write").exit_code != 0
    assert not (pair.public / TOM / "profile.yml").exists()
    assert "answered" not in (pair.private / RECORD).read_text()
    again = propose(pair, *SURE, "--write")
    assert "was taken down already" in again.output
    assert "outcome: proposed\n" in (pair.private / RECORD).read_text()


def due(pair: TwoRepositories) -> str:
    words = ["--project", pair.private, "due", "--days", "10", "--with", pair.public]
    return CliRunner().invoke(main, [*map(str, words), "--today", str(TODAY)]).output


@pytest.mark.parametrize(
    ("what", "words", "text"),
    [
        ("hide", [], "Please."),
        ("correct", [], "Headline: Teacher of families"),
        ("not-me", SURE, "Please."),
        ("photo", ["--alt", "Tom."], "Please."),
    ],
)
def test_a_proposal_stays_due_until_the_records_have_it(
    pair: TwoRepositories, tmp_path: Path, what: str, words: list[str], text: str
) -> None:
    if what == "photo":
        Image.new("RGB", (200, 200), "red").save(tmp_path / "me.jpg")
        words = [*words, "--photo", str(tmp_path / "me.jpg")]
    ask(pair, what, TOM, text)
    said = changed(pair, *words)[1]
    assert "not in the public records that office/records.yml names" in said
    assert f"{NUMBER}  due on 2026-06-15: office has to see to what was proposed" in due(pair)
    pair.commit_public({})
    assert "see to what was proposed" in due(pair)  # the private records are not there yet
    pair.settle()
    if what == "not-me":
        assert f"by hand: {ANA}awards/active-listening.yml names tom-berg" in said
        award = pair.private / ANA / "awards/active-listening.yml"
        award.write_text(award.read_text().replace("tom-berg", "Former assessor 1"))
    assert f"say that a request is done: `credfolio answer {NUMBER} --done`" in due(pair)
    assert "it is in the records: by 2026-06-15, tell " in run(pair).output
    done = run(pair, "--done", "--by", "p-rosa", "--write")
    assert done.exit_code == 0, done.output
    assert "outcome: done\n" in (pair.private / RECORD).read_text()
    assert NUMBER not in due(pair)
    assert [one.message for one in pair.check().findings if one.is_error] == []


def test_a_proposal_that_nobody_accepts_is_made_again_or_declined(pair: TwoRepositories) -> None:
    ask(pair, "correct", TOM, "Headline: Teacher")
    changed(pair)
    git(pair.public, "checkout", "--quiet", "--", ".")
    assert changed(pair, "--set", "headline", "Coach")[0] == {f"{TOM}profile.yml"}
    declined = run(pair, "--decline", "It is so.", "--by", "p-rosa", "--write")
    assert declined.exit_code == 0, declined.output
    record = (pair.private / RECORD).read_text()
    assert ("outcome: declined\n" in record, "Coach" in record) == (True, False)
    assert NUMBER not in due(pair)


def test_files_of_a_zip_undo_no_proposal_before(pair: TwoRepositories, tmp_path: Path) -> None:
    archive = tmp_path / "public.zip"
    git(pair.public, "archive", "--format=zip", "--prefix=badges/", f"--output={archive}", "HEAD")
    ask(pair, "not-me", TOM)
    first = propose(pair, "--to", tmp_path / "one", *SURE, "--write", public=archive)
    assert first.exit_code == 0, first.output
    other = "requests/2026/aaaaa-bbbbb.yml"
    text = (pair.private / RECORD).read_text().partition("answered")[0]
    (pair.private / RECORD).rename(pair.private / other)
    lay(pair.private, {RECORD: text.replace("not-me", "hide")})
    again = propose(pair, "--to", tmp_path / "two", *SURE, "--write", public=archive)
    assert (again.exit_code, "aaaaa-bbbbb was proposed before" in again.output) == (1, True)
    assert not (tmp_path / "two").exists()


def test_two_who_go_before_a_commit_have_words_of_their_own(pair: TwoRepositories) -> None:
    issuer = pair.public / "catalog/riverside-usd/issuer.yml"
    ask(pair, "not-me", TOM)
    before = issuer.read_text()
    issuer.write_text(f"{before}# Former assessor 1, of another request\n")
    assert "“Former assessor 2” in catalog/riverside-usd/issuer.yml" in changed(pair, *SURE)[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--propose", "--done", "--by", "p-rosa"], "proposed, done, or declined"),
        (["--propose"], "nothing says who answers"),
        (["--no-photo"], "add --propose"),
        (["--propose", "--by", "p-rosa", "--set", "bio", "x"], "corrects nothing"),
        (["--propose", "--by", "p-rosa", "--no-photo"], "is not about a photo"),
        (["--propose", "--by", "p-rosa", "--revoke", "--keep-valid"], "contradict each other"),
        (["--propose", "--by", "p-none"], "is not in office/people/"),
    ],
)
def test_what_does_not_fit_is_refused(pair: TwoRepositories, words: list[str], why: str) -> None:
    ask(pair, "hide", ANA)
    done = run(pair, *words)
    assert (done.exit_code, why in done.output) == (2, True), done.output


def test_a_page_that_is_not_there_is_said(pair: TwoRepositories) -> None:
    ask(pair, "hide", f"{ANA}no-such/")
    done = propose(pair, "--write")
    assert (
        done.exit_code,
        "there is no portfolios/ana-lopez/awards/no-such.yml" in done.output,
    ) == (
        1,
        True,
    )
    ask(pair, "hide", f"{ANA}active-listening/")
    propose(pair, "--write")
    again = propose(pair, "--write")
    assert (again.exit_code, "answered already" in again.output) == (1, True)
