"""Every command of the guide to publishing, run from its top to its end as it is written."""

from __future__ import annotations

from pathlib import Path

from guide_runner import ROOT, commands_of, guide_environment, run_commands
from pages_remote import IGNORED, git, live_sources, make_remote, save

SAVED = "credfolio deploy --save"
GUIDE = ROOT / "docs" / "guides" / "publishing.md"


def test_the_guide_can_be_followed_to_the_letter(project: Path, tmp_path: Path) -> None:
    commands = commands_of(GUIDE)
    assert sum("credfolio deploy" in line for line in commands) >= 4
    assert sum("credfolio audit" in line for line in commands) == 1

    pages, web = make_remote(tmp_path / "pages.git"), make_remote(project.parent / "web.git")
    git(project, "init", "-q", "-b", "main")
    git(project, "remote", "add", "origin", str(pages))
    (project / ".gitignore").write_text(IGNORED + "/before.json\n")
    save(project, "First records")

    # The one change of records that the guide speaks of.
    at = next(n for n, line in enumerate(commands) if line.startswith(SAVED))
    commands.insert(at, "echo '# A page' > docs/page.md")
    run_commands(commands, project, guide_environment(tmp_path / "home"))
    assert len(live_sources(pages)) == 2
    assert git(web, "log", "-1", "--format=%s", "pages") == "First version of the site"
