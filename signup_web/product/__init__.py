"""What is known of a product, and how it is said: facts, history, and the view of both."""
