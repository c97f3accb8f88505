"""The page desk/ with Python to load, and an office whose folders are the browser's own storage."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from chromium import served
from credfolio.building.desk_files import desk_files
from demo import ROOT

RUNTIME = ROOT / "desk" / "made"

FOLDERS = """
  const home = () => navigator.storage.getDirectory();
  window.showDirectoryPicker = async ({ id }) =>
    (await home()).getDirectoryHandle(id.replace("desk-", ""), { create: true });
  const all = async (folder, way, found) => {
    for await (const [name, one] of folder.entries()) {
      if (one.kind === "directory") await all(one, `${way}${name}/`, found);
      else {
        const bytes = new Uint8Array(await (await one.getFile()).arrayBuffer());
        found[way + name] = btoa(Array.from(bytes, (n) => String.fromCharCode(n)).join(""));
      }
    }
    return found;
  };
  window.readFolder = async (name) =>
    all(await (await home()).getDirectoryHandle(name, { create: true }), "", {});
  window.fillFolder = async ({ name, files }) => {
    for (const [path, text] of Object.entries(files)) {
      const steps = [name, ...path.split("/")];
      const last = steps.pop();
      let folder = await home();
      for (const one of steps) folder = await folder.getDirectoryHandle(one, { create: true });
      const out = await (await folder.getFileHandle(last, { create: true })).createWritable();
      await out.write(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
      await out.close();
    }
  };
"""
"""The dialog for folders, which no program can press, gives folders of the browser's storage."""


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path, without what git keeps."""
    found = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*"))}
    return {
        path: file.read_bytes()
        for path, file in found.items()
        if file.is_file() and not path.startswith(".git/")
    }


def fill_folder(page: Page, name: str, files: Mapping[str, bytes]) -> None:
    given = {path: base64.b64encode(data).decode() for path, data in files.items()}
    page.evaluate("given => fillFolder(given)", {"name": name, "files": given})


def read_folder(page: Page, name: str) -> dict[str, bytes]:
    found: Mapping[str, Any] = page.evaluate("name => readFolder(name)", name)
    return {path: base64.b64decode(text) for path, text in sorted(found.items())}


@contextmanager
def site_with_desk(site: Path, folder: Path, port: int = 0) -> Iterator[str]:
    """The address of `site` as it is where `credfolio-desk` is installed; `folder` is for links."""
    made = folder / "site"
    (made / "assets").mkdir(parents=True)
    for place in (site, site / "assets"):
        for one in place.iterdir():
            if one.name != "assets":
                (made / one.relative_to(site)).symlink_to(one)
    assert RUNTIME.is_dir(), "Python for the browser is missing: run `make desk`"
    for path, data in desk_files(RUNTIME):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    with served(made, "/", port) as address:
        yield address
