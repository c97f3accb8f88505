"""The page that shows a proposal, and the templates and words it needs."""
