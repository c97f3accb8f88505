"""A build after a change to records alone: pages of docs/ are taken from the site that is there."""

from __future__ import annotations

import logging
from pathlib import Path

from credfolio.building.build import Options
from credfolio.building.inputs import opened_files
from credfolio.building.kept_docs import KeptDocs, lend
from credfolio.building.own_templates import templates_told
from credfolio.building.site_build import begin_build, finish_build
from credfolio.building.unchanged import Inputs
from credfolio.disk.manifest import Written
from credfolio.disk.staging import discard
from credfolio.disk.writer import disk_problem


class DocsDiffer(Exception):
    """The pages of docs/ have to be made; nothing was touched, and the findings were printed."""

    def __init__(self, said: str) -> None:
        super().__init__("other pages of docs/")
        self.said = said


def build_again(
    kept: KeptDocs, files: list[Written], raw: bytes, options: Options, inputs: Inputs
) -> Path:
    """Build with the `files` of docs/ and the theme that an earlier build made, and what it `kept`.

    `raw` is all of that as it is kept. Returns where the site is. Raises `DocsDiffer` where these
    pages are not those of the build, and `CredfolioError` as `begin_build` and `finish_build` do.
    """
    settings = kept.settings
    try:
        with templates_told(settings.theme.root), opened_files() as opened:
            build = begin_build(settings, options, serving=False)
            try:
                if not lend(kept, files, build):
                    raise DocsDiffer(build.said)
                build.docs_raw = raw
                log = logging.getLogger(kept.logger)
                built = finish_build(build, settings, log)
            finally:
                options.progress("")
                discard(build.staging)
                build.lock.release()
        if built:
            inputs.keep(built, opened)
    except OSError as error:
        raise disk_problem(error) from error
    return settings.target
