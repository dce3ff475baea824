"""A fake shop and a fake phone on loopback, and the product between them."""
