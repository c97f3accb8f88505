"""Files, locks, the cache and other processes; the only room that starts git."""
