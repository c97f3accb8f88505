"""The verify page in a browser, with an internet made of the documents that a test names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, Route

from credfolio.verification import Report

Published = dict[str, bytes]

_READ = """() => ({
  verdict: document.querySelector('[data-report]').dataset.verdict,
  summary: document.querySelector('[data-summary]').textContent,
  demonstration: !document.querySelector('[data-demonstration]').hidden,
  facts: Object.fromEntries([...document.querySelectorAll('[data-about]')]
    .map(each => [each.dataset.about, each.parentElement.hidden ? '' : each.textContent])),
  steps: [...document.querySelectorAll('[data-step]')].map(each => ({
    name: each.dataset.step, outcome: each.dataset.outcome, code: each.dataset.code,
    words: each.querySelector('[data-answer]').textContent})),
  problem: document.querySelector('[data-problem]').hidden
    ? '' : document.querySelector('[data-problem-words]').textContent,
})"""
_DONE = "[data-report]:not([hidden]), [data-problem]:not([hidden])"


@dataclass(frozen=True)
class Answer:
    """What the page shows."""

    verdict: str
    summary: str
    demonstration: bool
    facts: dict[str, str]
    steps: list[dict[str, str]]
    problem: str

    def step(self, name: str) -> dict[str, str]:
        return next(step for step in self.steps if step["name"] == name)

    @property
    def codes(self) -> list[str]:
        return [step["code"] for step in self.steps]

    def agrees_with(self, report: Report) -> bool:
        """Whether the command gives the same outcomes under the same names."""
        own = [(step["name"], step["outcome"], step["code"]) for step in self.steps]
        theirs = [(step.name, step.outcome, step.code) for step in report.steps]
        return (own, self.verdict, self.summary) == (theirs, report.verdict, report.summary)


class VerifyDesk:
    """One open page; `check` gives it a file and reads the answer. `asked` is what it fetched."""

    def __init__(self, browser: Browser, site: str, now: datetime, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **context)
        self.page = self.context.new_page()
        self.site = site
        self.published: Published = {}
        self.asked: list[str] = []
        self.headers = {"access-control-allow-origin": "*"}
        self.noise: list[str] = []
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noise.append(dialog.message))
        self.page.clock.set_fixed_time(now)
        self.context.route(re.compile("^https://"), self._answer)
        self.page.goto(f"{site}verify/")

    def _answer(self, route: Route) -> None:
        address = route.request.url
        self.asked.append(address)
        if address in self.published:
            route.fulfill(body=self.published[address], headers=self.headers)
        else:
            route.fulfill(status=404, headers=self.headers)

    def publish(self, documents: dict[str, Any]) -> None:
        """From now on the internet is `documents`, by address."""
        self.published = {
            address: value if isinstance(value, bytes) else json.dumps(value).encode()
            for address, value in documents.items()
        }

    def check(self, data: bytes | dict[str, Any], name: str = "badge.json") -> Answer:
        buffer = data if isinstance(data, bytes) else json.dumps(data).encode()
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": buffer}
        self.page.locator("[data-file]").set_input_files(file)
        return self.read()

    def open(self, credential: str) -> Answer:
        """Open the page with an address in its own."""
        self.page.goto(f"{self.site}verify/?credential={credential}")
        return self.read()

    def read(self) -> Answer:
        self.page.locator(_DONE).first.wait_for()
        return Answer(**self.page.evaluate(_READ))
