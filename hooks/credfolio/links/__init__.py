"""Links to elsewhere: found, asked and reported."""
