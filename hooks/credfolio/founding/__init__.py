"""A site's own repository: what its founder is asked, the files written from the answers."""
