"""An office with a folder that sealed submissions come into."""

from __future__ import annotations

from pathlib import Path

import pyrage
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.records.reckoned.submission_number import number_of
from pairs import TwoRepositories, make_pair
from proposals import lay
from sealed import archive, sealed

KEY, OTHER = (pyrage.x25519.Identity.generate() for _ in range(2))
DAY = "2026-05-04"


def office_with_drop(tmp_path: Path) -> TwoRepositories:
    """An office with Eva and Max on its roster, a key file, and an empty folder for the drop."""
    made = make_pair(tmp_path)
    people = {
        f"office/people/p-{name}1.yml": f"name: {name.title()} Lund\naddress: {name}@d.example\n"
        for name in ("eva", "ida")
    }
    lay(made.private, people)
    (tmp_path / "key.txt").write_text(str(KEY))
    (tmp_path / "drop").mkdir()
    return made


def drop(pair: TwoRepositories) -> Path:
    return pair.work.with_name("drop")


def put(pair: TwoRepositories, name: str, data: bytes, key: object = KEY) -> str:
    """Put a sealed file into the drop; its number."""
    recipient = str(key.to_public())  # type: ignore[attr-defined]
    file = drop(pair) / name
    file.write_bytes(sealed(data, recipient))
    return number_of(file.read_bytes())


def eva(person: str = "eva", **changes: object) -> bytes:
    who = {"name": f"{person.title()} Lund", "district_address": f"{person}@d.example"}
    return archive(**{"person": who, **changes})  # type: ignore[arg-type]


def intake(pair: TwoRepositories, *options: object, day: str = DAY) -> Result:
    words = ["--project", pair.private, "intake", drop(pair), "--with", pair.public]
    words += ["--key", pair.work.with_name("key.txt"), "--today", day, *options]
    done = CliRunner().invoke(main, [str(one) for one in words])
    assert not isinstance(done.exception, Exception), done.exception
    return done
