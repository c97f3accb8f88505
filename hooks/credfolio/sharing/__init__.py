"""What takes a portfolio or an award elsewhere: links, codes, snippets and files. All pure."""
