"""The disk → text and records, without following links."""
