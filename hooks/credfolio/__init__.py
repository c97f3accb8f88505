"""credfolio: a static catalog of educator micro-credentials, and portfolios of who earned them."""

__version__ = "0.1.0"

DOCUMENTATION = "https://example-org.github.io/credfolio/"
"""Where the program's own pages are published; sites lead there for what they do not show."""
