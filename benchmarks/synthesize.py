"""Writes a synthetic repository of credfolio records: same arguments, same bytes.

python benchmarks/synthesize.py OUT --size district
python benchmarks/synthesize.py OUT --credentials 10 --educators 20 --awards 60 --seed 7
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from record_yaml import to_yaml
from synth_catalog import (
    FRAMEWORK,
    JURISDICTION,
    MadeCredential,
    MadeIssuer,
    make_framework,
    make_issuer,
    make_jurisdiction,
    make_stack,
)
from synth_credentials import make_credential
from synth_portfolios import educator_name, make_award, make_educator
from synth_words import PLACES

REPOSITORY = Path(__file__).resolve().parent.parent
_CREDENTIALS_PER_STACK = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How many records of each kind a synthetic repository has."""

    credentials: int
    educators: int
    awards: int

    @property
    def record_pages(self) -> int:
        """Credential, portfolio and award pages; lists and stacks come on top."""
        return self.credentials + self.educators + self.awards


SIZES = {
    # Every award has a page of its own, and all pages together are about the number in the name.
    "pages-250": Size(30, 50, 170),
    "pages-1000": Size(120, 200, 680),
    "pages-10000": Size(1_200, 2_000, 6_800),
    # One credential to five portfolios of eight badges: the number counts those, and the pages
    # of the awards come on top.
    "portfolios-1000": Size(167, 833, 6_667),
    "portfolios-10000": Size(1_667, 8_333, 66_667),
    "district": Size(100, 500, 3_000),
    "state": Size(2_000, 20_000, 150_000),
}


def synthesize(out: Path, size: Size, seed: int) -> None:
    """Write a whole project to the new or empty folder `out`."""
    if out.exists() and any(out.iterdir()):
        raise SystemExit(f"{out} is not empty")
    name = f"credfolio-{seed}"
    credentials = _write_catalog(out / "catalog", size, name)
    _write_portfolios(out / "portfolios", size, credentials, name)
    _write_project(out)


def _write(path: Path, record: dict[str, Any], schema: str) -> None:
    path.write_text(to_yaml(record, schema), encoding="utf-8")


def _write_catalog(folder: Path, size: Size, seed: str) -> list[MadeCredential]:
    for kind, name, record in (
        ("framework", FRAMEWORK, make_framework(seed)),
        ("jurisdiction", JURISDICTION, make_jurisdiction(seed)),
    ):
        (folder / f"{kind}s").mkdir(parents=True)
        _write(folder / f"{kind}s" / f"{name}.yml", record, kind)
    issuers: list[MadeIssuer] = []
    for n in range(max(4, min(len(PLACES), size.credentials // 25))):
        issuer, record = make_issuer(n, seed)
        (folder / issuer.id / "stacks").mkdir(parents=True)
        _write(folder / issuer.id / "issuer.yml", record, "issuer")
        issuers.append(issuer)
    credentials = []
    by_issuer: dict[str, list[MadeCredential]] = {}
    for n in range(size.credentials):
        issuer = issuers[n % len(issuers)]
        credential, record = make_credential(n, issuer, seed)
        _write(folder / issuer.id / f"{credential.id}.yml", record, "micro-credential")
        credentials.append(credential)
        by_issuer.setdefault(issuer.id, []).append(credential)
    number = 0
    for issuer in issuers:
        own = by_issuer.get(issuer.id, [])
        for start in range(0, len(own) - _CREDENTIALS_PER_STACK + 1, _CREDENTIALS_PER_STACK * 4):
            members = own[start : start + _CREDENTIALS_PER_STACK]
            stack, record = make_stack(number, issuer, members, seed)
            _write(folder / issuer.id / "stacks" / f"{stack}.yml", record, "stack")
            number += 1
    return credentials


def _shares(size: Size, random: Random) -> Iterator[int]:
    """How many awards each educator has: about the mean, and all of them together exactly."""
    weights = [0.5 + random.random() for _ in range(size.educators)]
    total, given, seen = sum(weights), 0, 0.0
    for weight in weights:
        seen += weight
        due = round(size.awards * seen / total)
        yield due - given
        given = due


def _write_portfolios(
    folder: Path, size: Size, credentials: list[MadeCredential], seed: str
) -> None:
    random = Random(f"{seed}/portfolios")
    number = 0
    for n, count in enumerate(_shares(size, random)):
        home = folder / educator_name(n)[0]
        (home / "awards").mkdir(parents=True)
        earned = random.sample(credentials, min(count, len(credentials)))
        for credential in earned:
            award = make_award(number, n, credential, seed)
            _write(home / "awards" / f"{credential.id}.yml", award, "award")
            number += 1
        profile = make_educator(n, [c.id for c in earned], seed)
        _write(home / "profile.yml", profile, "educator")


def _write_project(out: Path) -> None:
    """The settings and theme of this repository, with a single page written by hand."""
    for name in ("theme", "hooks"):
        (out / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    (out / "docs").mkdir()
    (out / "docs" / "about.md").write_text("# About\n\nMade-up records.\n", encoding="utf-8")
    (out / "mkdocs.yml").write_text(
        f"INHERIT: {REPOSITORY / 'mkdocs.yml'}\n"
        "site_name: Synthetic records\nsite_url: https://bench.example/\nnav: null\n",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="a new or empty folder")
    parser.add_argument("--size", choices=sorted(SIZES), help="a named size")
    parser.add_argument("--credentials", type=int)
    parser.add_argument("--educators", type=int)
    parser.add_argument("--awards", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="empty the folder first")
    given = parser.parse_args()
    named = SIZES[given.size or "district"]
    size = Size(
        named.credentials if given.credentials is None else given.credentials,
        named.educators if given.educators is None else given.educators,
        named.awards if given.awards is None else given.awards,
    )
    if given.force and (given.out / "mkdocs.yml").is_file():
        shutil.rmtree(given.out)
    synthesize(given.out, size, given.seed)
    print(f"{given.out}: {size.record_pages:,} credentials, portfolios and awards")


if __name__ == "__main__":
    main()
