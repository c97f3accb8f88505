"""Writes the plain MkDocs Material project with the same pages as a synthetic repository.

Every record is an ordinary Markdown page that is left out of the navigation,
and the search plugin is off: the fastest that Material can do with pages.

    python benchmarks/material_project.py RECORDS OUT
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from credfolio.pages.fragments import words
from credfolio.records.loading.loader import load_project
from derived_facts import Facts
from hugo_project import write_badges

_SETTINGS = """\
site_name: Synthetic records
site_url: https://bench.example/
theme: {name: material, font: false}
plugins: []
markdown_extensions: [tables, attr_list]
nav: [index.md]
not_in_nav: |
  /catalog/
  /portfolios/
  /topics/
  /audiences/
  /evidence/
"""


def write_material_project(records: Path, out: Path) -> None:
    """Write the project to the new folder `out`."""
    registry = load_project(records).registry
    facts = Facts(registry)
    docs = out / "docs"
    docs.mkdir(parents=True)
    (out / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    write_badges(docs, registry)
    rows: dict[str, list[str]] = {}
    for reference, credential in registry.credentials.items():
        data = facts.credential(credential)
        _write(docs / "catalog" / reference / "index.md", _credential(data))
        link = f"- [{data['title']}](/catalog/{reference}/) {data['issuer_name']}, {data['hours']}"
        lists = (
            *(f"topics/{topic}" for topic in data["topics"]),
            *(f"audiences/{role}" for role in data["audience_roles"]),
            *(f"evidence/{kind}" for kind in data["kinds"]),
            f"catalog/{credential.issuer}",
            "catalog",
        )
        for place in lists:
            rows.setdefault(place, []).append(link)
    for educator in registry.educators.values():
        awards = [facts.award(a) for a in registry.awards_by_educator.get(educator.id, ())]
        home = docs / "portfolios" / educator.id
        _write(home / "index.md", _portfolio(facts.educator(educator), awards))
        for award in awards:
            credential = facts.registry.credentials[award["credential"]]
            _write(home / f"{award['id']}.md", _award(award, facts.credential(credential)))
        link = f"- [{educator.display_name}](/portfolios/{educator.id}/) {educator.headline}"
        rows.setdefault("portfolios", []).append(link)
    for place, links in rows.items():
        _write(docs / place / "index.md", [f"# {words.title_of(place)}", "\n".join(links)])
    _write(docs / "index.md", ["# Synthetic records", "[Catalog](/catalog/)"])


def _write(path: Path, blocks: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _credential(c: dict[str, Any]) -> list[str]:
    blocks = [
        f"# {c['title']}",
        f"![Badge](badge.svg){{ width=148 }} {c['issuer_name']} · {c['hours']} · {c['money']}",
        c["competency"],
        "## What it is",
        c["summary"],
        f"For {', '.join(words.ROLES[role] for role in c['audience_roles'])}.",
        c["time_estimate"]["note"],
        "## The method",
        c["key_method"],
        c["method_components"]["intro"],
    ]
    for group in c["method_components"]["groups"]:
        blocks += [f"### {group['heading']}", group["intro"], _items(group["items"], "")]
    blocks += ["### Why it works", c["rationale"], "## Prepare", c["how_to_earn"]]
    blocks += [c["suggested_preparation"], "### Resources"]
    blocks += [
        "\n".join(
            f"- [{r['title']}]({r['url']}) {r['kind']} · {r['provider']} · {r['minutes']} minutes"
            for r in c["resources"]
        ),
        "## What you submit",
        c["submission_route"]["instructions"],
    ]
    for part in c["parts"]:
        blocks += [f"### Part {part['number']} · {part['title']}", part["purpose"], part["intro"]]
        blocks += [f"1. {p['text']}" for p in part.get("prompts", ())]
        blocks += [f"- **{e['title']}** {e['description']}" for e in part.get("evidence_items", ())]
        blocks += [f"- {check}" for check in part["completeness_checks"]]
    blocks += [c["privacy_rules"], c["integrity_statement"], "## How it is judged", c["rule"]]
    for part in c["parts"]:
        blocks += [f"### Part {part['number']}, rubric", _rubric(part)]
    blocks += ["## What it counts for"]
    blocks += [
        f"{v['jurisdiction_name']}: {v['words']}, {v['category']}" for v in c["credit_values"]
    ]
    blocks += [f"- {a['framework_title']} {a['code']}: {a['statement']}" for a in c["alignments"]]
    if c["earners"]:
        blocks += [
            "## Who earned it",
            "\n".join(f"- [{e}](/portfolios/{e}/)" for e in c["earners"]),
        ]
    blocks += ["## Research"]
    blocks += [f"1. {r['citation']} doi:{r['doi']}\n   {r['finding']}" for r in c["research"]]
    blocks += ["## Words used here"]
    blocks += [f"- **{t['term']}** {t['definition']}" for t in c["glossary"]]
    blocks += ["## Versions", f"Version {c['version']}, {c['released']}, {c['licence']}"]
    return blocks


def _items(items: list[dict[str, Any]], indent: str) -> str:
    lines = []
    for item in items:
        lines.append(f"{indent}- {item['text']}")
        if item.get("nested"):
            lines.append(_items(item["nested"], indent + "    "))
    return "\n".join(lines)


def _rubric(part: dict[str, Any]) -> str:
    levels = part["levels"]
    rows = [
        f"| Criterion | {' | '.join(level['name'] for level in levels)} |",
        "|---" * (len(levels) + 1) + "|",
    ]
    for criterion in part["rubric"]:
        texts = (criterion["levels"][level["id"]].replace("|", "\\|") for level in levels)
        rows.append(f"| {criterion['name']} | {' | '.join(texts)} |")
    return "\n".join(rows)


def _portfolio(e: dict[str, Any], awards: list[dict[str, Any]]) -> list[str]:
    wall = "\n".join(
        f"- [![](/catalog/{a['credential']}/badge.svg){{ width=84 }} {a['title']}]({a['id']}.md) "
        f"{a['awarded_on']}"
        for a in awards
    )
    evidence = "\n".join(
        f"- [{item['title']}]({item['url']}) {words.EVIDENCE[item['kind']]}: {item['description']}"
        for a in awards
        for item in a["evidence"]
    )
    blocks = [
        f"# {e['display_name']}",
        f"{e['headline']}. {e['school']} · {e['district']} · {e['hours']}",
        e["bio"],
        "## Badges",
        wall,
        "## Evidence",
        evidence,
        "## Skills and standards",
    ]
    blocks += [
        f"- {s['count']} [{s['name']}]({s['href']}) {s.get('text', '')}" for s in e["skills"]
    ]
    blocks += ["## Credits", *(f"- {c['name']}: {c['total']}" for c in e["credits"])]
    blocks += ["## Timeline", *(f"- {a['awarded_on']} {a['title']}" for a in awards)]
    blocks += ["## Working toward", *(f"- {goal['text']}" for goal in e["goals"])]
    blocks += [
        f"- {entry['title']} ({entry['on']}) {entry['note']}" for entry in e.get("learning_log", ())
    ]
    return blocks


def _award(a: dict[str, Any], c: dict[str, Any]) -> list[str]:
    blocks = [
        f"# {a['title']}",
        f"![Badge](/catalog/{a['credential']}/badge.svg){{ width=168 }}",
        f"{a['name_as_awarded']} earned this on {a['awarded_on']} from {a['issuer_name']}",
        a["competency"],
        "## In short",
        a["narrative"],
        "## How it was judged",
    ]
    for part in c["parts"]:
        blocks.append(f"### Part {part['number']} · {part['title']}")
        names = {level["id"]: level["name"] for level in part["levels"]}
        criteria = {criterion["id"]: criterion for criterion in part["rubric"]}
        for result in a["results"]:
            if result["part"] == part["number"]:
                criterion = criteria[result["criterion"]]
                text = criterion["levels"][result["level"]]
                blocks.append(f"- **{criterion['name']}** {names[result['level']]}: {text}")
    blocks += [c["rule"], "## Evidence"]
    blocks += [f"- [{e['title']}]({e['url']}) {e['description']}" for e in a["evidence"]]
    blocks += ["## Facts", f"Version {a['version']} · {c['hours']} · {a['school']}"]
    blocks += [f"{v['words']}, {v['jurisdiction_name']}" for v in a["credits_earned"]]
    return blocks


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    write_material_project(given.records, given.out)


if __name__ == "__main__":
    main()
