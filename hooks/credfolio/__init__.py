"""credfolio: a static catalog of educator micro-credentials, and portfolios of who earned them."""

__version__ = "0.1.0"
