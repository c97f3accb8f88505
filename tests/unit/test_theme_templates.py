"""The engine is shown what it would publish of a theme, and compiles each template once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import material
from jinja2 import DictLoader, Environment, FileSystemLoader

from credfolio.building.engine import Files, MkDocsConfig
from credfolio.building.theme_templates import compile_once, list_shown_files
from demo import ROOT

FOLDERS = [str(ROOT / "theme"), str(Path(material.__file__).parent / "templates")]


class Theme(SimpleNamespace):
    """A theme as far as MkDocs lists its files."""

    get_env: Callable[[], Environment]


def theme() -> Theme:
    found = Theme(dirs=FOLDERS, static_templates={"404.html"})
    found.get_env = lambda: Environment(loader=FileSystemLoader(FOLDERS))
    return found


def listed(one: Theme) -> list[str]:
    config = MkDocsConfig()
    config.site_dir, config.theme = "site", one  # type: ignore[assignment]
    files = Files([])
    files.add_files_from_theme(one.get_env(), config)
    return [file.src_uri for file in files]


def test_the_engine_finds_the_files_that_it_would_publish() -> None:
    quick = theme()
    list_shown_files(quick)
    assert listed(quick) == listed(theme())
    loader = quick.get_env().loader
    assert loader is not None
    assert len(loader.list_templates()) < 1_000
    assert not any(
        part.startswith(".") for name in loader.list_templates() for part in name.split("/")[:-1]
    )
    assert loader.get_source(quick.get_env(), ".icons/material/check.svg")


def test_a_template_is_compiled_once() -> None:
    first, second = (Environment(loader=DictLoader({"a.html": "{{ a }}"})) for _ in range(2))
    compile_once(first)
    compile_once(second)
    code = first.get_template("a.html").root_render_func.__code__
    assert second.get_template("a.html").root_render_func.__code__ is code


def test_what_a_plugin_gave_another_syntax_is_not_kept_for_others() -> None:
    usual, other = (
        Environment(
            loader=DictLoader({"b.html": "{% if 1 %}\n{{ a }}{% endif %}"}), trim_blocks=trims
        )
        for trims in (False, True)
    )
    for one in (usual, other):
        compile_once(one)
    assert [one.get_template("b.html").render(a=1) for one in (usual, other)] == ["\n1", "1"]
