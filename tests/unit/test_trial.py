"""The folder of an issuer for this computer: made whole, replaced whole, shown at one address."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from credfolio.checking.check import check_project
from credfolio.disk.trial_folder import FOLDER, served_trial, trial_address, trial_port
from credfolio.founding.trial import AWARD, EDUCATOR, ISSUER, lay_trial

DAY = date(2026, 6, 1)
CREATED = "2026-06-01T12:00:00Z"
ADDRESS = "https://localhost:8123/credentials/"
BASE = Path(__file__).parents[1] / "examples" / "base"


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://badges.example/credentials/", ADDRESS),
        ("https://badges.example/credentials", ADDRESS),
        ("https://badges.example/", "https://localhost:8123/"),
        ("", "https://localhost:8123/"),
    ],
)
def test_its_address_is_that_of_the_site_on_this_computer(site_url: str, address: str) -> None:
    assert trial_address(site_url, 8123) == address


def test_its_records_have_no_finding_beside_those_of_a_project(tmp_path: Path) -> None:
    folder = lay_trial(tmp_path, ADDRESS, DAY, CREATED)
    project = shutil.copytree(BASE, tmp_path / "project")  # where a check may note what it verified
    alone = check_project(project, DAY, 1).registry
    checked = check_project(project, DAY, 1, trial=folder)
    assert checked.findings == ()
    registry = checked.registry
    signed = registry.signed[(EDUCATOR, AWARD)]
    assert signed.issuer == "did:web:localhost%3A8123:credentials:issuers:this-computer"
    assert set(registry.issuers) - set(alone.issuers) == {ISSUER}


def test_another_one_takes_its_place(tmp_path: Path) -> None:
    first = lay_trial(tmp_path, ADDRESS, DAY, CREATED)
    (first / "more").touch()
    keys = [(first / f"catalog/{ISSUER}/issuer.yml").read_bytes()]
    second = lay_trial(tmp_path, trial_address("", 9000), DAY, CREATED)
    keys.append((second / f"catalog/{ISSUER}/issuer.yml").read_bytes())
    assert keys[0] != keys[1]
    assert not (second / "more").exists()
    assert trial_port(tmp_path) == 9000
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere, root = tmp_path / "elsewhere", tmp_path / "root"
    elsewhere.mkdir()
    root.mkdir()
    (elsewhere / "home").write_text(ADDRESS)
    (root / FOLDER).symlink_to(elsewhere)
    assert trial_port(root) is None
    lay_trial(root, ADDRESS, DAY, CREATED)
    assert [path.name for path in elsewhere.iterdir()] == ["home"]
    assert not (root / FOLDER).is_symlink()


def test_it_is_shown_at_its_own_address_only(tmp_path: Path) -> None:
    assert served_trial(tmp_path, "http://localhost:8123/credentials/") is None
    assert trial_port(tmp_path) is None
    folder = lay_trial(tmp_path, ADDRESS, DAY, CREATED)
    assert served_trial(tmp_path, "http://localhost:8123/credentials/") == folder
    for other in (
        "http://127.0.0.1:8123/credentials/",
        "http://localhost:8124/credentials/",
        "http://localhost:8123/",
        "https://badges.example/credentials/",
        "",
    ):
        assert served_trial(tmp_path, other) is None
