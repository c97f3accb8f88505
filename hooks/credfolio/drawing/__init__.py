"""Badge pictures, preview pictures and codes."""
