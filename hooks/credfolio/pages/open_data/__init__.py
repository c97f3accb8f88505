"""What the site publishes for other programs: JSON, feeds, calendars and a spreadsheet."""
