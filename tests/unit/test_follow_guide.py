"""The job that follows the guide on other systems runs the guide's own lines, all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from follow_guide import compare, lines_of_guide, script


@pytest.mark.parametrize(
    ("is_windows", "install"),
    [
        (False, ["source .venv/bin/activate", "pip install credfolio"]),
        (
            True,
            [
                r'$env:PATH = "$pwd\.venv\Scripts;$env:PATH"',
                "pip install credfolio",
            ],
        ),
    ],
)
def test_every_line_of_the_guide_is_run_in_the_shell_of_the_system(
    is_windows: bool, install: list[str]
) -> None:
    lines, number = lines_of_guide(Path("forge.git"), is_windows)
    assert number == 13, "what the guide promises"
    assert lines[2:4] == install
    ours = [line.split(" --")[0] for line in lines[4:] if line.startswith("credfolio ")]
    assert ours[0] == "credfolio init"
    assert ours[-1] == "credfolio deploy"
    text = script(lines, is_windows)
    assert all(f"\n{line}\n" in text for line in lines)
    assert "&&" not in text, "the PowerShell of Windows does not know it"
    assert text.count("$LASTEXITCODE) {") == (len(lines) if is_windows else 0)


def test_what_differs_between_two_systems_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = []
    for system, digest in (("Linux", "1"), ("Windows", "2"), ("macOS", "1")):
        plain = {"system": system, "commands": 13, "seconds": 9, "files": {"a": "0", "b": digest}}
        reports.append(tmp_path / f"{system}.json")
        reports[-1].write_text(json.dumps(plain))
    with pytest.raises(SystemExit, match="different sites: 1 files"):
        compare(reports)
    assert "b: not as on Linux: Windows\n" in capsys.readouterr().out
    compare(reports[::2])
