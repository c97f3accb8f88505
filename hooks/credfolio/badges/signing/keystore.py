"""Private keys: read from and written to a file, the environment or standard streams only.

A private half is one line, a Multikey beginning ``z3u2`` (Ed25519) or ``z42t`` (P-256, for
tokens), or the same key protected by a passphrase, as PKCS#8 in PEM (RFC 5958, RFC 7468), which
other programs also read. No message contains any of it.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.disk.systems import as_word
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.proof.demonstration import DEMONSTRATION_SEED
from credfolio.proof.multikey import (
    KEY_BYTES,
    KeyKind,
    MultikeyError,
    decode_secret_key,
    encode_public_key,
    encode_secret_key,
    key_kind,
)

_MOST_CHARACTERS = 1_000
_PROTECTED = "-----BEGIN ENCRYPTED PRIVATE KEY-----"
_SHORTEST_PASSPHRASE = 12

Ask = Callable[[], str]
"""Returns the passphrase of a key. It is called only if the key has one."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A pair of keys in memory; its text form shows the public half only."""

    seed: bytes
    kind: KeyKind = "Ed25519"

    @property
    def public(self) -> bytes:
        """The public half: 32 bytes, or the 33 of a compressed P-256 point."""
        if self.kind == "Ed25519":
            return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        pair = ec.derive_private_key(int.from_bytes(self.seed, "big"), ec.SECP256R1())
        form = serialization.PublicFormat.CompressedPoint
        return pair.public_key().public_bytes(serialization.Encoding.X962, form)

    def public_text(self) -> str:
        """The public half, for the issuer's record."""
        return encode_public_key(self.public, self.kind)

    def secret_text(self) -> str:
        """The private half as one line, to be kept secret."""
        return encode_secret_key(self.seed, self.kind)

    def protected_text(self, passphrase: str) -> str:
        """The private half as PEM that only `passphrase` opens; several lines.

        Raises `UsageError` for a passphrase that is too short.
        """
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            raise UsageError(
                f"the passphrase has fewer than {_SHORTEST_PASSPHRASE} characters",
                fix="choose several words",
            )
        private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey
        if self.kind == "Ed25519":
            private = Ed25519PrivateKey.from_private_bytes(self.seed)
        else:
            private = ec.derive_private_key(int.from_bytes(self.seed, "big"), ec.SECP256R1())
        data = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase.encode()),
        )
        return data.decode("ascii")

    def __repr__(self) -> str:
        return f"SigningKey({self.kind}, public={self.public.hex()})"


def make_key(kind: KeyKind = "Ed25519") -> SigningKey:
    """A new pair, from the system's source of randomness."""
    if kind == "Ed25519":
        return SigningKey(secrets.token_bytes(KEY_BYTES))
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return SigningKey(number.to_bytes(KEY_BYTES, "big"), kind)


DEMONSTRATION_KEY = SigningKey(DEMONSTRATION_SEED)


def parse_key(text: str, where: str, passphrase: Ask | None = None) -> SigningKey:
    """The key in `text`, which came from `where`; raises `UsageError`.

    `passphrase` is asked when the key is protected.
    """
    text = text.strip()[:_MOST_CHARACTERS]
    if text.startswith(_PROTECTED) and passphrase is not None:
        return _open(text, where, passphrase())
    kind = key_kind(text, "private")
    try:
        key = SigningKey(decode_secret_key(text, kind), kind)
        key.public  # noqa: B018 - a number that is no P-256 key has no public half
    except (MultikeyError, ValueError) as error:
        words = error.args[0] if isinstance(error, MultikeyError) else "no number of that curve"
        raise UsageError(
            f"{where} does not hold a private key: {words}",
            fix="give what `credfolio keys new` wrote, one line beginning z3u2 or z42t",
        ) from None
    return key


def _open(text: str, where: str, passphrase: str) -> SigningKey:
    try:
        private = serialization.load_pem_private_key(text.encode(), passphrase.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(
            f"the key from {where} does not open with this passphrase",
            fix="check the passphrase, and that the whole file is there",
        ) from None
    if isinstance(private, Ed25519PrivateKey):
        return SigningKey(private.private_bytes_raw())
    if isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name == "secp256r1":
        number = private.private_numbers().private_value
        return SigningKey(number.to_bytes(KEY_BYTES, "big"), "P-256")
    raise UsageError(
        f"the key from {where} is of a kind that signs no badges",
        fix="make one with `credfolio keys new`: Ed25519, or P-256 for tokens",
    )


def load_key_file(path: Path, passphrase: Ask | None = None) -> SigningKey:
    """The key in a file that only its owner can read."""
    path = path.expanduser()  # not every shell puts the home in
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise EnvironmentProblem(
            f"the key file {path} cannot be read: {error.strerror}", fix="check the path"
        ) from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(
            f"others on this machine can read the key file {path}",
            fix=f"run chmod 600 {as_word(path)}",
        )
    return parse_key(text, f"the file {path}", passphrase)


def load_key_variable(name: str, passphrase: Ask | None = None) -> SigningKey:
    """The key in an environment variable."""
    text = os.environ.get(name, "")
    if not text:
        raise UsageError(
            f"the environment variable {name} is empty or not set",
            fix="hand the secret to this step, or use --key-file",
        )
    return parse_key(text, f"the variable {name}", passphrase)


def write_key_file(path: Path, text: str | bytes, root: Path | None = None) -> None:
    """Write a private half as `text` to a new file outside the project at `root`, mode 0600.

    Raises `UsageError` if it is in a repository or would replace another file.
    """
    target = path.expanduser().resolve()
    folders = [root.resolve()] if root else []
    folders += [folder for folder in target.parents if (folder / ".git").exists()]
    if any(target.is_relative_to(folder) for folder in folders):
        raise UsageError(
            f"{path} is in a repository, and a private key must never be committed",
            fix="choose a place outside of it, such as ~/.config/credfolio/",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as stream:
            stream.write(text if isinstance(text, bytes) else text.encode("ascii"))
    except FileExistsError as error:
        raise UsageError(
            f"{path} exists already, and no key is overwritten", fix="choose another name"
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"the key cannot be written to {path}: {error.strerror}", fix="choose another place"
        ) from error
