"""Hostile and broken projects: a clear finding, no traceback, and the rest is still checked."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main

BASE = Path(__file__).parents[1] / "examples" / "base"
CREDENTIAL = "catalog/riverside-usd/wait-time.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "project")
    return tmp_path / "project"


def check(project: Path, *options: str) -> Result:
    arguments = ["--project", str(project), "check", "--today", "2026-06-01", *options]
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None:
        assert isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def assert_finding(result: Result, rule: str, place: str) -> None:
    assert result.exit_code == 1
    assert any(
        line.startswith(place) and f"error[{rule}]" in line for line in result.output.splitlines()
    ), result.output


def test_an_empty_repository_is_a_wrong_place_to_check(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "no mkdocs.yml" in result.output


def test_a_project_without_a_catalog_says_so(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n")
    assert_finding(check(tmp_path), "no-catalog", "catalog:")


def test_a_catalog_that_is_a_file_is_no_catalog(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n")
    (tmp_path / "catalog").write_text("title: X\n")
    assert_finding(check(tmp_path), "no-catalog", "catalog:")


def test_one_broken_file_among_three_hundred_hides_no_other_finding(project: Path) -> None:
    folder = project / "catalog/riverside-usd"
    for n in range(300):
        (folder / f"c-{n}.yml").write_text(f"title: Credential {n}\n")
    (folder / "c-7.yml").write_text("title: [\n")
    (folder / "c-8.yml").write_text("title: X\nco_issuers: [nobody]\n")
    (folder / "c-299.yml").write_text("title: X\nprerequisites: [riverside-usd/c-7]\n")
    result = check(project)
    assert_finding(result, "yaml-syntax", "catalog/riverside-usd/c-7.yml")
    assert_finding(result, "unknown-issuer", "catalog/riverside-usd/c-8.yml")
    assert result.output.endswith("checked 311 files: 2 errors\n")


def test_stacks_in_a_circle_are_reported_once(project: Path) -> None:
    folder = project / "catalog/riverside-usd/stacks"
    for name, inner in (("a", "b"), ("b", "c"), ("c", "a")):
        text = f"title: {name}\nmembers:\n  - stack: riverside-usd/{inner}\n"
        (folder / f"{name}.yml").write_text(text)
    result = check(project)
    assert_finding(result, "stack-cycle", "catalog/riverside-usd/stacks/a.yml:3:12")
    assert result.output.count("stack-cycle") == 1


def test_a_thousand_stacks_in_a_chain_are_too_deep(project: Path) -> None:
    folder = project / "catalog/riverside-usd/stacks"
    for n in range(1000):
        text = f"title: S{n}\nmembers:\n  - stack: riverside-usd/s-{n + 1}\n"
        (folder / f"s-{n}.yml").write_text(text)
    (folder / "s-1000.yml").write_text("title: End\n")
    assert_finding(check(project), "stack-cycle", "catalog/riverside-usd/stacks/s-")


@pytest.mark.parametrize("name", ["Active-Listening.yml", "active_listening.yml"])
def test_names_that_some_systems_cannot_keep_apart(project: Path, name: str) -> None:
    path = project / "catalog/riverside-usd" / name
    if path.exists():
        pytest.fail("these tests need a file system that keeps case")
    path.write_text("title: Active Listening\n")
    result = check(project)
    assert_finding(result, "id-collision", f"catalog/riverside-usd/{name}")
    assert result.output.endswith("1 error\n")


HOSTILE_TEXTS = {
    "70 KB": (b"title: X\nrationale: |\n" + b"  words and words\n" * 4000, "file-too-large"),
    "an alias bomb": (
        b"title: &a [x, x, x, x]\n"
        + b"".join(b"k%d: &b%d [*a, *a, *a, *a]\n" % (n, n) for n in range(20)),
        "yaml-feature",
    ),
    "a merge bomb": (b"title: X\nextra:\n  <<: [{a: 1}, {b: 2}]\n", "yaml-feature"),
    "a Python tag": (b"title: !!python/object/apply:os.system [id]\n", "yaml-feature"),
    "brackets": (b"title: " + b"[" * 60_000, "too-deep"),
    "a hundred thousand brackets": (b"title: " + b"[" * 100_000, "file-too-large"),
    "braces": (b"title: " + b"{a: " * 10_000, "too-deep"),
    "deep indentation": (
        b"title: X\nextra:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 200)),
        "too-deep",
    ),
    "NUL": (b"title: X\x00Y\n", "control-character"),
    "an escape sequence": (b"title: X\x1b[2J\n", "control-character"),
    "Latin-1": ("title: Université\n".encode("latin-1"), "not-utf-8"),
    "UTF-16": ("title: X\n".encode("utf-16"), "not-utf-8"),
    "half a letter": (b"title: \xf0\x9f\x91\n", "not-utf-8"),
    "surrogates": (b"title: \xed\xa0\x80\n", "not-utf-8"),
    "two documents": (b"title: X\n---\ntitle: Y\n", "yaml-feature"),
    "a directive": (b"%YAML 9.9\n---\ntitle: X\n", "yaml-syntax"),
    "a key twice": (b"title: X\ntitle: Y\n", "duplicate-key"),
    "a thousand unknown keys": (
        b"title: X\n" + b"".join(b"k%d: x\n" % n for n in range(1000)),
        "unknown-key",
    ),
    "a long key": (b"k" * 2000 + b": x\n", "not-a-record"),
    "a title of a megabyte less": (b"title: " + b"x" * 60_000 + b"\n", "wrong-value"),
}


@pytest.mark.parametrize("what", HOSTILE_TEXTS)
def test_a_hostile_text_is_refused_in_plain_words(project: Path, what: str) -> None:
    raw, rule = HOSTILE_TEXTS[what]
    (project / CREDENTIAL).write_bytes(raw)
    assert_finding(check(project), rule, CREDENTIAL)


def test_a_link_to_a_file_is_not_followed(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("title: The signing key\n")
    (project / CREDENTIAL).symlink_to(secret)
    result = check(project)
    assert_finding(result, "not-a-file", CREDENTIAL)
    assert "signing key" not in result.output


@pytest.mark.parametrize("link", ["catalog/loop", "portfolios/loop", "catalog/riverside-usd/loop"])
def test_a_link_to_its_own_folder_is_not_walked(project: Path, link: str) -> None:
    (project / link).symlink_to(project, target_is_directory=True)
    assert_finding(check(project), "not-a-file", link)


@pytest.mark.parametrize(
    ("folder", "rule"),
    [
        ("catalog", "no-catalog"),
        ("catalog/frameworks", "not-a-file"),
        ("portfolios", "not-a-file"),
        ("portfolios/ana-lopez/awards", "not-a-file"),
    ],
)
def test_a_folder_that_is_a_link_is_not_read(
    project: Path, folder: str, rule: str, tmp_path: Path
) -> None:
    (project / folder).rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/secret.yml").write_text("title: [\n")
    (project / folder).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    result = check(project)
    assert_finding(result, rule, folder)
    assert "secret" not in result.output


def test_a_file_called_portfolios_is_reported(project: Path) -> None:
    shutil.rmtree(project / "portfolios")
    (project / "portfolios").write_text("display_name: X\n")
    assert_finding(check(project), "not-a-file", "portfolios")


def test_a_broken_link_is_reported(project: Path) -> None:
    (project / CREDENTIAL).symlink_to("nowhere.yml")
    assert_finding(check(project), "not-a-file", CREDENTIAL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / CREDENTIAL)
    assert_finding(check(project), "not-a-file", CREDENTIAL)


def test_a_folder_called_like_a_record_is_not_read(project: Path) -> None:
    (project / CREDENTIAL).mkdir()
    assert_finding(check(project), "unreadable-file", CREDENTIAL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has text for names")
def test_a_file_name_that_is_no_text_is_shown_as_bytes(project: Path) -> None:
    folder = os.fsencode(project / "catalog/riverside-usd")
    try:
        with open(folder + b"/caf\xe9.yml", "wb") as stream:
            stream.write(b"title: X\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert_finding(check(project), "bad-name", "catalog/riverside-usd/caf\\xe9.yml")


@pytest.mark.parametrize("name", ["con.yml", "..yml.yml", "a b.yml", "-x.yml", f"{'x' * 65}.yml"])
def test_a_name_that_is_no_id_is_refused(project: Path, name: str) -> None:
    (project / "catalog/riverside-usd" / name).write_text("title: X\n")
    result = check(project)
    assert ("bad-name" in result.output) is not name.startswith(".")


def test_a_portrait_that_is_no_picture_is_refused(project: Path) -> None:
    (project / "portfolios/ana-lopez/ana.jpg").write_bytes(b"<script>alert(1)</script>")
    assert_finding(check(project), "picture-unreadable", "portfolios/ana-lopez/ana.jpg")


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://x.example/y)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style>*{}</style></svg>',
    ],
)
def test_a_drawing_that_does_something_is_refused(project: Path, drawing: str) -> None:
    (project / "catalog/riverside-usd/badge.svg").write_text(drawing)
    assert_finding(check(project), "picture-unsafe", "catalog/riverside-usd/badge.svg")


def test_a_drawing_with_entities_is_refused(project: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    (project / "catalog/riverside-usd/badge.svg").write_text(bomb)
    assert_finding(check(project), "picture-unreadable", "catalog/riverside-usd/badge.svg")


SCRIPT = "<script>alert(1)</script>"


def test_script_in_every_text_loads_and_gives_only_hints(project: Path) -> None:
    (project / CREDENTIAL).write_text(
        f"""\
