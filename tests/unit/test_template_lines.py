"""Lines of a template are joined as JSX joins them; what is written does not change."""

from __future__ import annotations

import pytest
from jinja2 import Environment, TemplateSyntaxError, nodes

from credfolio.pages.fragments.template_lines import TemplateLines

LINES = Environment(
    extensions=[TemplateLines], trim_blocks=True, lstrip_blocks=True, autoescape=True
)


def written(text: str, /, **values: object) -> str:
    return LINES.from_string(text).render(values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n", "<ul><li>one</li><li>two</li></ul>"),
        ("<p>\n  one\n  two\n</p>", "<p>one two</p>"),
        ('<a class="x"\n    href="y">z</a>', '<a class="x" href="y">z</a>'),
        ("<b>one</b>\n  two", "<b>one</b>two"),
        ("one{{ ' ' }}\n<b>two</b>", "one <b>two</b>"),
        ("<b>one</b> two\n  three", "<b>one</b> two three"),
        ("one  \n\ttwo", "one two"),
    ],
)
def test_a_line_break_is_a_space_between_words_and_nothing_beside_a_tag(
    text: str, expected: str
) -> None:
    assert written(text) == expected


def test_a_blank_line_is_a_line_break_in_the_page() -> None:
    assert written("<p>one</p>\n\n  <p>two</p>") == "<p>one</p>\n<p>two</p>"
    assert written("<p>one</p>\n \n\n<p>two</p>") == "<p>one</p>\n\n<p>two</p>"


def test_a_blank_line_after_a_statement_is_for_the_reader_of_the_template() -> None:
    assert written("{% if true %}\n\n  one\n{% endif %}\n\n<b>two</b>") == "one<b>two</b>"


def test_values_and_statements_join_like_tags() -> None:
    text = "{% for n in all %}\n  {{ n }}\n  {{ ', ' if not loop.last }}\n{% endfor %}\nend"
    assert written(text, all=[1, 2, 3]) == "1, 2, 3end"


def test_what_stands_inside_a_value_or_a_statement_is_left_alone() -> None:
    text = "{% set words = {\n  'a': 'one\n\n  two }}',\n} %}\n<i>{{\n  words[\n  'a'] }}</i>"
    assert written(text) == "<i>one\n\n  two }}</i>"
    assert written("{# one\n\n  <p>\n two #}\n  three") == "three"


def test_text_from_a_record_keeps_its_line_breaks() -> None:
    assert written("<pre>\n  {{ text }}\n</pre>", text="one\n\n  two") == "<pre>one\n\n  two</pre>"


def test_a_macro_in_short_lines_writes_one_line() -> None:
    text = (
        "{% macro item(name) %}\n  <li>\n    {{ name }}\n  </li>\n{% endmacro %}\n\n{{ item('x') }}"
    )
    assert written(text) == "<li>x</li>"


def test_joined_text_is_one_piece_of_the_template() -> None:
    tree = LINES.parse("<ul>\n  {# a comment #}\n  <li>\n    one\n    two\n  </li>\n</ul>")
    pieces = [piece.data for piece in tree.find_all(nodes.TemplateData)]
    assert pieces == ["<ul><li>one two</li></ul>"]


def test_a_message_names_the_line_in_the_file() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        LINES.from_string("<p>\n  one\n\n  two\n</p>\n{% nonsense %}")
    assert caught.value.lineno == 6
