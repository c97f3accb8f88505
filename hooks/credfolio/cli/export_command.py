"""``credfolio export``."""
