"""Portfolios, awards, transcripts and the directory."""
