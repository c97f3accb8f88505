"""Prose → safe HTML, words for searching, CSV."""
