"""`credfolio versions`: keep what was awarded, find what was replaced, write digests."""

from __future__ import annotations

import subprocess
from pathlib import Path

from conftest import Run
from credfolio.proof.digests import digest_of_text

DEFINITION = "catalog/riverside-usd/active-listening.yml"
KEPT = "catalog/riverside-usd/versions/active-listening/1.1.yml"
MENTORING = "catalog/hillcrest-university/versions/mentoring/1.yml"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"


def git(folder: Path, *arguments: str) -> None:
    own = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")


def raise_version(project: Path) -> str:
    """Commit the definition, then the next version of it; the text of the first."""
    commit(project)
    file = project / DEFINITION
    before = file.read_text()
    after = before.replace('version: "1.1"\nstatus', 'version: "1.2"\nstatus').replace(
        "changelog:\n",
        'changelog:\n  - version: "1.2"\n    on: 2026-05-04\n    changes: Three students.\n',
    )
    file.write_text(after.replace("count: 2", "count: 3"))
    commit(project)
    return before


def test_keep_shows_first_and_then_keeps_the_text_of_every_awarded_version(
    project: Path, run: Run
) -> None:
    shown = run("versions", "keep")
    assert shown.output == (
        f"  + {MENTORING}\n  + {KEPT}\n2 texts would be kept\n"
        "Nothing is written yet. Run it again with --write.\n"
    )
    assert not (project / KEPT).exists()
    assert run("versions", "keep", "--write").exit_code == 0
    assert (project / KEPT).read_text() == (project / DEFINITION).read_text()
    assert run("versions", "keep", "--write").output == "0 texts kept\n"
    assert run("check", "--strict").exit_code == 0


def test_digests_are_those_of_the_kept_texts_and_the_check_compares_them(
    project: Path, run: Run
) -> None:
    run("versions", "keep", "--write")
    assert run("versions", "digests", "--write").output.endswith("2 awards changed\n")
    line = f"digest: {digest_of_text((project / KEPT).read_text())}\n"
    assert line in (project / AWARD).read_text()
    assert run("check", "--strict").exit_code == 0
    with (project / KEPT).open("a") as kept:
        kept.write("# changed\n")
    changed = run("check")
    assert changed.exit_code == 1
    assert "error[digest-differs]" in changed.output


def test_recover_finds_the_last_text_that_a_version_had_in_the_history(
    project: Path, run: Run
) -> None:
    before = raise_version(project)
    assert "hint[version-not-kept]" in run("check").output
    assert run("versions", "recover", "--write").exit_code == 0
    assert (project / KEPT).read_text() == before
    assert run("check", "--strict").exit_code == 0


def test_recover_says_that_a_version_was_changed_while_it_was_in_force(
    project: Path, run: Run
) -> None:
    file = project / DEFINITION
    commit(project)
    file.write_text(file.read_text().replace("count: 2", "count: 4"))
    raise_version(project)
    shown = run("versions", "recover")
    assert "version 1.1 had 2 texts that ask for different things" in shown.output


def test_a_text_that_is_nowhere_in_the_history_is_named_with_where_it_would_go(
    project: Path, run: Run
) -> None:
    file = project / DEFINITION
    file.write_text(
        file.read_text()
        .replace('version: "1.1"\nstatus', 'version: "1.2"\nstatus')
        .replace(
            "changelog:\n",
            'changelog:\n  - version: "1.2"\n    on: 2026-05-04\n    changes: More.\n',
        )
    )
    commit(project)
    lost = run("versions", "recover", "--write")
    assert lost.exit_code == 1
    assert f"{DEFINITION}: version 1.1 is not in the history\n" in lost.output
    assert f"    {KEPT}\n" in lost.output
    assert not (project / KEPT).exists()


def redact(run: Run, words: str, *more: str):
    reason = ("--reason", "It names a student.")
    return run(
        *("versions", "redact", "riverside-usd/active-listening", "1.1"),
        *("--words", words, *reason, *more),
    )


