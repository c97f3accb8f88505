"""credfolio: a static catalog of educator micro-credentials, and portfolios of who earned them."""

__version__ = "0.1.0"

DOCUMENTATION = "https://credfolio.example/"
"""Where the program's own pages are published; sites lead there for what they do not show.

BEFORE A RELEASE: write the real address here, and nowhere else. Until then it is one that nobody
can own, links of a site and of its repository to such pages are words without an address, and
building a wheel warns.
"""
