"""What is wrong with records, and what a proposed change may do."""
