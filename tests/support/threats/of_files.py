"""Threats that lie in what a file is: its text, its name, its kind, its pictures."""

from __future__ import annotations

import io

from PIL import Image

from proposals import Link, Program
from threats import CREDENTIAL, NEW, PROFILE, Threat, base_text, refused

SVG = "http://www.w3.org/2000/svg"
GOOD = "title: Wait Time\n"


def _picture(size: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (size, 8)).save(stream, "PNG")
    return stream.getvalue()


def _nested(depth: int) -> str:
    return "".join(f"{' ' * n}a:\n" for n in range(1, depth))


TEXT = (
    Threat(
        "a few lines of aliases that grow to gigabytes",
        refused("yaml-feature"),
        {NEW: "title: &a [x, x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(20))},
    ),
    Threat(
        "a merge key that brings in what is not seen",
        refused("yaml-feature"),
        {NEW: GOOD + "extra:\n  <<: [{a: 1}, {b: 2}]\n"},
    ),
    Threat(
        "a tag that makes Python run a program",
        refused("yaml-feature"),
        {NEW: "title: !!python/object/apply:os.system [id]\n"},
    ),
    Threat(
        "a second document behind the one that is read",
        refused("yaml-feature"),
        {NEW: GOOD + "---\ntitle: Another\n"},
    ),
    Threat(
        "a key that stands twice, for two readers",
        refused("duplicate-key"),
        {NEW: GOOD + "status: draft\nstatus: active\n"},
    ),
    Threat(
        "nesting that ends the parser", refused("too-deep"), {NEW: GOOD + "extra:\n" + _nested(99)}
    ),
    Threat(
        "a file of a size that stalls",
        refused("file-too-large"),
        {NEW: GOOD + "summary: |\n" + "  words and words\n" * 4_500},
    ),
    Threat("bytes that are no text", refused("not-utf-8"), {NEW: b"title: Universit\xe9\n"}),
    Threat(
        "an escape sequence for the reviewer's terminal",
        refused("control-character"),
        {NEW: b"title: Wait\x1b[2J\n"},
    ),
    Threat(
        "prose that takes the renderer ten seconds",
        refused("prose-limits"),
        {NEW: GOOD + "summary: '" + "[" * 8_000 + "'\n"},
    ),
    Threat(
        "a key of its own that a later version might obey",
        refused("unknown-key"),
        {NEW: GOOD + "template: ../../theme/evil.html\n"},
    ),
    Threat(
        "a title that reads from right to left",
        refused("hidden-text"),
        {NEW: "title: Wait \u202etime\n"},
    ),
    Threat(
        "letters that look like another issuer's name",
        refused("confusable-issuer"),
        {
            "catalog/rivers-ide/issuer.yml": "kind: district\n"
            "name: Riversidе Unified School District\n"
        },
        author="keeper",
    ),
)

NAMES = (
    Threat(
        "a name that Windows keeps for a device",
        refused("bad-name"),
        {"catalog/riverside-usd/con.yml": GOOD},
    ),
    Threat(
        "a name that leads elsewhere",
        refused("hidden-file"),
        {"catalog/riverside-usd/..%2f..%2findex.yml": GOOD},
    ),
    Threat(
        "a name that holds a workflow command",
        refused("bad-name"),
        {"catalog/riverside-usd/x\n::error file=a::b.yml": GOOD},
    ),
    Threat(
        "two names that macOS and Windows cannot keep apart",
        refused("id-collision"),
        {"catalog/riverside-usd/Active-Listening.yml": GOOD},
    ),
    Threat(
        "the folder of the site's own pages as an issuer",
        refused("reserved-name"),
        {"catalog/stacks/issuer.yml": "name: Stacks\nkind: vendor\n"},
        author="keeper",
    ),
    Threat(
        "the id of somebody else's credential as an alias",
        refused("id-taken"),
        {NEW: GOOD + "aliases: [active-listening]\n"},
    ),
    Threat(
        "the former address of another person",
        refused("id-taken", "claimed-address"),
        {
            "portfolios/tom-berg/profile.yml": base_text("portfolios/tom-berg/profile.yml")
            + "former_handles: [ana-lopez]\n"
        },
        author="tom-b",
    ),
    Threat(
        "a web page among the records",
        refused("unexpected-file"),
        {"catalog/riverside-usd/index.html": "<script>alert(1)</script>\n"},
    ),
    Threat(
        "a name for the site's own domain among the records",
        refused("unexpected-file"),
        {"portfolios/ana-lopez/CNAME": "attacker.example\n"},
        author="ana-l",
    ),
)

KINDS = (
    Threat(
        "a link that publishes a file of the machine that builds",
        refused("not-a-file", "file-kind"),
        {NEW: Link("/proc/self/environ")},
    ),
    Threat(
        "a folder that is a link to itself",
        refused("not-a-file", "file-kind"),
        {"catalog/riverside-usd/loop": Link(".")},
    ),
    Threat(
        "another repository inside the repository",
        refused("file-kind", "unexpected-file"),
        {},
        module="catalog/riverside-usd/materials",
    ),
    Threat(
        "a record that is a program",
        refused("file-kind"),
        {NEW: Program(GOOD)},
    ),
    Threat(
        "attributes that fold the change away for reviewers",
        refused("hidden-file"),
        {"catalog/riverside-usd/.gitattributes": "*.yml -diff linguist-generated\n"},
    ),
)

PICTURES = (
    Threat(
        "a drawing that runs a script",
        refused("picture-unsafe"),
        {"catalog/riverside-usd/badge.svg": f'<svg xmlns="{SVG}"><script>alert(1)</script></svg>'},
    ),
    Threat(
        "a drawing that calls up another page",
        refused("picture-unsafe"),
        {"catalog/riverside-usd/badge.svg": f'<svg xmlns="{SVG}" onload="alert(1)"/>'},
    ),
    Threat(
        "a drawing with entities that grow",
        refused("picture-unreadable"),
        {
            "catalog/riverside-usd/badge.svg": '<!DOCTYPE svg [<!ENTITY a "aaaa">]>'
            f'<svg xmlns="{SVG}">&a;</svg>'
        },
    ),
    Threat(
        "a page with the name of a photograph",
        refused("picture-unreadable"),
        {"portfolios/ana-lopez/ana.jpg": b"<script>alert(1)</script>"},
        author="ana-l",
    ),
    Threat(
        "a picture of a hundred million pixels",
        refused("picture-too-large"),
        {"catalog/riverside-usd/badge.png": _picture(5_000)},
    ),
)

LINKS = (
    Threat(
        "a link that runs a script",
        refused("wrong-value"),
        {NEW: GOOD + 'resources: [{title: Read, kind: article, url: "javascript:alert(1)"}]\n'},
    ),
    Threat(
        "a link in prose that runs a script",
        refused("link-address"),
        {NEW: GOOD + "summary: '[Read](javascript:alert(1))'\n"},
    ),
    Threat(
        "a link whose host is not the one it begins with",
        refused("wrong-value"),
        {NEW: GOOD + 'resources: [{title: R, kind: tool, url: "https://a.example@b.example"}]\n'},
    ),
    Threat(
        "a link into the network of whoever opens it",
        refused("link-address"),
        {CREDENTIAL: base_text(CREDENTIAL) + "renewal: '[Renew](http://192.168.0.1/)'\n"},
    ),
    Threat(
        "a profile that leads to a file of the reader's computer",
        refused("wrong-value"),
        {
            PROFILE: base_text(PROFILE) + 'links: [{title: My work, url: "file:///etc/passwd"}]\n',
            # Without her record there would be other findings about it.
            "portfolios/ana-lopez/README.md": "Ana\n",
        },
        author="ana-l",
    ),
)

THREATS = (*TEXT, *NAMES, *KINDS, *PICTURES, *LINKS)
