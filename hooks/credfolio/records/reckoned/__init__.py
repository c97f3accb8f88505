"""What follows from records alone: states, credit, passing, stacks."""
