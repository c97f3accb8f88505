"""Projects, built folders and remotes for the tests of deploying: small, local, and real git."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from credfolio.disk.manifest import Origin
from credfolio.disk.staging import begin_staging, publish, write_manifest
from credfolio.disk.writer import list_other_files
from credfolio.publishing.audit import Vanished
from credfolio.publishing.built_site import BuiltSite

WHO = ("-c", "user.name=Robin", "-c", "user.email=robin@example.org")
IGNORED = "/.cache/\n/site/\n/site.manifest.json\n/.site.*\n"
"""As in the repository's own .gitignore."""


def git(folder: Path, *arguments: str, data: str | None = None) -> str:
    """Run git in `folder`; its output, without the line's end."""
    done = subprocess.run(
        ["git", *WHO, *arguments],
        cwd=folder,
        input=data,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make_remote(folder: Path) -> Path:
    """An empty bare repository that can be pushed to over http, too."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "--bare", "-b", "main")
    git(folder, "config", "http.receivepack", "true")
    return folder


def make_project(folder: Path, remote: str = "") -> Path:
    """A repository with one commit, on the branch main."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "mkdocs.yml").write_text("site_name: Example\nsite_url: https://badges.example/\n")
    (folder / ".gitignore").write_text(IGNORED)
    save(folder, "First records")
    if remote:
        git(folder, "remote", "add", "origin", remote)
    return folder


def save(project: Path, words: str) -> str:
    """Commit all there is; the new commit."""
    git(project, "add", ".")
    git(project, "commit", "-q", "--allow-empty", "-m", words)
    return git(project, "rev-parse", "HEAD")


def make_site(folder: Path, files: Mapping[str, str], commit: str, *, clean: bool = True) -> Path:
    """A built folder with its manifest, as a build of `commit` leaves it."""
    staging = begin_staging(folder)
    for path, text in files.items():
        (staging / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / path).write_text(text, encoding="utf-8")
    write_manifest(staging, list_other_files(staging, ()), Origin(commit, clean))
    publish(staging, folder)
    return folder


def live_files(remote: Path, branch: str = "gh-pages") -> dict[str, str]:
    """What the branch of a bare repository holds."""
    names = git(remote, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
    return {name: git(remote, "cat-file", "blob", f"{branch}:{name}") for name in names if name}


def live_sources(remote: Path, branch: str = "gh-pages") -> list[str]:
    """The commits that the branch was made from, oldest first."""
    log = git(
        remote, "log", "--reverse", "--format=%(trailers:key=Source-Commit,valueonly)", branch
    )
    return log.split()


def no_reason(paths: Sequence[str], site: BuiltSite) -> list[Vanished]:
    """Records that explain nothing."""
    return [Vanished(path, "") for path in paths]


class _Backend(BaseHTTPRequestHandler):
    """git's own smart-http program behind a server that only this machine reaches."""

    root: Path
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        size = int(self.headers.get("Content-Length") or 0)
        environment = os.environ | {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "REMOTE_USER": "robin",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(size),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        done = subprocess.run(
            ["git", "http-backend"], input=self.rfile.read(size), env=environment,
            capture_output=True, check=False,
        )  # fmt: skip
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        fields = [line.partition(": ") for line in head.decode().splitlines()]
        status = next((value for name, _, value in fields if name == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, _, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _serve

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def over_http(root: Path, handler: type[BaseHTTPRequestHandler] = _Backend) -> Iterator[str]:
    """The address at which the bare repositories in `root` are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Backend", (handler,), {"root": root}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
