"""What takes a portfolio or an award elsewhere: links, snippets and files."""
