"""Records → the documents of Open Badges 3.0 and 2.0 and schema.org. Pure, unsigned."""
