"""The texts that awards are judged by, which commands keep when they write awards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from credfolio.authoring.kept_versions import Version, digest_for, unkept
from credfolio.authoring.scaffold import dump
from credfolio.cli.form import Form
from credfolio.cli.private_records import open_public
from credfolio.disk.new_file import write_new_file
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import read_text
from credfolio.records.model import Award, MicroCredential, Stack
from credfolio.records.reckoned.as_earned import last_day, life_of, submission_day
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml


def texts_of(root: Path, versions: Iterable[Version]) -> dict[str, str]:
    """The path of each kept text to write → the text of the definition."""
    texts = {}
    for one in versions:
        text = read_text(root / one.definition, one.definition)
        if isinstance(text, Finding):
            raise CredfolioError(f"{one.definition}: {text.message}", fix=text.fix)
        texts[one.path] = text
    return texts


def _texts_at(public: Path, commit: str, versions: Iterable[Version]) -> dict[str, str]:
    """The same at a commit of the public repository, wherever its clone stands."""
    opened = open_public(public)
    tree = opened.tree(opened.commit(commit))
    found = {one.path: tree[one.definition].object for one in versions}
    blobs = opened.blobs(found.values())
    return {path: blobs[name].decode("utf-8") for path, name in found.items()}


def kept_with(root: Path, registry: Registry, awards: Iterable[Award]) -> dict[str, str]:
    """The texts to keep together with new awards, by path."""
    return texts_of(root, unkept(registry, awards)[0])


def keep_text(
    root: Path,
    registry: Registry,
    path: str,
    earned: MicroCredential | Stack,
    form: Form,
    public: Path | None = None,
) -> None:
    """Keep the text that the award is judged by, and note its digest for the award.

    In a private repository the text is kept in `public`; its digest is written once that commit
    is the one that the records name. Raises `UsageError` where there is no such text.
    """
    data = parse_yaml("".join(dump(key, value) for key, value in form.answers.items()), path)
    person, id_ = path.split("/")[1], path.split("/")[-1].removesuffix(".yml")
    award = (
        data
        if isinstance(data, Finding)
        else read_record(Award, data, path, {"educator": person, "id": id_})
    )
    version = str(form.answers["version"])
    if not isinstance(award, Award) or earned.version is None:
        return  # what was answered wrongly is said by the check
    if public is None or registry.office is None or registry.office.public is None:
        texts = kept_with(root, registry, [award])
    else:
        commit = registry.office.public.commit
        texts = _texts_at(public, commit, unkept(registry, [award])[0])
    if registry.as_earned(award) is None:
        raise UsageError(
            f"{earned.ref} is at version {earned.version} now, and the text of version {version} "
            "is not kept, so nobody can be judged by it",
            fix="write the present version, or run `credfolio versions recover --write` first",
        )
    last = last_day(life_of(earned, version), registry.issuers.get(earned.issuer))
    if last is not None and (on := submission_day(award)) > last:
        raise UsageError(
            f"work for version {version} of {earned.ref} counted until {last}, and this was "
            f"submitted on {on}",
            fix=f"write version {earned.version}, or the day on which it was submitted",
        )
    for kept, text in texts.items():
        if public is None:
            write_new_file(root, kept, text)
            click.echo(f"Wrote {kept}")
        elif not (public / kept).exists():
            write_new_file(public, kept, text)
            click.echo(f"Wrote {public / kept}: commit it there, and run `credfolio pin` here")
        elif read_text(public / kept, kept) != text:
            click.echo(
                f"Note: {public / kept} holds another text of version {version} than the commit "
                "that office/records.yml names; compare the two before you commit it."
            )
    if digest := digest_for(registry, award, texts if public is None else {}):
        form.answers["digest"] = digest
