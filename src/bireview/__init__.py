"""Publish a scholarly review in two languages as a static site, every citation resolved."""
