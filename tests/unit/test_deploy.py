"""Publishing a built folder: only what changed, forwards only, and never something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credfolio.disk.staging import manifest_of
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.publishing import pages_branch
from credfolio.publishing.audit import Vanished
from credfolio.publishing.built_site import BuiltSite
from credfolio.publishing.commit_stream import commit_stream
from credfolio.publishing.deploy import Deployed, Order, deploy
from pages_remote import (
    WHO,
    git,
    live_files,
    live_sources,
    make_project,
    make_remote,
    make_site,
    no_reason,
    over_http,
    save,
)

pytestmark = pytest.mark.slow

PAGES = {"index.html": "home", "a/index.html": "a", ".well-known/did.json": "{}"}


class Place:
    """A project with a remote, both empty but for the first commit."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.remote = make_remote(folder / "remotes" / "pages.git")
        self.project = make_project(folder / "project", address or "../remotes/pages.git")
        self.site = folder / "site"
        self.order = Order(self.project, self.site)

    def build(self, files: dict[str, str], words: str = "More", *, clean: bool = True) -> str:
        commit = save(self.project, words)
        make_site(self.site, files, commit, clean=clean)
        return commit

    def deploy(self, **changes: object) -> Deployed:
        return deploy(replace(self.order, **changes), no_reason)  # type: ignore[arg-type]

    def tip(self) -> str:
        return git(self.remote, "rev-parse", "gh-pages")

    def message(self) -> str:
        return git(self.remote, "log", "-1", "--format=%B", "gh-pages")

    def write_by_hand(self, files: dict[str, str], words: str = "Create CNAME") -> None:
        """What a forge's settings page does: a commit on the branch, without us."""
        clone = self.project.parent / "by-hand"
        git(self.project.parent, "clone", "-q", "-b", "gh-pages", str(self.remote), str(clone))
        for path, text in files.items():
            (clone / path).write_text(text)
        save(clone, words)
        git(clone, "push", "-q")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# --- what is published --------------------------------------------------------------------------


def test_the_first_deploy_makes_the_branch_and_says_where_it_comes_from(place: Place) -> None:
    commit = place.build(PAGES)
    done = place.deploy(message="Say hello")
    assert live_files(place.remote) == PAGES | {".nojekyll": ""}
    assert done.commit == place.tip()
    assert place.message().splitlines()[0] == "Say hello"
    assert live_sources(place.remote) == [commit]


def test_only_what_changed_is_written_and_the_rest_stays(place: Place) -> None:
    place.build(PAGES)
    place.deploy()
    before = place.tip()
    place.build({"index.html": "new home", "a/index.html": "a", 'b/"x" y.html': "b"})
    done = place.deploy(allow_vanished=True)
    assert done.difference.appeared == ('b/"x" y.html',)
    assert done.difference.changed == ("index.html",)
    assert done.difference.vanished == (".well-known/did.json",)
    assert done.difference.kept == 2
    assert git(place.remote, "rev-parse", "gh-pages^") == before
    changed = git(place.remote, "diff", "--name-status", "-z", before, "gh-pages").split("\0")
    assert changed[:-1] == [
        "D", ".well-known/did.json", "A", 'b/"x" y.html', "M", "index.html"
    ]  # fmt: skip


def test_what_is_live_already_is_not_committed_again(place: Place) -> None:
    place.build(PAGES)
    first = place.deploy()
    again = place.deploy()
    assert not again.is_new
    assert again.commit == first.commit == place.tip()


def test_the_same_pages_from_a_later_commit_are_recorded_so_that_nothing_goes_back(
    place: Place,
) -> None:
    place.build(PAGES)
    place.deploy()
    later = place.build(PAGES)
    assert place.deploy().is_new
    assert live_sources(place.remote)[-1] == later


def test_a_domain_set_on_the_forge_is_kept_and_so_is_the_source_below_it(place: Place) -> None:
    place.build(PAGES)
    place.deploy()
    place.write_by_hand({"CNAME": "badges.example"})
    place.build(PAGES | {"index.html": "new"})
    done = place.deploy()
    assert live_files(place.remote)["CNAME"] == "badges.example"
    assert any("CNAME" in note for note in done.notes)


def test_the_bits_of_a_file_are_not_part_of_it(place: Place) -> None:
    place.build(PAGES)
    (place.site / "index.html").chmod(0o755)
    place.deploy()
    assert git(place.remote, "ls-tree", "gh-pages", "index.html").startswith("100644 ")


