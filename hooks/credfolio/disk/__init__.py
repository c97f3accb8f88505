"""Files, locks, the cache, the swap of old site and new; the only room that starts git."""
