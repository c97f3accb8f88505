"""What is wrong, and how it is told."""
