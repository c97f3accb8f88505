"""Libraries that do not run in a browser: they can be imported, and nothing of them can be used.

Modules that the commands of a round load name them, and no command of a round calls them: what is
signed was verified, and pictures were read, when the records were checked before.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, BinaryIO

from credfolio.errors import EnvironmentProblem

ABSENT = ("cryptography", "nh3", "openpyxl")

_EXCEPTIONS = ("Error", "Algorithm", "Signature", "Warning")
"""How the names of exceptions end in these libraries."""

_PNG, _JPEG, _WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF"


class Absent:
    """Stands for anything in such a library. Modules may make some while they are loaded."""

    is_loading = True

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self._name}.{name}")

    def __call__(self, *_: Any, **__: Any) -> Absent:
        if not Absent.is_loading:
            raise EnvironmentProblem(f"{self._name} does not run in a browser")
        return self

    def __bool__(self) -> bool:
        raise EnvironmentProblem(f"{self._name} does not run in a browser")


class _AbsentModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(_EXCEPTIONS):
            return type(name, (Exception,), {})
        return Absent(f"{self.__name__}.{name}")


class _Finder(MetaPathFinder, Loader):
    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in self._names:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


class BelievedPicture:
    """In the place of Pillow's picture: known by its first bytes, and neither read nor made."""

    size = (1, 1)
    has_transparency_data = True

    def __init__(self, stream: BinaryIO | None = None) -> None:
        raw = stream.read(12) if stream else _PNG
        found = {_PNG: "PNG", _JPEG: "JPEG", _WEBP: "WEBP"}
        self.format = next((kind for mark, kind in found.items() if raw.startswith(mark)), "")
        if not self.format:
            raise UnidentifiedPicture
        self.mode = "RGBA"

    def __enter__(self) -> BelievedPicture:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def convert(self, mode: str) -> BelievedPicture:
        self.mode = mode
        return self

    def _nothing(self, *_: object, **__: object) -> None:
        return

    verify = load = thumbnail = paste = save = _nothing


class UnidentifiedPicture(Exception):
    """A file that does not begin as a picture does."""


def _pillow() -> dict[str, ModuleType]:
    pillow, image, turned = (ModuleType(one) for one in ("PIL", "PIL.Image", "PIL.ImageOps"))
    vars(image).update(
        open=lambda stream, **_: BelievedPicture(stream),
        new=lambda *_: BelievedPicture(),
        DecompressionBombError=UnidentifiedPicture,
        DecompressionBombWarning=type("DecompressionBombWarning", (Warning,), {}),
    )
    vars(turned)["exif_transpose"] = lambda picture: picture
    vars(pillow).update(Image=image, ImageOps=turned, UnidentifiedImageError=UnidentifiedPicture)
    return {one.__name__: one for one in (pillow, image, turned)}


def allow_imports(*, instead: bool = False) -> None:
    """Let modules name what is absent.

    A library that is installed stays what it is, unless `instead` is true: for tests.
    """
    # Not by its modules: openpyxl asks for some of its own that may be missing.
    names = [name for name in ABSENT if instead or find_spec(name) is None]
    sys.meta_path.insert(0 if instead else len(sys.meta_path), _Finder(names))
    if instead or ("PIL" not in sys.modules and find_spec("PIL") is None):
        sys.modules.update(_pillow())


def loaded() -> None:
    """From now on, whatever calls something absent ends in a sentence."""
    Absent.is_loading = False
