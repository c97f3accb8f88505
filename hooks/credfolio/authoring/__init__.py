"""Values → the text of a record's file, new or changed."""
