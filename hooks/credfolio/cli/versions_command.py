"""``credfolio versions``: keep the text of each version that was awarded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

import click

from credfolio.authoring.kept_versions import (
    Version,
    missing_digests,
    recover,
    unkept,
    with_digest,
)
from credfolio.authoring.redaction import redacted
from credfolio.cli import main, project_root
from credfolio.cli.kept_texts import texts_of
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.git_objects import Repository
from credfolio.disk.new_files import write_new_files
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import UsageError
from credfolio.findings.finding import counted
from credfolio.records.loading.loader import load_project
from credfolio.records.loading.source_files import read_text
from credfolio.records.model.kinds import CREDENTIAL_VERSIONS, STACK_VERSIONS
from credfolio.records.registry import Registry

write_option = click.option(
    "--write",
    is_flag=True,
    help="Change the files. Without it, the command only shows the difference.",
)


@main.group()
def versions() -> None:
    """The kept texts of versions that were awarded.

    They are in catalog/ISSUER/versions/ and catalog/ISSUER/stacks/versions/. Nobody edits them.
    """


@versions.command()
@write_option
@click.pass_context
def keep(ctx: click.Context, write: bool) -> None:
    """Keep the text of each definition whose present version was awarded.

    `credfolio new award` and imports do this themselves. It is for awards that were added
    otherwise, and for a repository from before this command.

    \b
    Example:
      credfolio versions keep --write
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    present, older = unkept(registry, registry.awards.values())
    texts = texts_of(root, present)
    _put(root, texts, write)
    if older:
        number = counted(len(older), "older version")
        click.echo(f"{number} not kept; run `credfolio versions recover`")


