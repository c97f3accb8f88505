"""Templates in short lines: a line break in a template's source is layout, not output.

The rule is the one that JSX has. Lines are joined without their indentation.
Where two words meet, one space stays between them; where a tag, a value or a
statement begins or ends, nothing does. A blank line is a line break in the
page. So a template can have one element a line and still write the same bytes
as if it were a single line. See ADR 0051.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_STATEMENT_OR_BREAK = re.compile(
    r"""
    (?P<statement>
      \{\#.*?\#\}                                   # a comment
    | \{%(?:"[^"]*"|'[^']*'|[^"'])*?%\}             # a statement
    | \{\{(?:"[^"]*"|'[^']*'|[^"'])*?\}\}           # a value
    )
    | [ \t]*\n\s*
    """,
    re.DOTALL | re.VERBOSE,
)
_EDGES = "<>{}"
_COUNTED = "{#\n#}"
"""A line break that Jinja counts, so that its messages name the right line, and leaves out."""


class TemplateLines(Extension):
    """Joins the lines of a template before Jinja reads it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        def joined(found: re.Match[str]) -> str:
            if found["statement"]:
                return found[0]
            blank = found[0].count("\n") - 1
            if blank:
                return "\n" * blank + _COUNTED
            before = source[found.start() - 1 : found.start()] if found.start() else ""
            after = source[found.end() : found.end() + 1]
            # The empty string at either end of the source is in every string.
            return _COUNTED if before in _EDGES or after in _EDGES else f" {_COUNTED}"

        return _STATEMENT_OR_BREAK.sub(joined, source)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of `stream`; text that only a comment parts is one piece again."""
        text: Token | None = None
        for token in stream:
            if token.type == "data":
                text = (
                    token if text is None else Token(text.lineno, "data", text.value + token.value)
                )
                continue
            if text is not None:
                yield text
                text = None
            yield token
        if text is not None:
            yield text
