"""The pages that one browses by, and those of the catalog's records."""
