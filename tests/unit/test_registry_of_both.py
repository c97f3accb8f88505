"""What a command says when the two repositories do not give it a catalog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from credfolio.cli import private_records
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry


@pytest.mark.parametrize("findings", [(), (Finding("some-rule", "a.yml", "Hm", severity="hint"),)])
def test_a_catalog_that_is_only_begun_is_said_whatever_else_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, findings: tuple[Finding, ...]
) -> None:
    checked = SimpleNamespace(registry=Registry(), has_errors=False, findings=findings)
    monkeypatch.setattr(private_records, "read_both", lambda *_, **__: checked)
    with pytest.raises(UsageError) as refused:
        private_records.registry_of_both(tmp_path, tmp_path, date(2026, 3, 1))
    assert "has no issuer" in str(refused.value)
    assert "`credfolio new issuer`" in (refused.value.fix or "")
