"""Ask other people's servers whether a page is still there: politely, within limits, and safely.

Only https to hosts of the public network is asked, at most five redirects are
followed, and nothing of a page is kept. A host is asked one thing at a time,
with a pause; several hosts are asked at once.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from credfolio import __version__
from credfolio.badges.resolver import PinnedConnection, public_address, request_target
from credfolio.badges.verification import Unresolved
from credfolio.disk.kept import make_cache_folder
from credfolio.disk.own_cache import own_cache
from credfolio.disk.systems import rename
from credfolio.links.outer_links import Looked, Outcome

NOTES = "links.json"
MOST_REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_HEAD_IS_ENOUGH = range(200, 400)
_AGENT = f"Mozilla/5.0 (compatible; credfolio/{__version__}; link check)"

Connect = Callable[[str, float], http.client.HTTPConnection]
"""``connect(host, timeout)``: a connection to a host that may be asked; `OSError` otherwise."""


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds to wait for an answer and between two questions; how often to ask again."""

    timeout: float = 15.0
    pause: float = 1.0
    again: int = 1
    hosts: int = 8


def secure_connection(host: str, timeout: float) -> http.client.HTTPConnection:
    """Over TLS, to the one public address that the host's name was looked up at."""
    tls = ssl.create_default_context()
    return PinnedConnection(host, public_address(host), tls, timeout)


def look_at(
    urls: Iterable[str],
    today: date,
    before: Mapping[str, Looked],
    connect: Connect = secure_connection,
    manners: Manners = Manners(),
) -> Iterator[tuple[str, Looked]]:
    """What is behind each address, as the answers come in."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in sorted(set(urls)):
        by_host[urlsplit(url).netloc.lower()].append(url)

    def ask(host: str) -> list[tuple[str, Looked]]:
        found = []
        for n, url in enumerate(by_host[host]):
            if n:
                time.sleep(manners.pause)
            outcome, why, now_at = _look(url, connect, manners)
            known = before.get(url)
            since = known.since if known and known.outcome == outcome else today.isoformat()
            found.append((url, Looked(outcome, why, today.isoformat(), since, now_at)))
        return found

    with ThreadPoolExecutor(max_workers=manners.hosts) as pool:
        for done in as_completed([pool.submit(ask, host) for host in sorted(by_host)]):
            yield from done.result()


def _look(url: str, connect: Connect, manners: Manners) -> tuple[Outcome, str, str]:
    for attempt in range(manners.again + 1):
        if attempt:
            time.sleep(manners.pause * 2)
        outcome, why, now_at = _follow(url, connect, manners)
        if outcome != "unsure":
            break
    return outcome, why, now_at


def _follow(url: str, connect: Connect, manners: Manners) -> tuple[Outcome, str, str]:
    here, moved_to = url, ""
    only_permanent = True
    for _ in range(MOST_REDIRECTS + 1):
        try:
            host, target = request_target(here.partition("#")[0], url)
        except Unresolved:
            return "not-asked", "only https addresses without user name and port are asked", ""
        try:
            status, location = _ask(host, target, connect, manners)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return *_failure(error), ""
        if status in _REDIRECTS and location:
            here = urljoin(here, location)
            only_permanent = only_permanent and status in _PERMANENT
            moved_to = here if only_permanent else moved_to
            continue
        if 200 <= status < 300:
            if moved_to and only_permanent:
                return "moved", "it has moved permanently", moved_to
            return "live", "", ""
        if status in _GONE:
            return "dead", f"the server answers with {status}", ""
        return "unsure", f"the server answers with {status}", ""
    return "unsure", f"it sends us on more than {MOST_REDIRECTS} times", ""


def _ask(host: str, target: str, connect: Connect, manners: Manners) -> tuple[int, str | None]:
    """HEAD, and GET where a server does not care for HEAD."""
    status, location = _request("HEAD", host, target, connect, manners)
    if status not in _HEAD_IS_ENOUGH:
        status, location = _request("GET", host, target, connect, manners)
    return status, location


def _request(
    method: str, host: str, target: str, connect: Connect, manners: Manners
) -> tuple[int, str | None]:
    connection = connect(host, manners.timeout)

    gave_up = threading.Event()

    def hang_up() -> None:
        # A timeout holds for one word of a server, and one that says a word at a time never ends.
        gave_up.set()
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(manners.timeout * 2, hang_up)
    watch.start()
    try:
        headers = {"User-Agent": _AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()  # its body is never read
        if gave_up.is_set():
            raise TimeoutError
        return answer.status, answer.getheader("Location")
    finally:
        watch.cancel()
        connection.close()


def _failure(error: Exception) -> tuple[Outcome, str]:
    if str(error) == "the host is not on the public network":
        return "not-asked", str(error)
    if isinstance(error, socket.gaierror):
        # EAI_NONAME is an answer; every other trouble of looking up may be ours.
        if error.errno == socket.EAI_NONAME:
            return "dead", "there is no such host"
        return "unsure", "the host could not be looked up"
    if isinstance(error, TimeoutError):
        return "unsure", "the server takes too long"
    if isinstance(error, ssl.SSLError):
        return "unsure", "the connection is not secure"
    return "unsure", "the connection failed"


# --- what was found before -----------------------------------------------------------------------


def load_looked(root: Path) -> dict[str, Looked]:
    """What earlier runs found; nothing where the file is missing or damaged."""
    cache = own_cache(root)
    if cache is None:
        return {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        found = json.loads((cache / NOTES).read_text(encoding="utf-8"))
        return {str(url): Looked(**row) for url, row in found["links"].items()}
    return {}


def save_looked(root: Path, looked: Mapping[str, Looked]) -> None:
    """Keep what was found; a cache that cannot be written costs time and nothing else."""
    cache = own_cache(root)
    if cache is None:
        return
    path = cache / NOTES
    draft = path.with_name(f".{path.name}.tmp")
    rows = {url: asdict(one) for url, one in sorted(looked.items())}
    with suppress(OSError):
        make_cache_folder(path.parent)
        draft.write_text(
            json.dumps({"schema_version": 1, "links": rows}, indent=1, ensure_ascii=False) + "\n",
            encoding="utf-8",
            newline="\n",
        )
        rename(draft, path)
