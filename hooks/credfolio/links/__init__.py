"""Links to other sites: collected, checked over the network, and reported."""
