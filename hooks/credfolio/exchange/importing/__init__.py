"""Text, tables and badges from elsewhere → records of this project. Pure; the edge writes."""
