"""The operator's pages: what is watched, what is sent, what went wrong."""
