"""Lay out Python for the browser and the libraries of a round in desk/made/; for `make desk`.

The interpreter comes from npm (Pyodide), libraries in Python out of this environment, and the
one compiled library from PyPI, all by the hashes of their locks. The same locks give the same
files. See ADR 0101.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bundle import find_node, install_packages

HERE = Path(__file__).parent
MADE = HERE / "made"
LOCK = HERE.parent / "requirements" / "test.txt"
PYTHON, PLATFORM = "3.14", "pyemscripten_2026_0_wasm32"
"""What Pyodide of package-lock.json is."""
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = "packages.zip"
IN_PYTHON = (
    *("annotated-types", "charset-normalizer", "click", "confusable-homoglyphs", "defusedxml"),
    *("holidays", "markdown-it-py", "markupsafe", "mdurl", "pydantic", "python-dateutil"),
    *("pyyaml", "rfc8785", "six", "typing-extensions", "typing-inspection", "tzdata"),
)
COMPILED = "pydantic-core"
_LEFT_OUT = (".so", ".pyd", ".pyc", ".pyi", ".dist-info/RECORD")
_MOMENT = (1980, 1, 1, 0, 0, 0)


def files_of(name: str) -> Iterator[tuple[str, bytes]]:
    """The files of an installed distribution that are not compiled, by their paths."""
    found = distribution(name)
    for file in found.files or ():
        path = file.as_posix()
        about = ".dist-info/" in path and not path.endswith("/METADATA")
        if path.startswith("../") or path.endswith(_LEFT_OUT) or about:
            continue
        yield path, Path(str(found.locate_file(file))).read_bytes()


def license_of(found: Distribution) -> str:
    """What a distribution says of its license, with the text where it brings it."""
    head = f"{found.name} {found.version}\n\n"
    names = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
    for file in sorted(found.files or (), key=str):
        if ".dist-info/" in file.as_posix() and file.name.upper().startswith(names):
            return head + Path(str(found.locate_file(file))).read_text("utf-8").strip() + "\n"
    about = found.metadata
    return f"{head}{about.get('License-Expression') or about.get('License') or 'unknown'}\n"


def compiled_wheel(folder: Path) -> bytes:
    """The wheel of `COMPILED` for the browser, of the version and with a hash of the lock."""
    lines = LOCK.read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{COMPILED}=="))
    end = next(n for n in range(start, len(lines)) if not lines[n].endswith("\\"))
    one = folder / "one.txt"
    one.write_text("\n".join(lines[start : end + 1]) + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download")
    how = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp")
    which = ("--python-version", PYTHON, "--platform", PLATFORM)
    subprocess.run([*pip, *how, *which, "-r", one, "-d", folder], check=True)
    return next(folder.glob("*.whl")).read_bytes()


def write_packages(target: Path, wheel: bytes) -> None:
    """All libraries as one ZIP, whose bytes follow from its files."""
    files = dict(item for name in IN_PYTHON for item in files_of(name))
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if not name.endswith(_LEFT_OUT[2:])]
        files |= {name: archive.read(name) for name in names}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path, data in sorted(files.items()):
            out.writestr(zipfile.ZipInfo(path, _MOMENT), data, zipfile.ZIP_DEFLATED)


def lay_out() -> None:
    """Fill `MADE`, in a folder that takes its place when it is complete."""
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
    (draft / "pyodide-lock.json").write_text(json.dumps({"info": about, "packages": {}}), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        write_packages(draft / PACKAGES, compiled_wheel(Path(folder)))
    texts = [license_of(distribution(name)) for name in (*IN_PYTHON, COMPILED)]
    texts.insert(0, "Pyodide: MPL-2.0, https://github.com/pyodide/pyodide\nPython: PSF-2.0\n")
    (draft / "LICENSES.txt").write_text(("\n" + "-" * 78 + "\n\n").join(texts), "utf-8")
    shutil.rmtree(MADE, ignore_errors=True)
    draft.rename(MADE)


def main() -> int:
    try:
        lay_out()
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed: run `make rounds`", file=sys.stderr)
        return 1
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        print(getattr(error, "stderr", None) or error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
