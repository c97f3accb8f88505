"""Records: their models, how files become records, and what can be derived from them."""
