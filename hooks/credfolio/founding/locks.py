"""The lock of a site: every package that its program needs, as tested, and the program itself.

The wheel carries the lock of its dependencies. It cannot carry its own hash, which is asked for:
of the installation, where it was made from a file, else of the package index, once: of the one
that is named, or of the one that pip is set up for. The same holds for the package of the desk,
which a site's lock has where its founder has it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, url2pathname, urlopen

from credfolio.disk.shipped import shipped

LOCKS = {"requirements.txt": "district.txt", "requirements-sign.txt": "sign.txt"}
"""A site's file → the lock that the program carries for it."""

DESK = "credfolio-desk"
"""The package of the page desk/, `credfolio[desk]`."""

_DESK_LINES = re.compile(rf"^{DESK}==\S+ \\\n    --hash=sha256:[0-9a-f]{{64}}\n", re.MULTILINE)
_INCOMPLETE = "# INCOMPLETE:"
_HEADS = {
    "requirements.txt": "Every package of this site's program, as tested with it, by its hash.",
    "requirements-sign.txt": "What signs and comments, and nothing else: the job that holds the\n"
    "# key installs only this.",
}
_JSON = "application/vnd.pypi.simple.v1+json"
_MOST_BYTES = 20_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NoDigest(Exception):
    """The hash of a wheel of ours is not known; the text says why."""


def render_locks(version: str, digest: str, desk: str = "") -> dict[str, str]:
    """The text of each lock by its path.

    `digest` is the SHA-256 of the wheel of `version`; with "" the locks are incomplete. `desk` are
    the lines of the desk's package, for what builds the site; "" for a site without one.
    """
    own = f"credfolio=={version}"
    own += (
        f" \\\n    --hash=sha256:{digest}"
        if digest
        else f"\n{_INCOMPLETE} the hash of that package is missing; `credfolio init` asks for it."
    )
    if not digest:
        own = f"# {own}"
    return {
        path: f"# {_HEADS[path]}\n# Written by `credfolio init` and `credfolio upgrade`.\n{own}\n"
        + (desk if path == "requirements.txt" else "")
        + (shipped("locks") / name).read_text(encoding="utf-8")
        for path, name in LOCKS.items()
    }


def desk_lines(lock: str, index: str) -> str:
    """The lines of the desk's package for a lock, whose text until now is `lock`; "" for none.

    Those of the package that is installed here, else those that the lock has: an upgrade on another
    computer takes no desk away. One that somebody wrote there stays as it is. Raises `NoDigest`.
    """
    had = locked_desk(lock)
    if not had and DESK in lock:
        return ""
    try:
        installed = distribution(DESK).version
    except PackageNotFoundError:
        return had
    digest = wheel_digest(installed, index, DESK)
    return f"{DESK}=={installed} \\\n    --hash=sha256:{digest}\n"


def locked_desk(lock: str) -> str:
    """The lines of the desk's package in the text of a lock, as this program writes them."""
    found = _DESK_LINES.search(lock)
    return found[0] if found else ""


def locked_version(lock: str) -> str:
    """The version of the program in the text of a lock; "" where it is missing."""
    found = re.search(r"^credfolio==(\S+)", lock, re.MULTILINE)
    return found[1] if found else ""


def is_incomplete(lock: str) -> bool:
    """Whether the text of a lock waits for the program's own hash."""
    return not locked_version(lock)


def wheel_digest(version: str, index: str, package: str = "credfolio") -> str:
    """The SHA-256 of the wheel of `package`, ours, of the installed `version`.

    `index` is the address of a package index; with "" pip fetches the wheel as it is set up to.
    Raises `NoDigest` when neither the installation nor the index knows it.
    """
    try:
        note = distribution(package).read_text("direct_url.json")
    except PackageNotFoundError as error:
        raise NoDigest("the program runs from its source and is not installed") from error
    if note:
        return digest_of_note(note)
    if index:
        return digest_from_index(version, index, _fetch, package)
    return digest_from_pip(version, _download, package)


def digest_of_note(note: str) -> str:
    """The digest that an installation's direct_url.json leads to (PEP 610).

    Raises `NoDigest` for an installation that was made from a folder.
    """
    try:
        plain = json.loads(note)
        archive, address = plain.get("archive_info"), urlsplit(plain["url"])
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise NoDigest("the note about its installation cannot be read") from error
    if not isinstance(archive, dict):
        raise NoDigest("the program runs from a folder of its source, which is no wheel")
    hashes = archive.get("hashes")
    known = hashes.get("sha256") if isinstance(hashes, dict) else None
    if isinstance(known, str) and _DIGEST.fullmatch(known):
        return known
    file = Path(url2pathname(address.path))
    if address.scheme != "file" or file.suffix != ".whl" or not file.is_file():
        raise NoDigest("the file that it was installed from is gone")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def digest_from_index(
    version: str, index: str, fetch: Callable[[str], bytes], package: str = "credfolio"
) -> str:
    """The digest of the wheel of `version` on a package index (PEP 691).

    `fetch` gets an address and returns what is there, or raises `OSError`. Raises `NoDigest`.
    """
    wheel = _wheel(package, version)
    try:
        plain: Any = json.loads(fetch(f"{index.rstrip('/')}/{package}/"))
        files = [one for one in plain["files"] if one["filename"] == wheel]
        found = files[0]["hashes"]["sha256"] if files else ""
        is_withdrawn = bool(files and files[0].get("yanked"))
    except OSError as error:
        raise NoDigest(f"the package index does not answer ({error})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoDigest("the package index answers in another form") from error
    if not files:
        raise NoDigest(f"the package index has no {wheel}")
    if is_withdrawn:
        raise NoDigest(f"{wheel} was withdrawn from the package index")
    if not isinstance(found, str) or not _DIGEST.fullmatch(found):
        raise NoDigest("the package index names no SHA-256")
    return found


def digest_from_pip(
    version: str, download: Callable[[str, Path], None], package: str = "credfolio"
) -> str:
    """The digest of the wheel of `version` that pip fetches, from where it is set up to.

    `download` gets a requirement and the folder for its wheel, or raises `OSError`. Raises
    `NoDigest`.
    """
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        folder = Path(name)
        try:
            download(f"{package}=={version}", folder)
            wheel = (folder / _wheel(package, version)).read_bytes()
        except OSError as error:
            raise NoDigest(f"pip cannot fetch {package} {version} ({error})") from error
        return hashlib.sha256(wheel).hexdigest()


def _wheel(package: str, version: str) -> str:
    return f"{package.replace('-', '_')}-{version}-py3-none-any.whl"


def _download(requirement: str, folder: Path) -> None:
    options = ("--no-deps", "--only-binary", ":all:", "--no-input", "--quiet")
    done = subprocess.run(
        (sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement),
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["it says nothing"]
        raise OSError(said[-1].removeprefix("ERROR: "))


def _fetch(address: str) -> bytes:
    if urlsplit(address).scheme not in ("https", "http"):
        raise OSError("its address is not on the web")
    with urlopen(Request(address, headers={"Accept": _JSON}), timeout=15) as answer:
        data: bytes = answer.read(_MOST_BYTES)
        return data
