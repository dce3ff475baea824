"""What a visitor of a page sees: statements, buttons and choices of sizes, and where they stand."""
