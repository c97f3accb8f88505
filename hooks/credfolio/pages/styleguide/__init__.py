"""Every component in all its states, with made-up records."""
