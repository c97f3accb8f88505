"""Every component in all its states, with invented records."""
