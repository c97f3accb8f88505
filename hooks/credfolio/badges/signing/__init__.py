"""Keys, and the code that signs badges, lists and tokens with them."""
