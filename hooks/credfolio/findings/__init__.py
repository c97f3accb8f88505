"""Findings: what is wrong in a record, and the words that say so."""
