"""A fake shop and box office, a fake phone and inbox on loopback, and the product between them."""