def test_words_are_taken_out_of_a_kept_text_whose_digest_and_awards_stay(
    project: Path, run: Run
) -> None:
    file = project / DEFINITION
    file.write_text(
        file.read_text().replace("You answer at once.", "You answer\n            Mia Lo at once.")
    )
    run("versions", "keep", "--write")
    run("versions", "digests", "--write")
    assert "is the present version" in redact(run, "Mia Lo").stderr
    raise_version(project)
    file.write_text(file.read_text().replace("Mia Lo at", "at"))
    before = (project / KEPT).read_text()

    assert "does not contain 'Mio'" in redact(run, "Mio").stderr
    assert "ask for something else" in redact(run, "demonstrated").stderr
    assert (project / KEPT).read_text() == before
    done = redact(run, "mia LO", "--write")
    assert done.exit_code == 0, done.output
    after = (project / KEPT).read_text()
    assert "Mia" not in after
    assert "(removed) at once." in after
    assert f"  digest: {digest_of_text(before)}\n" in after
    assert run("check", "--strict").exit_code == 0
    assert redact(run, "answer", "--write").exit_code == 0  # once more: the same digest
    assert f"  digest: {digest_of_text(before)}\n" in (project / KEPT).read_text()
    assert (project / KEPT).read_text().count("redacted:") == 1


def new_award(run: Run, *more: str) -> tuple[int, str]:
    done = run(
        *("new", "award", "tom-berg/listening", "--no-ask"),
        *("--credential", "riverside-usd/active-listening", "--approved-by", "rosa-d"),
        *("--result", "1=demonstrated", "--result", "2=yes", *more),
    )
    return done.exit_code, done.output


def test_a_new_award_keeps_the_text_that_it_is_judged_by_and_has_its_digest(
    project: Path, run: Run
) -> None:
    code, _ = new_award(run)
    assert code == 0
    text = (project / DEFINITION).read_text()
    assert (project / KEPT).read_text() == text
    award = (project / "portfolios/tom-berg/awards/listening.yml").read_text()
    assert f"digest: {digest_of_text(text)}\n" in award


def test_nothing_is_recorded_against_a_version_whose_text_nobody_can_read(
    project: Path, run: Run
) -> None:
    code, said = new_award(run, "--version", "1.0")
    assert code == 2
    assert "the text of version 1.0 is not kept" in said
    assert not (project / "portfolios/tom-berg/awards/listening.yml").exists()


def test_nothing_is_recorded_against_a_version_after_its_last_day(project: Path, run: Run) -> None:
    with (project / "catalog/riverside-usd/issuer.yml").open("a") as issuer:
        issuer.write("version_grace_days: 10\n")
    raise_version(project)
    run("versions", "recover", "--write")
    code, said = new_award(run, "--version", "1.1")
    assert code == 2
    assert "work for version 1.1 of riverside-usd/active-listening counted until 2026-05-14" in said
    assert not (project / "portfolios/tom-berg/awards/listening.yml").exists()


def test_an_import_keeps_the_texts_and_writes_the_digests(project: Path, run: Run) -> None:
    (project / "map.yml").write_text(
        "records: awards\n"
        "columns: {educator: Who, credential: Badge, version: Version, awarded_on: On}\n"
        "fixed: {imported_from.system: Old platform}\n"
    )
    (project / "people.csv").write_text(
        "Who,Badge,Version,On\ntom-berg,riverside-usd/active-listening,1.1,2026-03-02\n"
    )
    done = run("import", "csv", "people.csv", "--map", "map.yml", "--write")
    assert done.exit_code == 0, done.output
    text = (project / DEFINITION).read_text()
    assert (project / KEPT).read_text() == text
    (award,) = (project / "portfolios/tom-berg/awards").glob("active-listening*.yml")
    assert f"digest: {digest_of_text(text)}\n" in award.read_text()