def test_a_dry_run_changes_nothing_and_tells_the_same(place: Place) -> None:
    place.build(PAGES)
    told = place.deploy(dry_run=True)
    assert git(place.remote, "for-each-ref") == ""
    assert place.deploy().difference == told.difference


def test_the_project_is_left_as_it_was(place: Place) -> None:
    place.build(PAGES)
    refs, config = git(place.project, "for-each-ref"), (place.project / ".git/config").read_text()
    place.deploy()
    assert git(place.project, "for-each-ref") == refs
    assert (place.project / ".git/config").read_text() == config
    assert git(place.project, "status", "--porcelain") == ""
    assert not (place.project / ".git" / "credfolio-deploy").exists()


def test_what_a_killed_deploy_left_is_cleared_away(place: Place) -> None:
    left = place.project / ".git" / "credfolio-deploy" / "999999999-x"
    left.mkdir(parents=True)
    place.build(PAGES)
    place.deploy()
    assert not left.parent.exists()


@pytest.mark.parametrize("partial", ["true", "false"])
def test_over_http_it_works_with_and_without_leaving_contents_out(
    tmp_path: Path, partial: str
) -> None:
    with over_http(tmp_path / "remotes") as root:
        place = Place(tmp_path, f"{root}/pages.git")
        git(place.remote, "config", "uploadpack.allowFilter", partial)
        for n in range(3):
            place.build(PAGES | {"index.html": f"home {n}"})
            place.deploy()
        assert live_files(place.remote)["index.html"] == "home 2"
        assert len(live_sources(place.remote)) == 3


# --- forwards only ------------------------------------------------------------------------------


def test_an_older_site_is_refused_and_with_force_the_message_says_so(place: Place) -> None:
    old = place.build(PAGES)
    new = place.build(PAGES | {"index.html": "new"})
    place.deploy()
    make_site(place.site, PAGES, old)
    before = place.tip()
    with pytest.raises(CredfolioError, match=rf"is newer: it was made from {new[:9]}") as caught:
        place.deploy()
    assert "--force" in (caught.value.fix or "")
    assert place.tip() == before
    place.deploy(force=True)
    assert f"Forced: replaces the site of {new}" in place.message()
    assert git(place.remote, "rev-parse", "gh-pages^") == before  # nothing is lost even then


def test_a_line_of_work_without_the_live_commit_is_refused(place: Place) -> None:
    base = save(place.project, "Base")
    place.build(PAGES)
    place.deploy()
    git(place.project, "checkout", "-q", "-b", "other", base)
    place.build(PAGES | {"b.html": "b"}, "Other")
    with pytest.raises(CredfolioError, match="which is not part of"):
        place.deploy()


def test_a_live_commit_that_nobody_here_has_is_refused_with_what_to_do(
    place: Place, tmp_path: Path
) -> None:
    place.build(PAGES)
    place.deploy()
    other = make_project(tmp_path / "other", str(place.remote))
    make_site(tmp_path / "other-site", PAGES, save(other, "Else"))
    with pytest.raises(CredfolioError, match="does not have or cannot place") as caught:
        deploy(Order(other, tmp_path / "other-site"), no_reason)
    assert "git pull" in (caught.value.fix or "")


def test_a_shallow_clone_is_told_to_get_the_whole_history(place: Place, tmp_path: Path) -> None:
    place.build(PAGES)
    place.deploy()
    commit = place.build(PAGES | {"b.html": "b"})
    git(place.project, "push", "-q", "origin", "main")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{place.remote}", str(shallow))
    make_site(tmp_path / "shallow-site", PAGES, commit)
    with pytest.raises(CredfolioError, match="does not have") as caught:
        deploy(Order(shallow, tmp_path / "shallow-site"), no_reason)
    assert "fetch-depth: 0" in (caught.value.fix or "")
    git(shallow, "fetch", "-q", "--unshallow")
    deploy(Order(shallow, tmp_path / "shallow-site"), no_reason)


def test_a_branch_that_others_wrote_is_not_replaced_unasked(place: Place) -> None:
    place.build(PAGES)
    git(place.project, "push", "-q", "origin", "main:gh-pages")
    with pytest.raises(UsageError, match="holds a project and not a site"):
        place.deploy(force=True, allow_vanished=True)
    git(place.remote, "update-ref", "-d", "refs/heads/gh-pages")
    tree = git(place.remote, "mktree", data="")
    hand = git(place.remote, "commit-tree", "-m", "Deployed with something else", tree)
    git(place.remote, "update-ref", "refs/heads/gh-pages", hand)
    with pytest.raises(CredfolioError, match="no deploy of this program put there"):
        place.deploy()
    place.deploy(force=True)
    assert f"Forced: replaces {hand}, which names no source" in place.message()


