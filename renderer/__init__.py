"""The renderer: draws pages in a browser for the other services, which have none."""
