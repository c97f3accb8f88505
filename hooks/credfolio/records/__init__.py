"""Records: their models, reading them from files, and what follows from them."""
