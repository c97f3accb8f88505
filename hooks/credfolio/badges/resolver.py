"""Where a badge's documents come from: a built site's folder, or the network when asked to."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from credfolio.badges.verification import Gone, Unresolved
from credfolio.errors import UsageError
from credfolio.proof.demonstration import DEMONSTRATION_HOME

MAX_BYTES = 1_048_576
TIMEOUT = 10.0
_MAX_REDIRECTS = 3
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_CANONICAL = re.compile(r'<link[^>]+rel="canonical"[^>]+href="(https://[^"<>\s]+)"')
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._~/-]{1,1000}")


class SiteResolver:
    """Reads a built site's own addresses from its files, and nothing else from anywhere."""

    def __init__(self, folder: Path, bases: Sequence[str]) -> None:
        self.folder = folder.resolve()
        self.bases = tuple(bases)

    def fetch(self, address: str) -> bytes:
        for base in self.bases:
            if address.startswith(base):
                return self._read(address, address[len(base) :])
        raise Unresolved(address, "it is not an address of the site that was given")

    def _read(self, address: str, path: str) -> bytes:
        steps = path.split("/")
        if not _PLAIN_PATH.fullmatch(path) or any(step in ("", ".", "..") for step in steps):
            raise Unresolved(address, "it is no sound address of a file")
        place = self.folder
        try:
            # Links are not followed: a site's folder may come from somebody else.
            for step in steps:
                place = place / step
                if stat.S_ISLNK(place.lstat().st_mode):
                    raise Unresolved(address, "the site's folder has a link there")
            if not stat.S_ISREG(place.lstat().st_mode):
                raise Unresolved(address, "the site has no file there")
            with place.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            raise Unresolved(address, "the site has no file there") from None
        if len(data) > MAX_BYTES:
            raise Unresolved(address, f"it is larger than {MAX_BYTES:,} bytes")
        return data


def site_resolver(folder: Path) -> SiteResolver:
    """A resolver for a built site; its address is what its own home page says it is.

    The demonstration's addresses, which exist nowhere, are looked up in it, too.
    """
    try:
        with (folder / "index.html").open("rb") as file:
            page = file.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        raise UsageError(
            f"{folder} is no built site: it has no index.html",
            fix="build it with `credfolio build`, or name the folder that it was built to",
        ) from None
    found = _CANONICAL.search(page)
    base = [found[1] if found[1].endswith("/") else found[1] + "/"] if found else []
    return SiteResolver(folder, [*base, DEMONSTRATION_HOME])


class NetworkResolver:
    """Fetches over https, within limits, and never from inside the network it runs in.

    The host is looked up once and the connection made to that very address, so that a name cannot
    point elsewhere the second time.
    """

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._tls = ssl.create_default_context()

    def fetch(self, address: str) -> bytes:
        deadline = time.monotonic() + self._timeout
        here = address
        for _ in range(_MAX_REDIRECTS + 1):
            host, target = request_target(here, address)
            try:
                status, location, data = self._get(host, target, deadline)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise Unresolved(address, _reason(error)) from None
            if status in (301, 302, 303, 307, 308) and location:
                try:
                    here = urljoin(here, location)
                except ValueError:
                    raise Unresolved(address, "it is no sound address") from None
                if request_target(here, address)[0] != host:
                    raise Unresolved(address, "it sends us on to another host")
                continue
            if status == 410 and len(data) <= MAX_BYTES:
                raise Gone(address, data)
            if status != 200:
                raise Unresolved(address, f"the server answers with {status}")
            if len(data) > MAX_BYTES:
                raise Unresolved(address, f"it is larger than {MAX_BYTES:,} bytes")
            return data
        raise Unresolved(address, "it sends us on too often")

    def _get(self, host: str, target: str, deadline: float) -> tuple[int, str | None, bytes]:
        connection = PinnedConnection(host, public_address(host), self._tls, _left(deadline))
        try:
            headers = {"Accept": "application/ld+json, application/json, image/*;q=0.5"}
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            parts: list[bytes] = []
            size = 0
            while size <= MAX_BYTES and connection.sock is not None:
                connection.sock.settimeout(_left(deadline))
                part = response.read1(65_536)
                if not part:
                    break
                parts.append(part)
                size += len(part)
            return response.status, response.getheader("Location"), b"".join(parts)
        finally:
            connection.close()


class PinnedConnection(http.client.HTTPSConnection):
    """A connection to the one address that a host was looked up at."""

    def __init__(self, host: str, ip: str, tls: ssl.SSLContext, timeout: float) -> None:
        super().__init__(host, 443, timeout=timeout, context=tls)
        self._ip = ip
        self._tls = tls

    def connect(self) -> None:
        raw = socket.create_connection((self._ip, 443), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
        except BaseException:
            raw.close()
            raise


def request_target(address: str, asked: str) -> tuple[str, str]:
    """Host and path; only https on its own port, with no user name, is asked."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Unresolved(asked, "it is no sound address") from None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.username is not None
        or port not in (None, 443)
        or not address.isascii()
        or any(char <= " " for char in address)
    ):
        raise Unresolved(asked, "only plain https addresses are asked")
    return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def public_address(host: str) -> str:
    """Where `host` is; raises `OSError` unless all of its addresses are on the public network."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    for ip in found:
        if not is_public(ip):
            raise OSError("the host is not on the public network")
    return sorted(found, key=lambda ip: (":" in ip, ip))[0]


def is_public(ip: str) -> bool:
    """Whether an address is outside every private, local and reserved range."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(address.packed[-4:])
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server takes too long"
    if isinstance(error, ssl.SSLError):
        return "the connection is not secure"
    if isinstance(error, socket.gaierror):
        return "there is no such host, or no network"
    if str(error) == "the host is not on the public network":
        return str(error)
    return "the connection failed"
