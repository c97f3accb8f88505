"""Writes the Hugo project that makes the same pages as a synthetic repository.

python benchmarks/hugo_project.py RECORDS OUT --shell BUILT_SITE/portfolios/x/y/index.html
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from credfolio.drawing.badge import BadgeFace, draw_badge
from credfolio.pages.fragments import words
from credfolio.records.loading.loader import load_project
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import Registry
from derived_facts import Facts, as_data
from page_shell import PageShell, cut_shell, stand_in_shell
from record_yaml import to_yaml

_LAYOUTS = Path(__file__).resolve().parent / "hugo_layouts"
_SETTINGS = """\
baseURL: https://bench.example/
title: Synthetic records
locale: en
disableKinds: [rss]
enableRobotsTXT: false
taxonomies: {topic: topics, audience: audiences, evidence: evidence}
markup: {goldmark: {renderer: {unsafe: false}}}
"""


def write_hugo_project(records: Path, out: Path, shell: PageShell) -> None:
    """Write the project to the new folder `out`."""
    registry = load_project(records).registry
    facts = Facts(registry)
    content = out / "content"
    _write_frame(out, shell)
    _write_data(out / "data")
    write_badges(out / "static", registry)
    _write_catalog(content, registry, facts)
    for educator in registry.educators.values():
        home = content / "portfolios" / educator.id
        page = {"title": educator.display_name, "description": educator.headline}
        _write(home / "_index.md", "portfolio", page, {"e": facts.educator(educator)})
        for award in registry.awards_by_educator.get(educator.id, ()):
            data = facts.award(award)
            page = {
                "title": f"{data['title']}, earned by {award.name_as_awarded}",
                "description": f"{award.name_as_awarded} earned {data['title']}.",
                "date": award.awarded_on.isoformat(),
            }
            _write(home / f"{award.id}.md", "award", page, {"a": data})


def _write_catalog(content: Path, registry: Registry, facts: Facts) -> None:
    catalog = content / "catalog"
    for issuer in registry.issuers.values():
        _write(
            catalog / issuer.id / "_index.md",
            "issuer",
            {"title": issuer.name},
            {"i": as_data(issuer)},
        )
    for credential in registry.credentials.values():
        data = facts.credential(credential)
        page = {
            "title": credential.title,
            "description": credential.competency,
            "date": data["released"],
            "topics": data["topics"],
            "audiences": data["audience_roles"],
            "evidence": data["kinds"],
        }
        _write(catalog / f"{credential.ref}.md", "credential", page, {"c": data})
    for stack in registry.stacks.values():
        _write(
            catalog / stack.issuer / "stacks" / f"{stack.id}.md",
            "stack",
            {"title": stack.title, "description": stack.summary},
            {"s": facts.stack(stack)},
        )
    _write(catalog / "_index.md", "catalog", {"title": "Catalog"}, {})
    _write(content / "portfolios" / "_index.md", "portfolios", {"title": "Portfolios"}, {})
    _write(content / "resources.md", "resources", {"title": "Learning resources"}, {})
    for name, title, kind in (
        ("stacks", "Stacks", "stack"),
        ("issuers", "Issuers", "issuer"),
        ("frameworks", "Frameworks", "framework"),
        ("jurisdictions", "Where it counts", "jurisdiction"),
    ):
        _write(content / f"{name}.md", "entries", {"title": title}, {"lists": kind})
    for framework in registry.frameworks.values():
        data = as_data(framework)
        for strand in data["strands"]:
            for statement in strand["statements"]:
                statement["aligned"] = facts.aligned.get(statement["code"], [])
        path = content / "frameworks" / f"{framework.id}.md"
        _write(path, "framework", {"title": framework.title}, {"f": data})
    for jurisdiction in registry.jurisdictions.values():
        path = content / "jurisdictions" / f"{jurisdiction.id}.md"
        _write(path, "jurisdiction", {"title": jurisdiction.name}, {"j": as_data(jurisdiction)})


def _write(path: Path, kind: str, page: dict[str, Any], params: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    front = {**page, "type": kind, "params": params}
    path.write_text(f"---\n{to_yaml(front, typed=True)}---\n", encoding="utf-8")


def _write_frame(out: Path, shell: PageShell) -> None:
    """The layouts, with credfolio's own page frame as the base of all of them."""
    shutil.copytree(_LAYOUTS, out / "layouts")
    if "{{" in shell.head + shell.tail:
        raise ValueError("the frame holds what Hugo would take for a command")
    head = re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", shell.head, flags=re.S)
    head = re.sub(
        r'(<meta name="description" content=")[^"]*"', r'\1{{ .Description | plainify }}"', head
    )
    head = re.sub(r'(<link rel="canonical" href=")[^"]*"', r'\1{{ .Permalink }}"', head)
    base = f'{head}{{{{ block "main" . }}}}{{{{ end }}}}{shell.tail}'
    (out / "layouts" / "baseof.html").write_text(base, encoding="utf-8")
    (out / "hugo.yaml").write_text(_SETTINGS, encoding="utf-8")


def _write_data(folder: Path) -> None:
    """Words and icons that the layouts look up."""
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        raise SystemExit("mkdocs-material is not installed; run this with .venv/bin/python")
    icons = Path(spec.origin).parent / "templates" / ".icons" / "material"
    named = set(words.EVIDENCE_ICON.values()) | set(words.RESOURCE_ICON.values())
    for layout in _LAYOUTS.rglob("*.html"):
        named |= set(re.findall(r'"icon\.html" "([a-z-]+)"', layout.read_text(encoding="utf-8")))
    drawn = {
        name: (icons / f"{name}.svg")
        .read_text(encoding="utf-8")
        .replace("<svg ", '<svg class="cf-icon" aria-hidden="true" focusable="false" ', 1)
        for name in sorted(named)
    }
    folder.mkdir(parents=True)
    vocabulary = {
        "roles": words.ROLES,
        "role": words.ROLE,
        "grades": words.GRADES,
        "evidence": {
            k: {"name": v, "icon": words.EVIDENCE_ICON[k]} for k, v in words.EVIDENCE.items()
        },
        "resource": {
            k: {"name": v, "icon": words.RESOURCE_ICON[k]} for k, v in words.RESOURCE.items()
        },
    }
    (folder / "icons.json").write_text(json.dumps(drawn), encoding="utf-8")
    (folder / "words.json").write_text(json.dumps(vocabulary), encoding="utf-8")


def write_badges(folder: Path, registry: Registry) -> None:
    """The pictures that credfolio draws while it builds; here they lie ready."""
    definitions: list[MicroCredential | Stack] = [
        *registry.credentials.values(),
        *registry.stacks.values(),
    ]
    for definition in definitions:
        is_stack = isinstance(definition, Stack)
        place = f"{definition.issuer}/{'stacks/' if is_stack else ''}{definition.id}"
        face = BadgeFace(
            id=place,
            title=definition.title,
            issuer_kind=registry.issuers[definition.issuer].kind,
            topic=definition.topics[0],
            level=definition.level or "",
            is_stack=is_stack,
        )
        path = folder / "catalog" / place / "badge.svg"
        path.parent.mkdir(parents=True)
        path.write_text(draw_badge(face), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shell", type=Path, help="a record's page that credfolio has built")
    given = parser.parse_args()
    shell = cut_shell(given.shell.read_text(encoding="utf-8")) if given.shell else stand_in_shell()
    write_hugo_project(given.records, given.out, shell)


if __name__ == "__main__":
    main()
