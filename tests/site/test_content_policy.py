"""Each page states what a browser may run on it, and runs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
DATA = re.compile(r'<script type="application/ld\+json">')
FROM_A_FILE = re.compile(r'<script(?: type="module")? src=')


def test_every_page_states_its_policy_before_it_loads_anything(demo_site: Path) -> None:
    for page in demo_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        (stated,) = META.finditer(html)
        before = html[: stated.start()]
        assert re.search("<(?:script|link|img)", before) is None, page


def test_the_only_scripts_are_those_that_the_policy_names(demo_site: Path) -> None:
    for page in demo_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        policy = META.findall(html)[0].replace("&#39;", "'")
        scripts = dict(part.split(" ", 1) for part in policy.split("; "))["script-src"].split()
        inline = INLINE.findall(html)
        digests = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline)
        assert {f"'sha256-{digest}'" for digest in digests} <= set(scripts), page
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(scripts), page
        named = len(inline) + len(DATA.findall(html)) + len(FROM_A_FILE.findall(html))
        assert html.count("<script") == named, page
        assert not re.search(r"<[^>]+\son[a-z]+\s*=", html), page
