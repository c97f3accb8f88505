"""Records → files that other programs and people take away. Pure; the edge writes."""
