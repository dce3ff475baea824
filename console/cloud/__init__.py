"""Google Cloud: the same services on emulators, checks of a deployment, and what it costs."""
