"""Import and export. Pure: `cli` writes the files."""
