"""Records from elsewhere, and records for elsewhere. Pure; the edge writes."""
