"""The forms that make a record in the browser, and their data."""
