"""The house rules that a machine can check: style, types, layers, modules, names."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from demo import ROOT
from run_checks import CHECKS

MODULES = sorted(
    path
    for folder in ("hooks", "tests", "benchmarks", "web")
    for path in (ROOT / folder).rglob("*.py")
    if not {"__pycache__", "node_modules"} & set(path.parts)
)
LONGEST = 400


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def committed() -> list[Path]:
    """The files under version control, or all that is not made or ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = (ROOT / name for name in listed.stdout.split("\0") if name)
        return sorted(path for path in paths if path.is_file() and not path.is_symlink())
    made = {".venv", "site", ".git", ".cache", "__pycache__"}
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not made & set(path.relative_to(ROOT).parts)
    )


# Style, format, layers, types and unit tests of scripts run first, and what they find ends the run.
@pytest.mark.parametrize("target", ["test", "audit"])
def test_make_runs_the_checks_before_any_test(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    needs = re.search(rf"^{target}: (.*)$", makefile, re.MULTILINE)
    checks = re.search(r"^CHECKS := (.*)$", makefile, re.MULTILINE)
    assert needs
    assert checks
    assert needs[1].replace("$(CHECKS)", checks[1]).split()[:2] == ["$(VENV)/.test", "lint"]


def test_continuous_integration_runs_the_checks_before_any_test() -> None:
    calls = re.findall(r"\bmake (.*)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert {"lint", "check", "test-wheel"} < set(calls[-2].split())
    assert calls[-1] == "test CHECKS="


def test_the_checks_are_style_layers_and_types_of_both_languages_and_tests_of_scripts() -> None:
    programs = [(Path(step.command[0]).name, *step.command[1:]) for step in CHECKS]
    assert programs == [
        ("ruff", "check", "--quiet", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("lint-imports",),
        ("mypy",),
        (Path(sys.executable).name, "web/check.py", "lint"),
        (Path(sys.executable).name, "web/check.py", "types"),
        (Path(sys.executable).name, "web/check.py", "test"),
    ]


def test_what_runs_without_a_browser_does_not_load_one() -> None:
    """It takes half a second in each process."""
    code = "import sys, conftest; print('playwright' in sys.modules)"
    folders = [str(ROOT / name) for name in ("hooks", "tests", "tests/support")]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False"]


def test_a_module_says_what_it_is_for_and_is_not_too_long() -> None:
    sources = {relative(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert [name for name, text in sources.items() if not ast.get_docstring(ast.parse(text))] == []
    assert [name for name, text in sources.items() if text.count("\n") > LONGEST] == []


def test_a_module_is_called_after_what_it_does() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "data", "common"}
    assert [relative(path) for path in MODULES if path.stem in vague] == []


def test_the_name_of_a_test_is_a_sentence() -> None:
    for path in MODULES:
        if not path.name.startswith("test_"):
            continue
        names = [
            node.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        ]
        assert names, path
        assert [name for name in names if len(name.split("_")) < 3] == [], path
        assert len(set(names)) == len(names), path


# Half a second for each passphrase; tests/unit/test_age_key.py looks at the number itself.
SLOW_ON_PURPOSE = 'monkeypatch.setattr("credfolio.proof.age_key.WORK_FACTOR", 10)'


# A cache that cannot be written to is done without; `systems` waits for what a scanner holds.
RENAMES = ("systems.py", "kept.py")


def test_files_are_written_and_renamed_as_windows_needs_it() -> None:
    """Its line ends would be a part of a path for git, and scanners hold files for a moment."""
    wrong = []
    for path in (path for path in MODULES if "hooks" in path.relative_to(ROOT).parts):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            named = {word.arg for word in call.keywords}
            is_path_replace = call.func.attr == "replace" and len(call.args) == 1 and not named
            if (call.func.attr == "write_text" and "newline" not in named) or (
                (call.func.attr == "rename" or is_path_replace) and path.name not in RENAMES
            ):
                wrong.append(f"{relative(path)}: {ast.unparse(call)}")
    assert wrong == []


# The first reads lists and rules alone, the others private records, which no page reads.
KEPT_FOR_A_REGISTRY = {
    "account_names.py:_owners",
    "persons.py:_known",
    "submission.py:cases",
    "submission.py:by_number",
}


def test_what_pages_ask_of_the_records_is_not_kept_behind_their_notes() -> None:
    """A page that takes what another one has worked out would not note what went into it."""
    kept = {
        f"{path.name}:{one.name}"
        for path in MODULES
        if path.is_relative_to(ROOT / "hooks/credfolio/pages") or path.parent.name == "reckoned"
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.FunctionDef)
        and any("cache" in ast.unparse(mark) for mark in one.decorator_list)
        and any("Registry" in ast.unparse(arg.annotation or arg) for arg in one.args.args)
    }
    assert kept == KEPT_FOR_A_REGISTRY
    asks_for_rights = re.compile(
        r"^from credfolio\.records\.reckoned\.(?:persons|approvers) ", re.M
    )
    for path in MODULES:
        if path.is_relative_to(ROOT / "hooks/credfolio/pages"):
            assert not asks_for_rights.search(path.read_text(encoding="utf-8")), path


def test_tests_replace_nothing_of_ours() -> None:
    for path in MODULES:
        if path.parts[len(ROOT.parts)] == "tests" and path != Path(__file__):
            source = path.read_text(encoding="utf-8")
            assert "unittest.mock" not in source, path
            source = source.replace(SLOW_ON_PURPOSE, "")
            assert not re.search(r"monkeypatch\.setattr\(\s*['\"]?credfolio", source), path


def test_a_property_is_tried_as_the_profile_says() -> None:
    """`tries(250)` and no settings of its own: those had deadlines, which busy machines miss."""
    ours = [path for path in MODULES if path.name != "tries.py" and path != Path(__file__)]
    own = re.compile(r"from hypothesis import .*\bsettings\b|hypothesis\.settings")
    assert [path for path in ours if own.search(path.read_text(encoding="utf-8"))] == []


# They end a process that hangs, choose when to kill one, or ask for a pause of some length at
# least. None of that says "quick enough", which a busy machine is not.
CLOCKS = {
    "tests/cli/test_killed.py",
    "tests/support/follow_guide.py",
    "tests/support/run_checks.py",
    "tests/support/serving.py",
    "tests/unit/test_web_check.py",
}


def test_no_test_measures_by_the_clock_on_the_wall() -> None:
    clock = re.compile(r"time\.(time|monotonic|perf_counter)\(")
    tests = [path for path in MODULES if path.is_relative_to(ROOT / "tests")]
    found = {relative(path) for path in tests if clock.search(path.read_text(encoding="utf-8"))}
    assert found <= CLOCKS


def test_one_module_starts_git() -> None:
    starts = re.compile(
        r"""subprocess\.(run|Popen|call|check_\w+)\(\s*\[\s*(?:program_path\()?["']git\b"""
    )
    ours = [path for path in MODULES if path.is_relative_to(ROOT / "hooks")]
    found = {path.name for path in ours if starts.search(path.read_text(encoding="utf-8"))}
    assert found == {"git_commands.py"}


def test_hook_files_stay_thin() -> None:
    for path in (ROOT / "hooks").glob("*.py"):
        assert path.name.startswith("site_"), "another name could shadow a module of Python's own"
        code = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.strip().startswith(("#", '"""'))
        ]
        assert len(code) < 40


# A path below one of these belongs to a machine; /tmp and the like are nobody's.
MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work|mnt|opt)/[\w.-]+")


def test_nothing_that_is_committed_names_a_place_on_a_machine() -> None:
    found = []
    for path in committed():
        raw = path.read_bytes()
        if b"\0" in raw or path == Path(__file__):
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), start=1):
            if MACHINE.search(line) or str(ROOT) in line:
                found.append(f"{relative(path)}:{number}: {line.strip()[:120]}")
    assert found == []


def test_locked_dependencies_have_digests_and_no_address_of_a_registry() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {"site.txt", "test.txt"} <= {lock.name for lock in locks}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text
        packages = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert packages
        for package in packages:
            assert re.match(r"[a-z0-9._-]+==\S+( ; .*)? \\$", package), package
        assert text.count("--hash=sha256:") >= len(packages)


def test_everything_the_site_needs_is_also_locked_for_the_tests() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9._-]+==[^\s;]+", text, re.MULTILINE))

    assert pins("site.txt") <= pins("test.txt")
