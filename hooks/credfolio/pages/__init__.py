"""Pages: registry → pages and files, without a theme, a disk or a clock."""