title: "{SCRIPT}"
summary: "{SCRIPT}"
competency: "{SCRIPT}"
key_method: "{SCRIPT}"
rationale: "{SCRIPT}"
method_components: {{intro: "{SCRIPT}", groups: [{{heading: "{SCRIPT}", items: ["{SCRIPT}"]}}]}}
research: [{{citation: "{SCRIPT}"}}]
glossary: [{{term: "{SCRIPT}", definition: "{SCRIPT}"}}]
resources: [{{title: "{SCRIPT}", kind: article, provider: "{SCRIPT}"}}]
parts:
  - number: 1
    title: "{SCRIPT}"
    scale: levels
    levels: [{{id: good, name: "{SCRIPT}", passing: yes}}]
    rubric: [{{id: one, name: "{SCRIPT}", levels: {{good: "{SCRIPT}"}}}}]
    prompts: [{{id: why, text: "{SCRIPT}"}}]
    evidence_items: [{{id: plan, title: "{SCRIPT}"}}]
"""
    )
    result = check(project)
    assert result.exit_code == 0, result.output
    assert "error[" not in result.output
    assert result.output.count("hint[raw-html]") == 19
    assert check(project, "--strict").exit_code == 1


def test_an_award_of_a_definition_in_the_wrong_folder_is_still_checked(project: Path) -> None:
    definition = project / "catalog/riverside-usd/active-listening.yml"
    definition.write_text(definition.read_text() + "issuer: hillcrest-university\n")
    result = check(project)
    assert_finding(result, "issuer-differs", "catalog/riverside-usd/active-listening.yml")


def test_a_report_cannot_be_forged_by_a_value(project: Path) -> None:
    value = "x\\n::error file=a::forged\\n\\e[2J"
    (project / CREDENTIAL).write_text(f'title: X\nstatus: "{value}"\n')
    for form in ("text", "github"):
        result = check(project, "--format", form)
        assert not any(line.startswith("::error file=a") for line in result.output.splitlines())
        assert "\x1b" not in result.output
