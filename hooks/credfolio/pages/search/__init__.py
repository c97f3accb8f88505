"""What the search page loads: facets, the index and passages."""
