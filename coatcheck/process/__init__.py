"""A process of ours: its environment, its log lines, its web server, and the tokens by which Google's machines call it."""
