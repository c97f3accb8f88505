"""Permanent removal: the demonstration, or a person's portfolio (takedown)."""
