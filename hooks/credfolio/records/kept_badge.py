"""The badge from elsewhere that is kept next to an award."""

MAX_KEPT = 2 * 1_048_576
"""The largest badge, in bytes, that is kept next to an award."""
KEPT_ENDINGS = (".json", ".png", ".svg", ".jwt")
"""How the names of badges that are kept end."""
