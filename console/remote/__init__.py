"""The command on a server elsewhere: the same words and options, done by its API."""
