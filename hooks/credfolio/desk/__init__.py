"""The page desk/: commands of a round, run by Python in a browser."""
