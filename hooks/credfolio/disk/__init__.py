"""Files, locks, the cache, the swap of old site and new; runs git."""
