"""The paper run: 300 people who try one credential, written as the files of a private repository.

155 pass at first. Of the other 145, 70 try again and pass; 75 do not. Two readers disagree in
111 of the 370 attempts, and a third decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from credfolio.records.reckoned.working_days import working_days

CREDENTIAL = "riverside-usd/active-listening"
FIRST, AGAIN, NEVER = 155, 70, 75
THIRDS, LATE = 111, 81
READERS = tuple(f"p-read{n}" for n in range(14))
ROLES = ("teacher", "teacher", "teacher", "coach", "librarian")
SCHOOLS = ("Oak School", "Elm School", "Ash School")
BEGIN = date(2026, 1, 5)

PASS = '  - {part: 1, criterion: waiting, level: demonstrated}\n  - {part: 2, level: "yes"}\n'
FAIL = '  - {part: 1, criterion: waiting, level: progressing}\n  - {part: 2, level: "yes"}\n'


def number(n: int) -> str:
    """A submission's number: Crockford's digits, so that no number is read as another."""
    digits, value = "0123456789abcdefghjkmnpqrstvwxyz", n * 7_919 + 100_003
    text = ""
    for _ in range(10):
        value, rest = divmod(value * 33 + 11, 32)
        text += digits[rest]
        value += n
    return f"{text[:5]}-{text[5:]}"


def days_of(n: int) -> int:
    """How many working days attempt `n` takes: median 10, nine in ten within 15."""
    return (8, 9, 10, 10, 15, 7, 12, 10, 9, 16)[n % 10]


def after(start: date, days: int) -> date:
    day = start
    while working_days(start, day) < days:
        day += timedelta(days=1)
    return day


def attempts() -> Iterator[tuple[int, int, bool]]:
    """Each person, the number of her try, and whether she passes in it."""
    for person in range(FIRST + AGAIN + NEVER):
        yield person, 1, person < FIRST
    for person in range(FIRST, FIRST + AGAIN):
        yield person, 2, True


def write_paper_run(root: Path) -> None:
    """Write the cohort below `root`, beside its catalog."""
    files = {
        "office/records.yml": "assessors: 2\n",
        "office/people/p-head.yml": "name: Rosa Duarte\n",
    }
    for n, reader in enumerate(READERS):
        files[f"office/people/{reader}.yml"] = (
            f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n"
        )
    for person in range(FIRST + AGAIN + NEVER):
        files[f"office/people/p-earn{person}.yml"] = (
            f"name: Earner {person}\nroles: [{ROLES[person % 5]}]\nschool: {SCHOOLS[person % 3]}\n"
        )
    for n, (person, attempt, passed) in enumerate(attempts()):
        files |= attempt_files(n, person, attempt, passed=passed)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def attempt_files(n: int, person: int, attempt: int, *, passed: bool) -> dict[str, str]:
    place = f"submissions/2026/{number(n)}"
    start = BEGIN + timedelta(days=7 * (n % 4) + (84 if attempt == 2 else 0))
    decided = after(start, days_of(n))
    # The first readings are due on the day of the decision, or a day too early.
    due = decided - timedelta(days=1 if n < LATE else 0)
    one, two, three = (READERS[(n + step) % 14] for step in range(3))
    is_third = n < THIRDS
    follows = f"follows: {number(person)}\n" if attempt == 2 else ""
    asked = [f"{{assessor: {who}, on: {start}, due: {due}}}" for who in (one, two)]
    outcome = "pass" if passed else "resubmit"
    other = "resubmit" if passed else "pass"
    sheets = {one: outcome, two: other if is_third else outcome}
    if is_third:
        asked.append(f"{{assessor: {three}, on: {start}, due: {due}, third: yes}}")
        sheets[three] = outcome
    basis = "third" if is_third else "agreed"
    files = {
        "submission.yml": f"person: p-earn{person}\ncredential: {CREDENTIAL}\n"
        f'version: "1.1"\nattempt: {attempt}\n{follows}submitted_on: {start}\nhours: 6.5\n',
        "assigned.yml": "assessors:\n" + "".join(f"  - {who}\n" for who in asked),
        "decision.yml": f"outcome: {outcome}\nbasis: {basis}\napproved_by: p-head\non: {decided}\n",
    }
    for who, said in sheets.items():
        day = decided if who == three else decided - timedelta(days=1)
        results = PASS if said == "pass" else FAIL
        text = f"on: {max(day, start)}\ndecision: {said}\nresults:\n{results}"
        files[f"sheets/{who}.yml"] = text
    return {f"{place}/{name}": text for name, text in files.items()}
