"""What carries messages: threads on one machine, Pub/Sub in the cloud."""
