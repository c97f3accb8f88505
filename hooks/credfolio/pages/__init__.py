"""Registry → pages and files. Pure: no theme, disk, or clock."""
