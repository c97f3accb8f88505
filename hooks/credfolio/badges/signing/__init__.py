"""Keys, and what signs badges, lists and tokens with them."""
