"""The badge files that are published, and the page that checks one."""
