"""What `make desk` lays out: libraries as locked, with every notice that they bring."""

from __future__ import annotations

from importlib.metadata import distribution
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from demo import ROOT


@pytest.fixture(scope="module")
def lay_out() -> ModuleType:
    # desk/ is on no path: there the package for the desk would be found without its files.
    spec = spec_from_file_location("lay_out", ROOT / "desk" / "lay_out.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_libraries_are_those_of_the_lock(lay_out: ModuleType) -> None:
    lock = lay_out.LOCK.read_text("utf-8")
    lay_out.refuse_other_versions(lock)
    version = distribution("click").version
    with pytest.raises(lay_out.OtherVersion, match=f"click {version} is installed, and 0.1 is"):
        lay_out.refuse_other_versions(lock.replace(f"\nclick=={version}", "\nclick==0.1"))


def test_every_notice_is_in_the_licenses(lay_out: ModuleType) -> None:
    for name, notice in (
        ("markdown-it-py", "Vitaly Puzrin"),
        ("markdown-it-py", "ExecutableBookProject"),
        ("tzdata", "Apache License"),
        ("holidays", "Arkadii Yakovets"),
    ):
        assert notice in lay_out.license_of(distribution(name))
    for name, begin in (("pyodide", "Mozilla Public"), ("python", "A. HISTORY OF THE SOFTWARE")):
        assert (lay_out.TEXTS / f"{name}.txt").read_text("utf-8").startswith(begin)
