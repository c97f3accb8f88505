"""Values are put into HTML as `Markup.format` puts them in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from credfolio.text.filled import filled


@given(st.text(), st.text(), st.integers())
def test_text_is_escaped_and_markup_stays(text: str, other: str, number: int) -> None:
    template = '<a title="{}" class="{kind}">{}</a>{}'
    values = (text, Markup.escape(other), number)
    assert filled(template, *values, kind=other) == Markup(template).format(*values, kind=other)
