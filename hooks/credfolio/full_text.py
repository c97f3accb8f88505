"""Passages of the staged site → Pagefind's index of their words, beside them.

Pagefind keeps everything that it meets, each word at each of its places. It is
given every word of a record once: what is found stays the same, and what a
reader loads for a common word shrinks to a third. The quotation comes from the
passages, so Pagefind's own copies of the text are not published.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from credfolio.errors import EnvironmentProblem
from credfolio.manifest import Written
from credfolio.pages.search_index import FOLDER, text_path
from credfolio.search_words import SynonymGroups, group_word, words_of
from credfolio.writer import FileWriter, disk_problem

BUNDLE = f"{FOLDER}full-text/"
_FIX = 'run `pip install "pagefind[bin]"`, or name the program in PAGEFIND_BINARY_PATH'
_SECONDS = 600
_KNOWN_IN_A_PIECE = 3_000


def write_full_text(
    staging: Path, addresses: Sequence[str], synonyms: SynonymGroups, language: str
) -> list[Written]:
    """Index the passages of the records at `addresses`, which lie below `staging`.

    `language` is the site's (ISO 639-1); its endings are taken off. Raises
    `EnvironmentProblem` when Pagefind is missing or stops.
    """
    if not addresses:
        return []
    program = _program()
    work = staging / FOLDER / ".pagefind"
    try:
        pages, out = work / "pages", work / "out"
        pages.mkdir(parents=True)
        known: set[str] = set()
        for number, address in enumerate(addresses):
            text = (staging / text_path(address)).read_text(encoding="utf-8")
            words, groups = _words(text, synonyms)
            known |= words
            body = " ".join(sorted(words | groups))
            (pages / f"{number}.html").write_text(
                f'<html lang="{language}"><body data-pagefind-body>{body}', encoding="utf-8"
            )
        _run(program, pages, out, language)
        files = FileWriter(staging)
        starts, pieces = _known_words(known)
        made = [*pieces, *_bundle(out, len(addresses), starts)]
        return [files.write(BUNDLE + path, data, "") for path, data in made]
    except OSError as error:
        raise disk_problem(error, BUNDLE) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _words(text: str, synonyms: SynonymGroups) -> tuple[set[str], set[str]]:
    """The words of all passages, and the words of the groups of synonyms that they hold."""
    found: set[str] = set()
    groups: set[str] = set()
    for line in text.splitlines():
        words = words_of(line)
        found.update(words)
        groups.update(map(group_word, synonyms.found_in(words)))
    return found, groups


def _known_words(words: set[str]) -> tuple[list[str], list[tuple[str, bytes]]]:
    """First words of the pieces, and the pieces: which words there are at all.

    Pagefind answers a word that it does not have with others that begin like it, so a
    misspelling has to be known before it is asked.
    """
    listed = sorted(
        (word for word in words if len(word) > 2 and word.isalpha()),
        key=lambda word: word.encode("utf-16-be"),  # as scripts compare
    )
    parts = [listed[at : at + _KNOWN_IN_A_PIECE] for at in range(0, len(listed), _KNOWN_IN_A_PIECE)]
    pieces = [(f"known-{n}.txt", "\n".join(part).encode()) for n, part in enumerate(parts)]
    return [part[0] for part in parts], pieces


def _program() -> Path:
    try:
        from pagefind.service import get_executable
    except ImportError as error:
        raise EnvironmentProblem(
            "full-text search needs Pagefind, which is not installed", fix=_FIX
        ) from error
    program = get_executable()
    if program is None or not Path(program).is_file():
        raise EnvironmentProblem(
            "full-text search needs the program pagefind, which was not found", fix=_FIX
        )
    return Path(program)


def _run(program: Path, pages: Path, out: Path, language: str) -> None:
    command = [program, "--site", pages, "--output-path", out, "--force-language", language]
    # Settings of another project, in a file or the environment, would change the bytes.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(
            [*map(str, command), "--silent"],
            cwd=pages,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EnvironmentProblem(
            f"pagefind was stopped after {_SECONDS} seconds", fix="build on a faster computer"
        ) from error
    except OSError as error:
        raise EnvironmentProblem(f"pagefind cannot be run: {error.strerror}", fix=_FIX) from error
    if done.returncode != 0 or not (out / "pagefind-entry.json").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise EnvironmentProblem(
            f"pagefind stopped: {said[-1] if said else f'exit code {done.returncode}'}", fix=_FIX
        )


def _bundle(out: Path, size: int, known: list[str]) -> Iterator[tuple[str, bytes]]:
    """What a browser needs of Pagefind's output, and which of its ids is which record."""
    entry = json.loads((out / "pagefind-entry.json").read_bytes())
    wanted = {f"wasm.{language['wasm']}.pagefind" for language in entry["languages"].values()}
    for file in sorted(out.rglob("*")):
        path = file.relative_to(out).as_posix()
        if (
            path in ("pagefind.js", "pagefind-entry.json")
            or path in wanted
            or path.endswith((".pf_meta", ".pf_index"))
        ):
            yield path, file.read_bytes()
    ids = [""] * size
    for file in (out / "fragment").iterdir():
        record = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        ids[int(record["url"].strip("/").removesuffix(".html"))] = file.stem.partition("_")[2]
    # A short beginning tells nearly all apart; the few that share one are named whole.
    length = next(n for n in range(1, 65) if _shared(ids, n) * 100 <= size)
    begins = Counter(name[:length] for name in ids)
    table = {
        "length": length,
        "ids": "".join(name[:length].ljust(length, "-") for name in ids),
        "longer": {name: n for n, name in enumerate(ids) if begins[name[:length]] > 1},
        "known": known,
    }
    yield "records.json", json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _shared(ids: Sequence[str], length: int) -> int:
    """How many more ids there are than beginnings of that length."""
    return len(ids) - len({name[:length] for name in ids})


__all__ = ["BUNDLE", "write_full_text"]
