"""Links to other sites: collected, checked over the network, reported. Not share links."""
