"""Pages and shells → the written site; the only room that knows MkDocs."""
