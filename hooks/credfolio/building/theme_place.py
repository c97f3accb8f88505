"""Where MkDocs finds the theme `credfolio`: it takes the folder of this module's `__file__`.

The entry point in pyproject.toml names this module. The theme itself is at the top of the
repository, and inside the package only in a wheel, so the attribute is set to where it is.
"""

from __future__ import annotations

from credfolio.disk.shipped import shipped

__file__ = str(shipped("theme") / "mkdocs_theme.yml")
