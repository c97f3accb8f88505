"""Python for the page desk/, as files for a browser. See ADR 0101."""
