"""MkDocs loads this hook; the events are functions of the package."""

import sys
from pathlib import Path

# `mkdocs build` must work where the package is not installed. MkDocs drops this folder from the
# path as soon as the hook has been read, so the import is at the top.
sys.path.insert(0, str(Path(__file__).parent))
try:
    from credfolio.building.hook import *  # noqa: F403
finally:
    sys.path.pop(0)