def test_the_branch_that_one_works_on_is_refused(place: Place) -> None:
    place.build(PAGES)
    with pytest.raises(UsageError, match="is the one you work on"):
        place.deploy(branch="main", force=True)
    with pytest.raises(UsageError, match="cannot be the name of a branch"):
        place.deploy(branch="-x y")


def test_what_would_vanish_without_a_reason_stops_it(place: Place) -> None:
    place.build(PAGES)
    place.deploy()
    place.build({"index.html": "home"})
    before = place.tip()
    with pytest.raises(
        CredfolioError, match=r"would vanish.*: \.well-known/did\.json, a/index\.html\."
    ):
        place.deploy()
    assert place.tip() == before

    def because(paths: Sequence[str], site: BuiltSite) -> list[Vanished]:
        return [Vanished(path, "taken down") for path in paths]

    deploy(place.order, because)
    assert "Vanished-Unexplained" not in place.message()


def test_what_vanishes_with_leave_is_named_in_the_message(place: Place) -> None:
    place.build(PAGES)
    place.deploy()
    place.build({"index.html": "home"})
    place.deploy(allow_vanished=True)
    assert "Vanished-Unexplained: a/index.html" in place.message()


# --- the folder is what was built ---------------------------------------------------------------


def add(site: Path) -> None:
    (site / "extra.html").write_text("x")


def change(site: Path) -> None:
    (site / "index.html").write_text("HOME")


def remove(site: Path) -> None:
    (site / "index.html").unlink()


def link(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("/etc/hostname")


def link_folder(site: Path) -> None:
    (site / "etc").symlink_to("/etc")


def hide_repository(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("[x]")


def pipe(site: Path) -> None:
    os.mkfifo(site / "pipe")


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (add, "extra.html was added after the build"),
        (change, "index.html was changed after the build"),
        (remove, "index.html is missing"),
        (link, "index.html is a link"),
        (link_folder, "etc is a link"),
        (hide_repository, ".git/config was added after the build"),
        (pipe, "pipe is a link or no ordinary file"),
    ],
)
def test_a_folder_that_is_not_as_it_was_built_is_refused(
    place: Place, tamper: Callable[[Path], None], words: str
) -> None:
    place.build(PAGES)
    tamper(place.site)
    with pytest.raises(CredfolioError, match=words):
        place.deploy()
    assert git(place.remote, "for-each-ref") == ""


def test_a_folder_without_its_manifest_is_refused(place: Place) -> None:
    place.build(PAGES)
    manifest_of(place.site).unlink()
    with pytest.raises(UsageError, match=r"no site\.manifest\.json next to"):
        place.deploy()


def test_a_site_of_no_commit_or_of_uncommitted_records_is_refused(place: Place) -> None:
    place.build(PAGES, clean=False)
    with pytest.raises(CredfolioError, match="changes that are not committed"):
        place.deploy()
    make_site(place.site, PAGES, "")
    with pytest.raises(CredfolioError, match="not built in a git repository"):
        place.deploy()


# --- faults of fast-import ----------------------------------------------------------------------


def test_a_fast_import_that_fails_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(PAGES)
    monkeypatch.setattr(pages_branch, "commit_stream", lambda *about: iter([b"nonsense\n"]))
    with pytest.raises(EnvironmentProblem, match=r"git could not store the site: .*nonsense"):
        place.deploy()
    assert git(place.remote, "for-each-ref") == ""


def test_a_fast_import_that_ends_in_the_middle_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a pipe holds is still to be written when git has ended."""
    place.build(PAGES)
    stream = [b"nonsense\n", *([b"x" * 65_536] * 64)]
    monkeypatch.setattr(pages_branch, "commit_stream", lambda *about: iter(stream))
    with pytest.raises(EnvironmentProblem, match=r"git could not store the site: .*nonsense"):
        place.deploy()
    assert git(place.remote, "for-each-ref") == ""


def test_a_fast_import_that_stores_something_else_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(PAGES)
    stream = commit_stream

    def changed(*about: Any) -> Iterator[bytes]:
        return (b"HOME" if text == b"home" else text for text in stream(*about))

    monkeypatch.setattr(pages_branch, "commit_stream", changed)
    with pytest.raises(CredfolioError, match=r"something other than .* at index\.html"):
        place.deploy()
    assert git(place.remote, "for-each-ref") == ""


def test_a_committer_without_a_name_gets_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("EMAIL", "")
    place.build(PAGES)
    place.deploy()
    assert git(place.remote, "log", "-1", "--format=%cn", "gh-pages")
    assert WHO
