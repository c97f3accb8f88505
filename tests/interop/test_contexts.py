"""The contexts that are committed are those of the locked packages, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from take_contexts import TARGET, taken


@pytest.mark.usefixtures("node")
def test_every_context_is_what_its_locked_package_has() -> None:
    committed = {path.name: path.read_bytes() for path in Path(TARGET).iterdir()}
    assert committed == taken()
