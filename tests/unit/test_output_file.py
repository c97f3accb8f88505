"""A file that a command writes: its folder is made, and none for a slip in the path."""

from __future__ import annotations

from pathlib import Path

import pytest

from credfolio.cli.output_file import write_output
from credfolio.errors import EnvironmentProblem


def test_the_folder_of_an_output_is_made_but_none_above_it(tmp_path: Path) -> None:
    file = tmp_path / "figures" / "autumn-2026.json"
    write_output(file, b"{}", "figures")
    assert file.read_bytes() == b"{}"
    with pytest.raises(EnvironmentProblem):
        write_output(tmp_path / "catalgo" / "figures" / "autumn-2026.json", b"{}", "figures")
    assert not (tmp_path / "catalgo").exists()
