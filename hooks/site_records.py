"""MkDocs loads this hook; every event is one function of the package."""

import sys
from pathlib import Path

# `mkdocs build` must work where the package is not installed. MkDocs drops this folder from the
# path as soon as the hook has been read, so the import stands at the top.
sys.path.insert(0, str(Path(__file__).parent))
try:
    from credfolio.building import mkdocs_site
finally:
    sys.path.pop(0)

_serving = False


def on_startup(command, dirty):
    global _serving
    _serving = command == "serve"


def on_config(config):
    mkdocs_site.begin(config, serving=_serving)
    return config


def on_files(files, config):
    return mkdocs_site.prepare_files(files, config)


def on_env(env, config, files):
    return mkdocs_site.prepare_templates(env, files)


def on_post_page(output, page, config):
    return mkdocs_site.keep_shell(output, page, config)


def on_post_build(config):
    mkdocs_site.finish(config)


def on_serve(server, config, builder):
    return mkdocs_site.keep_serving(server, config)


def on_build_error(error):
    mkdocs_site.forget()
