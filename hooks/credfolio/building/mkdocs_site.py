"""The MkDocs adapter: each event calls one plain function of the package.

With `engine`, which says whether that is MkDocs or ProperDocs, everything that a
move to another engine would touch: here, in hooks/site_records.py and in theme/.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment

from credfolio.building.build import Build, Options
from credfolio.building.content_policy import content_policy, signing_hosts
from credfolio.building.desk_files import desk_files
from credfolio.building.engine import (
    ENGINE,
    Abort,
    ConfigurationError,
    CountHandler,
    File,
    Files,
    InclusionLevel,
    MkDocsConfig,
    MkDocsException,
    PluginError,
    Server,
)
from credfolio.building.engine import Page as DocsPage
from credfolio.building.inputs import begin_docs
from credfolio.building.lent_pages import choose_lent, navigation, pictures_of
from credfolio.building.own_templates import refuse_unusable, template_problem
from credfolio.building.page_links import LinksElsewhere
from credfolio.building.settings import Settings, Theme
from credfolio.building.shell import parse_shell
from credfolio.building.site_build import RecordsRefused, begin_build, finish_build
from credfolio.building.theme_templates import compile_once, keep_compiled, list_shown_files
from credfolio.building.watching import changed_files, state_of
from credfolio.disk.shipped import desk_runtime, is_installed, shipped
from credfolio.disk.staging import discard
from credfolio.disk.writer import disk_problem
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import first_of
from credfolio.pages.search.guides import guide_sections, is_for_readers
from credfolio.pages.site_pages import SHELL_KINDS
from credfolio.project import documentation_address
from credfolio.text.style_sheet import is_own_sheet, squeezed

log = logging.getLogger(f"{ENGINE}.credfolio")

_SHELL_FOLDER = "credfolio-shell"


OPTIONS = "credfolio_options"
"""Where a command puts its `Options` among the settings, for `begin` to find."""
BUILT = "credfolio_built"
"""Where `finish` puts what it has `Built`."""

# MkDocs runs one build at a time, and tells on_build_error nothing but the error.
_current: Build | None = None


# --- events -----------------------------------------------------------------------------------


def begin(config: MkDocsConfig, *, serving: bool) -> None:
    """on_config: check the records, and send the output to a folder next to the target."""
    options: Options = config.extra.get(OPTIONS) or Options()
    if not config.use_directory_urls:
        raise ConfigurationError("credfolio needs use_directory_urls: true in mkdocs.yml")
    global _current
    try:
        _current = begin_build(_settings(config), options, serving=serving)
    except RecordsRefused as error:
        raise PluginError(error.message) from error
    except CredfolioError as error:
        raise PluginError(error.in_one_line()) from error
    config.site_dir = str(_current.staging)
    list_shown_files(config.theme)
    begin_docs()


def prepare_files(files: Files, config: MkDocsConfig) -> Files:
    """on_files: add a page for each kind, with markers where records go in; drop dead weight.

    No page loads Material's scripts and source maps (2 MB). Raises `PluginError` without ours.
    """
    if files.get_file_from_path("assets/built/credfolio.js") is None:
        fix = "write `name: credfolio` below `theme:` in mkdocs.yml"
        fix = fix if is_installed() else "run `make bundle`"
        problem = EnvironmentProblem("the theme has no scripts in assets/built", fix=fix)
        raise PluginError(problem.in_one_line()) from problem
    for file in list(files):
        if file.src_uri.endswith(".map") or (
            file.src_uri.startswith("assets/")
            and file.src_uri.endswith(".js")
            and not file.src_uri.startswith("assets/built/")
        ):
            files.remove(file)
        elif is_own_sheet(file.src_uri):
            file.content_string = squeezed(file.content_string)
    _lend_pages(files, config)
    for path, data in desk_files(desk_runtime()):
        files.append(File.generated(config, path, content=data))
    for kind in SHELL_KINDS:
        front_matter = f"---\ntemplate: record.html\ntitle: {kind}\nkind: {kind}\n---\n"
        file = File.generated(
            config,
            f"{_SHELL_FOLDER}/{kind}-shell.md",
            content=front_matter,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        files.append(file)
    return files


def begin_page(markdown: str, page: DocsPage) -> str:
    """on_page_markdown: say which page is parsed next."""
    if (links := _running().elsewhere) is not None:
        links.page = page.file.src_uri
    return markdown


def prepare_templates(environment: Environment, files: Files, config: MkDocsConfig) -> Environment:
    """on_env: let the theme ask which pages of docs/ there are, and state what a page may load.

    The policy is not stated while serving: MkDocs puts a script of its own into every page then.
    """
    compile_once(environment)
    if custom := config.theme.custom_dir:
        try:
            refuse_unusable(Path(custom), [Path(folder) for folder in config.theme.dirs])
        except CredfolioError as error:
            raise PluginError(error.in_one_line()) from error
    docs = {file.url for file in files.documentation_pages()}
    environment.globals["has_page"] = docs.__contains__
    build = _running()
    if not build.serving:
        environment.globals["content_policy"] = partial(
            content_policy,
            raw=build.site.raw,
            issuers=signing_hosts(build.checked.registry.signed.values()),
        )
    return environment


def keep_shell(output: str, page: DocsPage, config: MkDocsConfig) -> str:
    """on_post_page: remember the shells, and which pages of docs/ there are."""
    build = _running()
    folder, _, name = page.file.src_uri.partition("/")
    if folder != _SHELL_FOLDER:
        build.docs.append(page.url)
        if page.file.src_uri in build.lent.unlisted:
            build.unlisted.add(page.url)
        elif is_for_readers(page.url):
            title = str(page.title or "")
            build.guides += guide_sections(title, page.url, page.content or "")
        build.links.add(output, page.url, f"docs/{page.file.src_uri}")
        return output
    kind = name.removesuffix("-shell.md")
    try:
        build.shells[kind] = parse_shell(kind, output)
    except CredfolioError as error:
        raise PluginError(error.in_one_line()) from error
    return output


def finish(config: MkDocsConfig) -> None:
    """on_post_build: write the records, the sitemap and the manifest; take the old site's place."""
    build = _running()
    with _faults_as_plugin_errors(build.options.progress):
        keep_compiled()
        shutil.rmtree(build.staging / _SHELL_FOLDER)
        settings = replace(_settings(config), target=build.target)
        config.extra[BUILT] = finish_build(build, settings, log, lambda: _refuse_warnings(config))
        config.site_dir = str(build.target)
    forget()


