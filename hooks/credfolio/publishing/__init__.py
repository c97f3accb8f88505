"""The written site → the served branch."""
