"""Proves that the program runs on servers of its own, as docs/deploy.md says."""