def forget() -> None:
    """on_build_error: drop what an unfinished build has prepared."""
    global _current
    if _current is not None:
        discard(_current.staging)
        _current.lock.release()
    _current = None


def keep_serving(server: Server, config: MkDocsConfig) -> Server:
    """on_serve: watch the records, and go on with the last good pages when a build fails.

    MkDocs would hold every request back until a build succeeds.
    """
    build = server.builder
    root = Path(config.config_file_path).parent
    seen = state_of(root)

    def build_or_tell() -> None:
        nonlocal seen
        before, seen = seen, state_of(root)
        if names := changed_files(before, seen):
            log.info("Changed: %s", first_of(names, 5))
        try:
            build()
        except Exception as error:
            if problem := template_problem(error, root):
                log.error(problem.in_one_line())
            elif not isinstance(error, MkDocsException):
                log.exception("The build stopped at a fault of the program")
            elif not isinstance(error, Abort):
                log.error(str(error))
            log.error("The pages shown are still those of the last good build")

    server.builder = build_or_tell
    for folder in ("catalog", "portfolios", config.theme.custom_dir or "theme"):
        if (root / folder).is_dir():
            server.watch(str(root / folder))
    return server


def _lend_pages(files: Files, config: MkDocsConfig) -> None:
    """Add the program's pages that the settings ask for, and let links lead to the others.

    The program's own repository has them all; nothing is lent there.
    """
    source = shipped("docs")
    if Path(config.docs_dir).resolve() == source.resolve():
        return
    own_settings = config.extra.get("credfolio") or {}
    own = [file.src_uri for file in files.documentation_pages()]
    pages = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.md"))
    try:
        lent = choose_lent(pages, own, own_settings.get("guides"))
    except CredfolioError as error:
        raise PluginError(error.in_one_line()) from error
    for path in (*lent.shown, *pictures_of(lent.shown, source)):
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, abs_src_path=str(source / path)))
    if config.nav is None:
        config.nav = navigation(own, lent.shown)
    build = _running()
    build.lent = lent
    home = documentation_address(own_settings.get("documentation"))
    build.elsewhere = LinksElsewhere(lent.elsewhere, home)
    config.markdown_extensions.append(build.elsewhere)
    # They lead to pages of records, which MkDocs does not know; `inner_links` looks at those.
    if lent.shown and config.validation.links.unrecognized_links == logging.INFO:
        config.validation.links.unrecognized_links = logging.DEBUG


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _settings(config: MkDocsConfig) -> Settings:
    theme = Theme(_root(config), tuple(config.theme.dirs), str(config.theme["language"] or "en"))
    return Settings(
        theme=theme,
        target=Path(config.site_dir),
        name=config.site_name,
        description=config.site_description or "",
        url=config.site_url or "",
        docs_dir=config.docs_dir,
        custom_dir=config.theme.custom_dir or "",
        strict=bool(config.strict),
        own=config.extra.get("credfolio") or {},
    )


@contextmanager
def _faults_as_plugin_errors(progress: Callable[[str], None]) -> Iterator[None]:
    """Let MkDocs print one line for what stops a build, and end the progress shown."""
    try:
        yield
    except CredfolioError as error:
        raise PluginError(error.in_one_line()) from error
    except OSError as error:
        raise PluginError((problem := disk_problem(error)).in_one_line()) from problem
    finally:
        progress("")


def _running() -> Build:
    assert _current is not None, "MkDocs sends on_config before any other event"
    return _current


def _refuse_warnings(config: MkDocsConfig) -> None:
    # MkDocs looks at its count of warnings after this event, when the old site would be gone.
    if not config.strict:
        return
    for handler in logging.getLogger(ENGINE).handlers:
        if isinstance(handler, CountHandler) and handler.get_counts():
            raise PluginError("there were warnings, and the build is strict; see above")


__all__ = [
    "OPTIONS",
    "Options",
    "begin",
    "begin_page",
    "finish",
    "forget",
    "keep_serving",
    "keep_shell",
    "prepare_files",
    "prepare_templates",
]
