"""An issuer for this computer, with one badge that its own verify page finds verified.

Its did:web is the address of `credfolio serve`. The key is made, signs, and is forgotten.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from credfolio.badges.openbadges.home import Home
from credfolio.badges.signing.keystore import make_key
from credfolio.badges.signing.plan import plan_signing
from credfolio.badges.signing.sign_pending import sign_plans
from credfolio.badges.signing.signers import Signer
from credfolio.disk.systems import rename
from credfolio.disk.trial_folder import FOLDER, HOME
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import award_path, educator_path, issuer_path

ISSUER = "this-computer"
EDUCATOR = "somebody-trying-it"
AWARD = "a-badge-that-verifies"
_KEY = "key-1"
_RECORDS = Path(__file__).with_name("trial_records")
_FILES = {
    issuer_path(ISSUER): "issuer",
    f"catalog/{ISSUER}/{AWARD}.yml": "definition",
    f"catalog/{ISSUER}/versions/{AWARD}/1.0.yml": "definition",
    educator_path(EDUCATOR): "profile",
    award_path(EDUCATOR, AWARD): "award",
}
PAGE = f"portfolios/{EDUCATOR}/{AWARD}/"
"""The page of the award, below the site's address."""


def lay_trial(root: Path, address: str, day: date, created: str) -> Path:
    """Make the trial of the project at `root`, in place of an older one, for a site at `address`.

    The award has the date `day`, and its signature the time `created`. The folder is there whole
    or not at all. Raises `EnvironmentProblem` when the disk refuses.
    """
    folder, staging = root / FOLDER, root / f"{FOLDER}-new"
    home = Home(address)
    try:
        _clear(staging)
        staging.mkdir()
        (staging / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
        _write(staging, home, day, created)
        (staging / HOME).write_text(f"{address}\n", encoding="utf-8", newline="\n")
        _clear(folder)
        rename(staging, folder)
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write {FOLDER}: {error.strerror}",
            fix="check the folder's permissions, and that there is space",
        ) from error
    return folder


def _write(folder: Path, home: Home, day: date, created: str) -> None:
    key = make_key("Ed25519")
    said = {"key": key.public_text(), "key_id": _KEY, "day": day.isoformat()}
    for path, name in _FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (_RECORDS / f"{name}.yml").read_text(encoding="utf-8")
        for word, value in said.items():
            text = text.replace(f"<{word}>", value)
        file.write_text(text, encoding="utf-8", newline="\n")
    loaded = load_project(folder)
    plans = plan_signing(loaded.registry, [Signer(ISSUER, home, home.method(ISSUER, _KEY), key)])
    signed = sign_plans(folder, loaded.registry, plans, created, jobs=1)
    if loaded.findings or signed.refused or not signed.awards:
        raise CredfolioError("the records of the trial are broken, which is a fault of the program")


def _clear(folder: Path) -> None:
    """Remove an older folder; a link in its place is removed and not followed."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
