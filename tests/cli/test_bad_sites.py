"""What stands in the way of a new site: a sentence with the way out, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.building.own_templates import refuse_unusable, template_problem
from credfolio.cli import main
from credfolio.disk import lock
from credfolio.disk.shipped import PACKAGE
from credfolio.errors import CredfolioError
from credfolio.founding.doctor import changed_files
from credfolio.founding.generated import read_note
from credfolio.founding.kept_texts import keep_texts
from demo import ROOT

ANSWERS = (
    *("--name", "Badges", "--address", "https://badges.district.org/", "--maintainer", "robin"),
    *("--owner", "badges@district.org", "--zone", "UTC", "--yes"),
)


def run(*words: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded") / "site"
    assert run("init", folder, *ANSWERS).exit_code == 0
    return folder


@pytest.fixture
def theme(site: Path) -> Iterator[Path]:
    yield site / "theme"
    for file in (site / "theme").glob("*.html"):
        file.unlink()


@pytest.mark.parametrize("command", [("init",), ("demo", "show"), ("pilot",)])
def test_a_folder_that_cannot_be_made(site: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("mine")
    words = ANSWERS if command == ("init",) else ()
    done = run("--project", site, *command, tmp_path / "file" / "below", *words)
    assert done.exit_code == 3
    assert "Not a directory" in done.output
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_without_the_right_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *rest: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    names = {name: getattr(os, name) for name in dir(os) if not name.startswith("__")}
    fake = type("os", (), {**names, "open": staticmethod(refuse)})
    monkeypatch.setattr(lock, "os", fake)
    done = run("init", tmp_path, *ANSWERS)
    assert done.exit_code == 3
    assert "nothing can be written in" in done.output
    assert "fix: check the folder's permissions" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_a_link_where_a_folder_belongs_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "docs").symlink_to(tmp_path / "elsewhere")
    done = run("init", tmp_path / "site", *ANSWERS)
    assert done.exit_code == 3
    assert "docs is a link" in done.output
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["docs"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"main.html": '{% extends "main.html" %}'}, "main.html → main.html"),
        (
            {
                "main.html": '\n{%- extends "page.html" %}',
                "page.html": "{% extends 'main.html' %}",
            },
            "main.html → page.html → main.html",
        ),
        ({"page.html": '{% extends "record.html" %}'}, "page.html → record.html"),
    ],
)
def test_an_override_that_calls_itself(
    site: Path, theme: Path, files: dict[str, str], said: str
) -> None:
    for name, text in files.items():
        (theme / name).write_text(text, encoding="utf-8")
    done = run("--project", site, "build", "--quiet")
    assert done.exit_code == 1
    assert "the template extends itself" in done.output
    assert said in done.output
    assert 'write {% extends "page.html" %}' in done.output
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% block a %}\n{% endblok %}", "main.html:2: the template cannot be used"),
        ('{% extends "nowhere.html" %}', "main.html:1: there is no template nowhere.html"),
        ('\n{% include "gone.html" %}', "main.html:2: there is no template gone.html"),
        ('\n{{ "a" + 1 }}', "main.html:2: the template cannot be used: can only concatenate"),
        ("\n{{ nothing.here.at.all }}", "main.html:2: the template cannot be used: 'nothing'"),
        ('\n{% include "main.html" %}', "main.html:2: the template includes itself"),
    ],
)
def test_an_override_that_cannot_be_read(site: Path, theme: Path, text: str, said: str) -> None:
    (theme / "main.html").write_text(text, encoding="utf-8")
    done = run("--project", site, "build", "--quiet")
    assert done.exit_code == 1
    assert said in done.output
    assert "correct or delete the file in theme/" in done.output
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    ("file", "is_told"),
    [
        ("theme/main.html", True),
        ("theme/main.py", False),
        ("../main.html", False),
        (str(PACKAGE / "shipped/theme/page.html"), False),
    ],
)
def test_an_error_is_the_templates_only_in_a_template_of_the_site(file: str, is_told: bool) -> None:
    """Everything else is a fault of the program, whose place a report needs."""
    root = PACKAGE.parent if PACKAGE.name in file else Path("/site")
    code = compile("1/0", os.path.normpath(root / file), "exec")
    with pytest.raises(ZeroDivisionError) as raised:
        exec(code)
    assert (template_problem(raised.value, root) is not None) is is_told


def test_an_override_in_another_encoding(site: Path, theme: Path) -> None:
    (theme / "main.html").write_bytes(b"\xff\xfe<\x00")
    done = run("--project", site, "build", "--quiet")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        1,
        "credfolio: theme/main.html is not written in UTF-8",
    )


def test_an_override_that_extends_the_programs_page_is_fine(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    own = tmp_path / "own"
    for folder, name, text in (
        (ours, "page.html", "page"),
        (ours, "main.html", '{% extends "page.html" %}'),
        (own, "main.html", '{% extends "page.html" %}'),
    ):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    refuse_unusable(own, [own, ours])
    (own / "page.html").write_text('{% extends "main.html" %}')
    with pytest.raises(CredfolioError):
        refuse_unusable(own, [own, ours])


def test_line_ends_of_windows_are_no_change_of_the_owner(tmp_path: Path) -> None:
    assert run("init", tmp_path, *ANSWERS).exit_code == 0
    note = read_note(tmp_path)
    assert note
    for path in note.files:
        data = (tmp_path / path).read_bytes()
        (tmp_path / path).write_bytes(data.replace(b"\n", b"\r\n"))
    assert changed_files(tmp_path, note) == []
    assert keep_texts(tmp_path, note.files) is False
    before = {path: (tmp_path / path).read_bytes() for path in note.files}
    assert "0 files written" in run("init", tmp_path).output
    assert {path: (tmp_path / path).read_bytes() for path in note.files} == before
    (tmp_path / "mkdocs.yml").write_bytes(before["mkdocs.yml"] + b"# ours\r\n")
    assert changed_files(tmp_path, note) == ["mkdocs.yml"]


@pytest.mark.audit
def test_an_old_folder_of_the_program_next_to_the_hook_is_not_run(site: Path) -> None:
    old = site / "hooks" / "credfolio"
    old.mkdir()
    (old / "__init__.py").write_text('raise SystemExit("the old program ran")\n')
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    try:
        for words in (["credfolio", "build", "-q"], ["mkdocs", "build", "-q", "-d", "other"]):
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-m", *words],
                cwd=site,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            assert "the old program ran" not in done.stdout + done.stderr
    finally:
        (old / "__init__.py").unlink()
        old.rmdir()
