"""Keys with a passphrase, and keys and passphrases that a program gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
WORDS = "four quiet green lamps"
PROTECTED = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"


@pytest.fixture
def protected(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORDS", WORDS)
    path = tmp_path / "safe" / "riverside.key"
    new = ("keys", "new", "riverside-usd", "--out", path, "--protect", "--passphrase-env", "WORDS")
    assert run(*new).exit_code == 0
    return path


def printing(folder: Path, text: str) -> str:
    """The line of a command that prints `text`."""
    (folder / "said.txt").write_text(text)
    program = "import sys; sys.stdout.write(open(sys.argv[1]).read())"
    return f"'{sys.executable}' -c '{program}' '{folder / 'said.txt'}'"


def test_a_protected_key_is_of_no_use_without_its_passphrase(run, project, protected, monkeypatch):
    assert protected.read_text().startswith(PROTECTED)
    assert protected.stat().st_mode & 0o777 == 0o600
    sign = ("sign", "--key-file", protected)
    result = run(*sign)
    assert result.exit_code == 2
    assert "protected by a passphrase, and there is no terminal to type it on" in result.stderr
    monkeypatch.setenv("WRONG", "five quiet green lamps")
    result = run(*sign, "--passphrase-env", "WRONG")
    assert result.exit_code == 2
    assert "does not open with this passphrase" in result.stderr
    assert "green" not in result.output
    assert not (project / SIGNED).exists()
    assert run(*sign, "--passphrase-env", "WORDS").exit_code == 0
    assert run("check").exit_code == 0


def test_a_key_for_tokens_can_be_protected_too(run, project, protected, tmp_path):
    run("sign", "--key-file", protected, "--passphrase-env", "WORDS")
    tokens = tmp_path / "safe" / "tokens.key"
    words = ("--passphrase-env", "WORDS")
    new = run("keys", "new", "riverside-usd", "--curve", "p256", "--out", tokens, *words)
    assert new.exit_code == 0
    assert run("sign", "--jwt", "--key-file", tokens, *words).exit_code == 0
    assert (project / SIGNED.replace(".json", ".jwt")).exists()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="reads the key with OpenSSL")
def test_another_program_opens_a_protected_key(protected):
    done = subprocess.run(
        ["openssl", "pkey", "-in", protected, "-passin", "env:WORDS", "-noout", "-text"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ED25519 Private-Key" in done.stdout


def test_a_short_passphrase_is_refused_before_anything_is_written(run, project, tmp_path):
    path = tmp_path / "a.key"
    new = ("keys", "new", "riverside-usd", "--out", path)
    result = run(*new, "--passphrase-command", printing(tmp_path, "short"))
    assert result.exit_code == 2
    assert "fewer than 12 characters" in result.stderr
    assert not path.exists()
    assert "keys:" not in (project / "catalog/riverside-usd/issuer.yml").read_text("utf-8")


def test_key_and_passphrase_may_come_from_a_program(run, project, protected, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    key = printing(tmp_path / "one", protected.read_text())
    passphrase = printing(tmp_path / "two", WORDS + "\n")
    result = run("sign", "--key-command", key, "--passphrase-command", passphrase)
    assert result.exit_code == 0, result.output
    assert (project / SIGNED).exists()


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("", 2, "signing needs a key"),
        ("'open", 2, "the command that gives the key cannot be read"),
        ("no-such-program-anywhere", 3, "no-such-program-anywhere cannot be run"),
        (f"'{sys.executable}' -c 'raise SystemExit(4)'", 3, "should give the key, ended with 4"),
        (f"'{sys.executable}' -c ''", 3, "should give the key, printed nothing"),
        (f"'{sys.executable}' -c 'print(12345)'", 2, "does not hold a private key"),
    ],
)
def test_a_program_that_gives_no_key_is_named_and_not_quoted(run, command, code, words):
    result = run("sign", "--key-command", command)
    assert result.exit_code == code
    assert words in result.stderr
    assert "12345" not in result.output


def test_no_shell_reads_the_command(run, tmp_path):
    marker = tmp_path / "ran"
    run("sign", "--key-command", f"echo x; touch {marker}")
    run("sign", "--key-command", f"echo $(touch {marker})")
    assert not marker.exists()


def test_only_one_source_may_be_named(run, protected):
    result = run("sign", "--key-file", protected, "--key-command", "cat")
    assert "more than one key is named" in result.stderr
    both = ("--passphrase-env", "WORDS", "--passphrase-command", "cat")
    result = run("sign", "--key-file", protected, *both)
    assert "more than one source of the passphrase is named" in result.stderr
