"""The verify page in a browser, with an internet made of the documents that a test names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, FilePayload, Route

from credfolio.badges.verification import Report

_READ = """() => ({
  verdict: document.querySelector('[data-report]').dataset.verdict ?? '',
  summary: document.querySelector('[data-summary]').textContent,
  demonstration: !document.querySelector('[data-demonstration]').hidden,
  facts: Object.fromEntries([...document.querySelectorAll('[data-about]')]
    .map(each => [each.dataset.about, each.parentElement.hidden ? '' : each.textContent])),
  steps: [...document.querySelectorAll('[data-step]')].map(each => ({
    name: each.dataset.step, outcome: each.dataset.outcome, code: each.dataset.code,
    words: each.querySelector('[data-answer]').textContent})),
  problem: document.querySelector('[data-problem]').hidden
    ? '' : document.querySelector('[data-problem-words]').textContent,
  said: document.querySelector('[data-said]').textContent,
})"""
_DONE = "[data-report]:not([hidden]), [data-problem]:not([hidden])"


def _type(file: Path) -> dict[str, str]:
    return {"content-type": guess_type(file.name)[0] or "application/octet-stream"}


@dataclass(frozen=True)
class Answer:
    """What the page shows."""

    verdict: str
    summary: str
    demonstration: bool
    facts: dict[str, str]
    steps: list[dict[str, str]]
    problem: str
    said: str

    def step(self, name: str) -> dict[str, str]:
        return next(step for step in self.steps if step["name"] == name)

    @property
    def code(self) -> str:
        """The code of the first step that failed, or else of the first without an answer."""
        for outcome in ("fail", "unknown"):
            for step in self.steps:
                if step["outcome"] == outcome:
                    return step["code"]
        return ""

    def difference(self, report: Report) -> str:
        """Where the page says something else than the command; empty when nowhere."""
        theirs = report.as_data()
        pairs: list[tuple[object, object]] = [
            (self.verdict, theirs["verdict"]),
            (self.summary, theirs["summary"]),
        ]
        pairs += zip(map(_compared, self.steps), map(_compared, theirs["steps"]), strict=True)
        return "\n".join(f"page: {own}\ncommand: {other}" for own, other in pairs if own != other)


def _compared(step: dict[str, str]) -> dict[str, str]:
    """A step without the words that come from a parser or from the network."""
    free = step["code"] in ("not-found-here", "not-json", "bad-did-document")
    return step | {"words": ""} if free else step


class VerifyDesk:
    """One open verify page. What it may fetch is `published`; `asked` is what it did fetch."""

    def __init__(self, browser: Browser, site: str, now: datetime, **context: Any) -> None:
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | context
        )
        self.page = self.context.new_page()
        self.site = site
        self.published: dict[str, bytes] = {}
        self.folders: dict[str, Path] = {}
        self.asked: list[str] = []
        self.headers = {"access-control-allow-origin": "*"}
        self.noise: list[str] = []
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noise.append(dialog.message))
        self.page.clock.set_fixed_time(now)
        self.context.route(re.compile("^https://"), self._answer)

    def _answer(self, route: Route) -> None:
        address = route.request.url
        for base, folder in self.folders.items():
            file = folder / urlsplit(address).path.removeprefix(urlsplit(base).path)
            file = file / "index.html" if file.is_dir() else file
            if address.startswith(base) and file.is_file():
                route.fulfill(path=file, headers=self.headers | _type(file))
                return
        self.asked.append(address)
        if address in self.published:
            route.fulfill(body=self.published[address], headers=self.headers)
        else:
            route.fulfill(status=404, headers=self.headers)

    def publish(self, documents: dict[str, Any]) -> None:
        """From now on the internet is `documents`, by address."""
        self.asked.clear()
        self.published = {
            address: value if isinstance(value, bytes) else json.dumps(value).encode()
            for address, value in documents.items()
        }

    def enter(self) -> None:
        """Go to the page, without a badge."""
        self.page.goto(f"{self.site}verify/")
        self.page.locator("[data-ask]").wait_for()

    def check(self, data: bytes | dict[str, Any], name: str = "badge.json") -> Answer:
        """What it says about a file that is chosen."""
        buffer = data if isinstance(data, bytes) else json.dumps(data).encode()
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=buffer)
        self.page.locator("[data-file]").set_input_files(file)
        return self.read()

    def type(self, text: str) -> Answer:
        """What it says about something typed or pasted."""
        self.page.locator("#badge-text").fill(text)
        self.page.get_by_role("button", name="Check", exact=True).click()
        return self.read()

    def follow(self, credential: str) -> str:
        """What it says when it is opened with the address of a badge in its own."""
        self.page.goto(f"{self.site}verify/?credential={quote(credential, safe='')}")
        said = self.page.locator("[data-said]:not(:empty)")
        said.wait_for()
        return said.inner_text()

    def open(self, credential: str) -> Answer:
        """What it says about the badge of such an address once the reader presses the button."""
        self.follow(credential)
        self.page.get_by_role("button", name="Check", exact=True).click()
        return self.read()

    def ask(self, host: str) -> Answer:
        """What it says of an older badge once the reader lets it ask the host of its issuer."""
        self.page.get_by_role("button", name=f"Ask {host}").click()
        return self.read()

    def read(self) -> Answer:
        self.page.locator(_DONE).first.wait_for()
        return Answer(**self.page.evaluate(_READ))
