"""The events that MkDocs sends to a site's hook file; each is one function of `mkdocs_site`.

A site's hook file is one line, ``from credfolio.building.hook import *``, and never has to change.
"""

from __future__ import annotations

from typing import Any

from credfolio.building import mkdocs_site

_serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Note whether the site is served or built."""
    global _serving
    _serving = command == "serve"


def on_config(config: Any) -> Any:
    """Check the records, and prepare the folder that the site is written to."""
    mkdocs_site.begin(config, serving=_serving)
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add one page for each kind of record page."""
    return mkdocs_site.prepare_files(files, config)


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Give the templates what they ask for."""
    return mkdocs_site.prepare_templates(env, files, config)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Note which page is parsed next."""
    return mkdocs_site.begin_page(markdown, page)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Keep the pages that record pages are made from."""
    return mkdocs_site.keep_shell(output, page, config)


def on_post_build(config: Any) -> None:
    """Write the record pages, and let the new site take the old one's place."""
    mkdocs_site.finish(config)


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Watch the records, and go on with the last good pages when a build fails."""
    return mkdocs_site.keep_serving(server, config)


def on_build_error(error: Exception) -> None:
    """Drop what an unfinished build has prepared."""
    mkdocs_site.forget()


__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_serve",
    "on_startup",
]
