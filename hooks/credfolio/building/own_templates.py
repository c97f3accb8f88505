"""What is wrong with the templates in a site's own theme folder, in a sentence with the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound

from credfolio.disk.shipped import PACKAGE
from credfolio.errors import CredfolioError

_EXTENDS = re.compile(r"""\{%-?\s*extends\s+['"]([^'"]+)['"]""")

_FIXES = dict.fromkeys(
    ("main.html", "page.html"),
    'write {% extends "page.html" %} in theme/main.html; page.html is the program\'s own page',
)


def refuse_unusable(own: Path, folders: Sequence[Path]) -> None:
    """Raise `CredfolioError` when a template below `own` is no text, or extends itself, also by way
    of others.

    `folders` are those of the theme, in the order in which a template is looked for.
    """
    for file in sorted(path for path in own.rglob("*.html") if path.is_file()):
        name = file.relative_to(own).as_posix()
        try:
            file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CredfolioError(
                f"theme/{name} is not written in UTF-8", fix="save it with that encoding"
            ) from error
        seen = [name]
        while parent := _parent(seen[-1], folders):
            if parent in seen:
                line = _line(file)
                way = " → ".join((*seen, parent))
                raise CredfolioError(
                    f"theme/{name}:{line}: the template extends itself: {way}",
                    fix=_FIXES.get(name, f"delete theme/{name}, or put a whole template there"),
                )
            seen.append(parent)


def template_problem(error: BaseException, root: Path) -> CredfolioError | None:
    """What is wrong in a template of the site at `root`, with its place where that is known.

    None where `error` comes from no template, or from one of the program and is no template error.
    """
    places = list(_places(error))
    own = [place for place in places if _is_own(place[0], root)]
    if isinstance(error, RecursionError):
        if not places:
            return None
        what = "the template includes itself without an end"
    elif isinstance(error, TemplateNotFound):
        what = f"there is no template {error.name or 'of that name'}"
    elif isinstance(error, TemplateError):
        what = f"the template cannot be used: {error.message or error}"
    elif places and places[-1] in own and not isinstance(error, CredfolioError):
        what = f"the template cannot be used: {error}"
    else:
        return None
    named: object = getattr(error, "filename", None)
    line: int | None = getattr(error, "lineno", None)
    if named is None and places:
        named, line = (own or places)[-1]
    where = f"{Path(str(named)).name}:{line}" if named and line else str(named or "a template")
    return CredfolioError(
        f"{where}: {what}",
        fix="correct or delete the file in theme/; theme/README.md says what can be changed",
    )


@contextmanager
def templates_told(root: Path) -> Iterator[None]:
    """Raise `CredfolioError` in place of what a template of the site at `root` raised inside."""
    try:
        yield
    except Exception as error:
        if problem := template_problem(error, root):
            raise problem from error
        raise


def _is_own(file: Path, root: Path) -> bool:
    # An environment may be in the site's folder, and in it the program's own templates.
    return file.is_relative_to(root) and not file.is_relative_to(PACKAGE)


def _places(error: BaseException) -> Iterator[tuple[Path, int]]:
    """The templates that an error came through, outermost first; Jinja names them as files."""
    for frame, line in walk_tb(error.__traceback__):
        if (file := frame.f_code.co_filename).endswith(".html"):
            yield Path(file), line


def _parent(name: str, folders: Sequence[Path]) -> str:
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if file is None:
        return ""
    found = _EXTENDS.search(file.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""


def _line(file: Path) -> int:
    text = file.read_text(encoding="utf-8", errors="replace")
    found = _EXTENDS.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
