"""Records → Open Badges, signed, verified, revoked and resolved."""
