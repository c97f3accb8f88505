"""What all pages share: the renderer, addresses, words and look-ups."""
