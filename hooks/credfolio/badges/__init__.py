"""Records → Open Badges, signed, verified and resolved."""
