"""Taking things away for good: the demonstration, and a person's portfolio."""
