"""Rounds of judging: private records → who reads what, what was decided, and what waits."""
