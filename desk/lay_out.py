"""Lay out Python for the browser and the libraries of a round in desk/made/; for `make desk`.

The interpreter comes from npm (Pyodide), libraries in Python out of this environment, and the
one compiled library from PyPI, all as their locks have them. The same locks and the same zlib give
the same files. See ADR 0101.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bundle import find_node, install_packages

HERE = Path(__file__).parent
MADE = HERE / "made"
LOCK = HERE.parent / "requirements" / "test.txt"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = "packages.zip"
IN_PYTHON = (
    *("annotated-types", "charset-normalizer", "click", "confusable-homoglyphs", "defusedxml"),
    *("holidays", "markdown-it-py", "markupsafe", "mdurl", "pydantic", "python-dateutil"),
    *("pyyaml", "rfc8785", "six", "typing-extensions", "typing-inspection", "tzdata"),
)
COMPILED = "pydantic-core"
TEXTS = HERE / "texts"
"""The licenses of Pyodide and of Python, whose packages bring none."""
_UNREAD = (".pyc", ".pyi", ".dist-info/RECORD")
_COMPILED = (".so", ".pyd")
_NOTICES = ("LICEN", "COPYING", "NOTICE", "AUTHORS", "CONTRIBUTORS")
_MOMENT = (1980, 1, 1, 0, 0, 0)


class OtherVersion(Exception):
    """A library that is installed in another version than the lock has."""


def refuse_other_versions(lock: str) -> None:
    """Raise `OtherVersion` where what is installed is not what the text of the lock names."""
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    for name in (*IN_PYTHON, COMPILED):
        version = distribution(name).version
        if version != locked[name]:
            raise OtherVersion(f"{name} {version} is installed, and {locked[name]} is locked")


def files_of(name: str) -> Iterator[tuple[str, bytes]]:
    """The files of an installed distribution that are not compiled, by their paths."""
    found = distribution(name)
    for file in found.files or ():
        path = file.as_posix()
        about = ".dist-info/" in path and not path.endswith("/METADATA")
        if path.startswith("../") or path.endswith((*_UNREAD, *_COMPILED)) or about:
            continue
        yield path, Path(str(found.locate_file(file))).read_bytes()


def license_of(found: Distribution) -> str:
    """Every notice that a distribution brings; where it brings none, what it calls its license."""
    texts = [
        Path(str(found.locate_file(file))).read_text("utf-8").strip()
        for file in sorted(found.files or (), key=str)
        if ".dist-info/" in file.as_posix() and file.name.upper().startswith(_NOTICES)
    ]
    about = found.metadata
    said = about.get("License-Expression") or about.get("License") or "unknown"
    return "\n\n".join([f"{found.name} {found.version}", *(texts or [said])]) + "\n"


def compiled_wheel(folder: Path, about: Mapping[str, str]) -> bytes:
    """The wheel of `COMPILED` for the browser, of the version and with a hash of the lock.

    `about` is what Pyodide's own lock says of its Python.
    """
    lines = LOCK.read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{COMPILED}=="))
    end = next(n for n in range(start, len(lines)) if not lines[n].endswith("\\"))
    one = folder / "one.txt"
    one.write_text("\n".join(lines[start : end + 1]) + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download")
    how = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp")
    python = ".".join(about["python"].split(".")[:2])
    platform = f"pyemscripten_{about['abi_version']}_{about['arch']}"
    which = ("--python-version", python, "--platform", platform)
    subprocess.run([*pip, *how, *which, "-r", one, "-d", folder], check=True)
    return next(folder.glob("*.whl")).read_bytes()


def write_packages(target: Path, wheel: bytes) -> None:
    """All libraries as one ZIP, whose bytes follow from its files."""
    files = dict(item for name in IN_PYTHON for item in files_of(name))
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if not name.endswith(_UNREAD)]
        files |= {name: archive.read(name) for name in names}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, _MOMENT)
            info.create_system = 3  # Unix, wherever this is made
            out.writestr(info, data, zipfile.ZIP_DEFLATED)


def lay_out() -> None:
    """Fill `MADE`, in a folder that takes its place when it is complete."""
    refuse_other_versions(LOCK.read_text("utf-8"))
    node, npm = find_node()
    install_packages(HERE, node, npm)
    pyodide = HERE / "node_modules" / "pyodide"
    draft = MADE.with_name("made.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for name in RUNTIME:
        shutil.copyfile(pyodide / name, draft / name)
    # Pyodide asks for a list of packages to download, and nothing is downloaded.
    about = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"]
    lock = json.dumps({"info": about, "packages": {}})
    (draft / "pyodide-lock.json").write_text(lock, "utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        write_packages(draft / PACKAGES, compiled_wheel(Path(folder), about))
    texts = [license_of(distribution(name)) for name in (*IN_PYTHON, COMPILED)]
    heads = {"pyodide": "https://github.com/pyodide/pyodide", "python": about["python"]}
    texts[:0] = [
        f"{name} {head}\n\n{(TEXTS / f'{name}.txt').read_text('utf-8')}"
        for name, head in heads.items()
    ]
    notices = ("\n" + "-" * 78 + "\n\n").join(texts)
    (draft / "LICENSES.txt").write_text(notices, "utf-8", newline="\n")
    shutil.rmtree(MADE, ignore_errors=True)
    draft.rename(MADE)


def main() -> int:
    try:
        lay_out()
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed: run `make desk`", file=sys.stderr)
        return 1
    except OtherVersion as error:
        print(f"{error}: run `make desk`", file=sys.stderr)
        return 1
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        print(getattr(error, "stderr", None) or error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
