"""Pictures of the public pages: to be looked at, and for the documentation."""
