"""What others show of a product: pictures where it is shared, feeds and calendars."""
