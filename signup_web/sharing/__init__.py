"""What other people's pages and programs show of a product: frames, pictures, feeds, calendars."""
