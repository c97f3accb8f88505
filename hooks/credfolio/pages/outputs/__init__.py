"""What each kind of record, and the site as a whole, contributes to what is published."""
