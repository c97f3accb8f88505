"""The same commit gives the same bytes: wherever, whenever and by whomever it is built.

One build in which everything is different here; each difference alone, and
other versions of Python, in `make audit`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from credfolio.disk.manifest import Manifest
from credfolio.disk.new_file import refuse_existing
from credfolio.publishing.built_site import load_manifest
from pages_remote import IGNORED, git, save

ROOT = Path(__file__).parents[2]

SHUFFLED = """\
import os, random
_scandir, _listdir, _chance = os.scandir, os.listdir, random.Random({seed})

class _Entries:
    def __init__(self, entries): self._entries = iter(entries)
    def __iter__(self): return self
    def __next__(self): return next(self._entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

def scandir(*arguments):
    with _scandir(*arguments) as found:
        entries = list(found)
    _chance.shuffle(entries)
    return _Entries(entries)

def listdir(*arguments):
    names = _listdir(*arguments)
    _chance.shuffle(names)
    return names

os.scandir, os.listdir = scandir, listdir
"""

DIFFERENCES: dict[str, dict[str, str]] = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "plain locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "umask": {"TEST_UMASK": "077"},
    "order of folders": {"TEST_SHUFFLE": "7"},
    "jobs": {"TEST_JOBS": "3"},
}


def other_pythons(folder: Path) -> dict[str, str]:
    """Python 3.11 to 3.13, but not the one that runs this: version → program with what we need.

    They are found on the path, or in CREDFOLIO_PYTHONS as programs. Where one lacks what a build
    needs, that is installed into an environment of its own in `folder`, as `make site` does it.
    """

    def ask(python: str, code: str) -> str:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    named = filter(None, os.environ.get("CREDFOLIO_PYTHONS", "").split(os.pathsep))
    usual = (shutil.which(f"python3.{minor}") for minor in (11, 12, 13))
    found: dict[str, str] = {}
    for python in filter(None, (*named, *usual)):
        version = ask(python, "import sys; print('{}.{}'.format(*sys.version_info))")
        if version and version != "{}.{}".format(*sys.version_info):
            found.setdefault(version, python)
    for version, python in found.items():
        if not ask(python, "import mkdocs, material, pydantic, nh3, pyld, ghp_import; print(1)"):
            venv = folder / f"python-{version}"
            subprocess.run([python, "-m", "venv", str(venv)], check=True)
            found[version] = str(venv / "bin" / "python")
            needed = str(ROOT / "requirements" / "site.txt")
            install = ["-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:"]
            subprocess.run([found[version], *install, "-r", needed], check=True)
    return found


def build(
    project: Path, copy: Path, changes: dict[str, str] | None = None, python: str = sys.executable
) -> Manifest:
    """Check `project` out at `copy`, sign and build it there; the manifest."""
    changes = dict(changes or {})
    git(project, "clone", "-q", str(project), str(copy))
    path = [str(ROOT / "hooks")]
    if seed := changes.pop("TEST_SHUFFLE", ""):
        (copy.parent / f"{copy.name}-shuffle").mkdir()
        path.insert(0, str(copy.parent / f"{copy.name}-shuffle"))
        (Path(path[0]) / "sitecustomize.py").write_text(SHUFFLED.format(seed=seed))
    umask = int(changes.pop("TEST_UMASK", "022"), 8)
    jobs = changes.pop("TEST_JOBS", "1")
    epoch = git(copy, "log", "-1", "--format=%ct")
    environment = {k: v for k, v in os.environ.items() if k not in ("TZ", "LANG", "LC_ALL")}
    environment |= {"SOURCE_DATE_EPOCH": epoch, "PYTHONPATH": os.pathsep.join(path), **changes}
    for arguments in (["sign", "--demonstration"], ["build", "--quiet", "--jobs", jobs]):
        done = subprocess.run(
            [python, "-W", "ignore", "-m", "credfolio", *arguments],
            cwd=copy,
            env=environment,
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return load_manifest(copy / "site")


@pytest.fixture
def committed(project: Path) -> Path:
    """The small project in git; nothing in it is signed yet."""
    git(project, "init", "-q", "-b", "main")
    (project / ".gitignore").write_text(IGNORED)
    for folder in project.glob("portfolios/*/credentials"):
        shutil.rmtree(folder)
    save(project, "First records")
    return project


def test_everything_different_at_once_gives_the_same_bytes(committed: Path, tmp_path: Path) -> None:
    everything = {key: value for one in DIFFERENCES.values() for key, value in one.items()}
    one = build(committed, tmp_path / "one")
    other = build(committed, tmp_path / "a much longer place" / "für andere", everything)
    assert any(path.endswith("credential.json") for path in one.files)  # signed, too
    assert dict(one.files) == dict(other.files)
    assert one.tree == other.tree
    assert one.origin.commit == other.origin.commit != ""
    refuse_existing(committed, "site")  # nothing was built in the project itself


def test_the_shuffling_shuffles(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SHUFFLED.format(seed=7))
    (tmp_path / "many").mkdir()
    for n in range(20):
        (tmp_path / "many" / str(n)).touch()
    code = "import os, sys; print(os.listdir(sys.argv[1])); print(next(os.walk(sys.argv[1]))[2])"
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "many")],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0] != said[1]
    assert sorted(said[0]) == sorted(said[1])


@pytest.mark.audit
@pytest.mark.parametrize("name", DIFFERENCES)
def test_each_difference_alone_changes_nothing(committed: Path, tmp_path: Path, name: str) -> None:
    one = build(committed, tmp_path / "one")
    assert build(committed, tmp_path / "two", DIFFERENCES[name]).tree == one.tree


@pytest.mark.audit
def test_other_versions_of_python_give_the_same_bytes(committed: Path, tmp_path: Path) -> None:
    others = other_pythons(tmp_path)
    if not others:
        pytest.skip("there is no other Python 3.11 to 3.13; name some in CREDFOLIO_PYTHONS")
    one = build(committed, tmp_path / "one")
    for version, python in others.items():
        other = build(committed, tmp_path / f"other-{version}", python=python)
        assert dict(other.files) == dict(one.files), version
