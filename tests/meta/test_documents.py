"""What the documents promise is there: commands, examples, links, overrides, pages."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from yaml import SafeLoader

from credfolio.checking.check import check_project
from credfolio.cli import all_commands, main
from credfolio.findings.report import render_findings
from credfolio.records.model import Record
from credfolio.records.model.award import PartResult
from credfolio.records.model.base import Piece
from credfolio.records.model.governance import IssuerAccess
from credfolio.records.model.hints import hints_of, is_piece, item_of, without_none
from credfolio.records.model.kinds import KINDS, PRIVATE_TOPS
from demo import ROOT, TODAY
from proposals import lay

DOCUMENTS = sorted(
    [
        *(path for path in ROOT.glob("*.md")),
        *(path for path in (ROOT / "docs").rglob("*.md")),
        *(
            path
            for folder in ("catalog", "portfolios", "theme", "benchmarks")
            for path in (ROOT / folder).glob("README.md")
        ),
    ]
)
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def settings() -> dict[str, object]:
    class Loader(SafeLoader):
        pass

    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: "")
    loaded: dict[str, object] = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    return loaded


# --- commands -----------------------------------------------------------------------------------


def commands_in(text: str) -> Iterator[str]:
    """Every `credfolio …` of a document: lines of code blocks, and code in sentences."""
    for _, block in FENCE.findall(text):
        for line in block.splitlines():
            if found := re.match(
                r"\s*(?:\$ )?(?:[A-Z_]+=\S+ )?(?:\.venv/bin/)?credfolio (.+)", line
            ):
                yield found[1]
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", FENCE.sub("", text)):
        if found := re.match(r"(?:\.venv/bin/)?credfolio (.+)", code):
            yield found[1]


def fault_of(line: str) -> str | None:
    """What is wrong with a command as a document writes it, by the real command."""
    # What follows is a comment or another command; between brackets | separates choices.
    line = line if "[" in line or "(" in line else re.sub(r"\s#.*| [|>] .*", "", line)
    command: click.Command = main
    named = False
    for word in shlex.split(re.sub(r"[\[\]()|]", " ", line)):
        if word.startswith("-") and word != "-":  # a dash alone is standard input
            option = word.split("=")[0]
            # An option of the whole program may stand before any command.
            known = {
                o for p in (*command.params, *main.params) for o in (*p.opts, *p.secondary_opts)
            }
            if option not in known | {"--help", "-h"}:
                return f"no option {option} of {command.name}"
        elif isinstance(command, click.Group):
            if command is main:
                all_commands()
            if word in command.commands:
                command, named = command.commands[word], True
            elif not named and re.fullmatch(r"[A-Z]+|…|<\w+>", word):
                continue
            elif isinstance(command, click.Group) and re.fullmatch(r"…|<\w+>", word):
                return None
            elif command is main:
                return f"no command {word}"
            else:
                return f"no command {command.name} {word}"
    return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_a_command_that_a_document_names_exists_with_these_options(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    faults = {line: fault for line in commands_in(text) if (fault := fault_of(line))}
    assert faults == {}


def test_documents_name_many_commands() -> None:
    found = [line for path in DOCUMENTS for line in commands_in(path.read_text(encoding="utf-8"))]
    assert len(found) > 40


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("check --strict", None),
        ("new credential example/listening --title X", None),
        ("check --fast", "no option --fast of check"),
        ("proclaim", "no command proclaim"),
        ("new badge x", "no command new badge"),
        ("[--project FOLDER] COMMAND …", None),
    ],
)
def test_a_command_that_there_is_not_would_be_noticed(line: str, fault: str | None) -> None:
    assert fault_of(line) == fault


def test_make_has_the_targets_that_documents_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(encoding="utf-8"), re.M):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (path, target)


# --- examples -----------------------------------------------------------------------------------


def lay_examples(document: str, folder: Path) -> list[str]:
    """Write each example of a document that names its file; their paths."""
    text = (ROOT / document).read_text(encoding="utf-8")
    written = []
    for language, block in FENCE.findall(text):
        first, _, record = block.partition("\n")
        if language == "yaml" and first.startswith("# file: "):
            written.append(first.removeprefix("# file: "))
            lay(folder, {written[-1]: record})
    return written


# What the examples of private records name and do not show.
ASIDE = {
    "office/people/p-al3x1.yml": "name: Lou Coach\n",
    "office/people/p-k1m01.yml": "name: Kim Sample\nassesses: {trained_on: 2024-09-10}\n",
    "office/people/p-l33d1.yml": "name: Alex Placeholder\naccount: alex-placeholder\n",
    "submissions/2026/9p3ra-h2c8d/submission.yml": "person: p-rob1n\n"
    "credential: example-district/active-listening\nversion: '1.0'\nsubmitted_on: 2026-02-02\n"
    "old_number: {system: Old Platform, number: S-9}\n",
    "submissions/2026/9p3ra-h2c8d/decision.yml": "outcome: resubmit\nbasis: agreed\n"
    "approved_by: p-l33d1\non: 2026-02-16\nkept_parts: [1]\n",
    "submissions/2026/k7qm3-xw9t2/sheets/p-k1m01.yml": "on: 2026-03-18\ndecision: pass\n",
}


def test_the_examples_of_private_records_are_clean_beside_those_of_files(tmp_path: Path) -> None:
    lay_examples("docs/contributing/files.md", tmp_path)
    shown = lay_examples("docs/reference/records.md", tmp_path)
    lay(tmp_path, ASIDE)
    checked = check_project(tmp_path, TODAY)
    assert not checked.findings, render_findings(checked.findings, checked.files, "text")
    kinds = {place.kind for path in shown if (place := KINDS.place(path))}
    own = {kind.name for kind in KINDS if kind.pattern.partition("/")[0] in PRIVATE_TOPS}
    assert kinds == own


def test_the_examples_of_private_records_have_every_field(tmp_path: Path) -> None:
    shown: defaultdict[type[Record], set[str]] = defaultdict(set)
    for path in lay_examples("docs/reference/records.md", tmp_path):
        place = KINDS.place(path)
        assert place is not None
        shown[place.model] |= said_in(yaml.safe_load((tmp_path / path).read_text()))
    for model, said in shown.items():
        missing = fields_of(model) - said - {"id", "year", "submission", "extra"}
        assert not missing, (model.__name__, missing)


def said_in(data: Any) -> set[str]:
    """Every key, at any depth."""
    if isinstance(data, dict):
        keys = {"on" if key is True else str(key) for key in data}  # PyYAML takes `on` for yes
        return keys.union(*map(said_in, data.values()))
    return set().union(*map(said_in, data)) if isinstance(data, list) else set()


ELSEWHERE = (PartResult, IssuerAccess)
"""Pieces that another section of the reference has."""


def fields_of(model: type[Piece]) -> set[str]:
    """The keys of a record and of what is in it."""
    found = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        hint = without_none(hints_of(model)[name])
        inner = item_of(hint) or hint
        if is_piece(inner) and inner not in ELSEWHERE:
            found |= fields_of(inner)
    return found


def test_the_examples_of_files_form_a_project_without_errors(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Example\n")
    written = lay_examples("docs/contributing/files.md", tmp_path)
    checked = check_project(tmp_path, TODAY)
    assert not checked.has_errors, render_findings(checked.findings, checked.files, "text")
    assert checked.files == len(set(written)) == len(written)
    registry = checked.registry
    for kind in ("issuers", "credentials", "stacks", "frameworks", "jurisdictions", "educators"):
        assert getattr(registry, kind), f"there is no example of {kind}"
    assert registry.awards
    assert registry.governance


def test_every_example_of_yaml_in_a_document_can_be_read() -> None:
    for path in DOCUMENTS:
        for language, block in FENCE.findall(path.read_text(encoding="utf-8")):
            if language in ("yaml", "yml"):
                assert yaml.safe_load(block) is not None, (path, block[:80])


# --- links --------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The fragments that a forge and MkDocs make of a document's headings."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    found = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        named = re.search(r"\{ ?#([\w-]+) ?\}", heading)
        plain = re.sub(r"\{.*?\}|[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        found.add(named[1] if named else re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", plain)))
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_a_link_of_a_document_leads_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", path.read_text(encoding="utf-8")))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", target) or is_record_page(path, place):
            continue
        file = (path.parent / place).resolve() if place else path
        lost = fragment and file.suffix == ".md" and fragment not in anchors(file)
        if not file.exists() or lost:
            broken.append(target)
    assert broken == []


def is_record_page(path: Path, place: str) -> bool:
    """Whether a page of docs/ links a page made from records, as an address of the site.

    Whether it is there, tests/site/test_links.py sees on the built site.
    """
    return ROOT / "docs" in path.parents and place.endswith("/")


# --- theme and navigation -----------------------------------------------------------------------


def test_the_readme_of_the_theme_names_each_file_with_a_reason() -> None:
    readme = (ROOT / "theme/README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", readme, re.MULTILINE))
    files = {
        path.relative_to(ROOT / "theme").as_posix()
        for path in (ROOT / "theme").rglob("*")
        if path.is_file() and path.name != "README.md" and path.parent.name != "built"
    }
    assert set(rows) == files | {"assets/built/"}
    assert all(rows.values())


def test_each_override_has_an_original_in_material() -> None:
    import material

    templates = Path(material.__file__).parent / "templates"
    readme = (ROOT / "theme/README.md").read_text(encoding="utf-8")
    section = readme.partition("## Overrides of Material")[2].partition("## ")[0]
    for name in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE):
        assert (templates / name).is_file(), name


def pages_of(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for entry in nav:
            yield from pages_of(entry)
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from pages_of(entry)


def test_the_navigation_has_pages_of_docs_only() -> None:
    named = list(pages_of(settings()["nav"]))
    assert len(named) == len(set(named)) > 10
    for page in named:
        assert (ROOT / "docs" / page).is_file(), page
        assert not page.startswith(("catalog", "portfolios"))


def test_every_page_of_docs_is_in_the_navigation_or_named_as_left_out() -> None:
    named = set(pages_of(settings()["nav"]))
    left_out = str(settings()["not_in_nav"]).split()
    for path in (ROOT / "docs").rglob("*.md"):
        page = path.relative_to(ROOT / "docs").as_posix()
        assert page in named or any(
            f"/{page}".startswith(pattern.rstrip("*")) for pattern in left_out
        ), page


def test_the_theme_asks_for_nothing_from_elsewhere() -> None:
    theme = settings()["theme"]
    assert isinstance(theme, dict)
    assert theme["font"] is False
    assert "repo_url" not in settings()
    for path in (ROOT / "theme").rglob("*"):
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text(encoding="utf-8")
            # In scripts it is a keyword of JSON-LD.
            assert path.suffix == ".js" or "@import" not in text
            loaded = re.findall(r'(?:src|href)="(https?:[^"]+)"', text)
            assert [
                address for address in loaded if not address.startswith("https://doi.org/")
            ] == []