@versions.command("recover")
@write_option
@click.pass_context
def recover_command(ctx: click.Context, write: bool) -> None:
    """Find the text of older awarded versions in the history of the repository.

    For each version it takes the last text that the definition had in it. Where the text asked
    for something else earlier in the same version, it says so: compare the two before you merge.
    It ends with 1 when a text was not found.

    Exits with 1 when the text of a version is missing.

    \b
    Example:
      credfolio versions recover --write
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    _, older = unkept(registry, registry.awards.values())
    found: dict[str, str] = {}
    lost: list[Version] = []
    repository = Repository(root) if older else None
    for one in older:
        assert repository is not None
        blobs = repository.blobs(objects := repository.history(*_paths(registry, one)))
        texts = [_text(blobs[name]) for name in objects]
        recovered = recover(one, [text for text in texts if text is not None])
        if recovered is None:
            lost.append(one)
            continue
        found[one.path] = recovered.text
        if recovered.demands > 1:
            click.echo(
                f"{one.definition}: version {one.version} had {recovered.demands} texts that ask "
                "for different things; the last one is taken"
            )
    _put(root, found, write)
    for one in lost:
        click.echo(f"{one.definition}: version {one.version} is not in the history")
    if lost:
        if repository is not None and repository.is_shallow():
            click.echo("  fix: this clone has only the newest commits; run `git fetch --unshallow`")
        else:
            click.echo(
                "  fix: if you have the text elsewhere, save it as the file below, and have a "
                "maintainer propose it"
            )
            for one in lost:
                click.echo(f"    {one.path}")
        sys.exit(1)


@versions.command()
@write_option
@click.pass_context
def digests(ctx: click.Context, write: bool) -> None:
    """Write into each award the digest of the kept text that it was judged by.

    Awards that are signed stay as they are.

    \b
    Example:
      credfolio versions digests --write
    """
    root = project_root(ctx)
    if write and (finished := finish_replacing(root)):
        click.echo(f"finished an interrupted change: {finished:,} files")
    registry = load_project(root).registry
    changed: dict[str, tuple[bytes, bytes]] = {}
    for path, digest in missing_digests(registry).items():
        text = read_text(root / path, path)
        if isinstance(text, str):
            before = (root / path).read_bytes()
            changed[path] = before, _as_before(before, with_digest(text, digest, path))
            click.echo(f"  {path}")
    if write and changed:
        replace_files(root, changed)
    _say(len(changed), "award", "changed" if write else "would change", write)


@versions.command()
@click.argument("reference", metavar="ISSUER/ID")
@click.argument("version")
@click.option("--stack", is_flag=True, help="It is a stack.")
@click.option(
    "--words", "words", multiple=True, required=True, help="Words to take out; may be repeated."
)
@click.option("--reason", required=True, help="Why, without the words themselves.")
@write_option
@click.pass_context
def redact(
    ctx: click.Context,
    reference: str,
    version: str,
    stack: bool,
    words: tuple[str, ...],
    reason: str,
    write: bool,
) -> None:
    """Take words that nobody may read out of a kept text, such as a student's name.

    "(removed)" is in their place. The text names the digest of the whole text, so awards stay
    judged by it, and their pages say that words were taken out. A maintainer proposes the change.

    \b
    Example:
      credfolio versions redact riverside-usd/active-listening 1.0 --words "Ana López" \\
        --reason "Names a student." --write
    """
    root = project_root(ctx)
    registry = load_project(root).registry
    kind = STACK_VERSIONS if stack else CREDENTIAL_VERSIONS
    kept = registry.all_of(kind).get(f"{reference}/{version}")
    if kept is None:
        raise UsageError(
            f"no text of version {version} of {reference} is kept",
            fix="name a file in versions/: the issuer, the definition and the version",
        )
    path = kind.path(f"{reference}/{version}")
    definition = registry.stacks.get(reference) if stack else registry.credentials.get(reference)
    if definition is not None and definition.version == version:
        raise UsageError(
            f"{version} is the present version of {reference}, whose definition has the words, too",
            fix="raise the version without the words, then run this again",
        )
    if any(one.casefold() in reason.casefold() for one in words):
        raise UsageError("the reason contains the words", fix="write it without them")
    text = read_text(root / path, path)
    assert isinstance(text, str)  # the registry read it
    one = Version(path, reference, version, is_stack=stack)
    day = day_to_record(root, None)
    new = redacted(one, text, words, registry.text_digests[path], day, reason)
    for line in unified_diff(text.splitlines(), new.splitlines(), path, path, "", "", 0, ""):
        click.echo(line)
    if write:
        before = (root / path).read_bytes()
        replace_files(root, {path: (before, _as_before(before, new))})
    _say(1, "text", "redacted" if write else "would be redacted", write)
    click.echo(
        "The history of the repository and copies of it still have the words; see the guide to "
        "taking down."
    )


def _put(root: Path, texts: Mapping[str, str], write: bool) -> None:
    for path in texts:
        click.echo(f"  + {path}")
    if write and texts:
        write_new_files(root, {path: text.encode() for path, text in texts.items()})
    _say(len(texts), "text", "kept" if write else "would be kept", write)


def _say(number: int, noun: str, done: str, write: bool) -> None:
    click.echo(f"{number:,} {noun}{'' if number == 1 else 's'} {done}")
    if number and not write:
        click.echo("Nothing is written yet. Run it again with --write.")


def _paths(registry: Registry, version: Version) -> list[str]:
    """Where the definition was in the course of time."""
    known = registry.stacks if version.is_stack else registry.credentials
    definition = known[version.reference]
    folder = version.definition.rpartition("/")[0]
    issuer = registry.issuers.get(definition.issuer)
    folders = [folder]
    for former in issuer.former_ids if issuer else ():
        folders.append(folder.replace(f"catalog/{definition.issuer}", f"catalog/{former}", 1))
    return [
        f"{one}/{id_}.yml" for one in folders for id_ in (definition.id, *definition.former_ids)
    ]


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _as_before(before: bytes, text: str) -> bytes:
    """`text` as the file had it: with its byte-order mark and its line ends."""
    data = text.replace("\n", "\r\n").encode() if b"\r\n" in before else text.encode()
    return b"\xef\xbb\xbf" + data if before.startswith(b"\xef\xbb\xbf") else data
