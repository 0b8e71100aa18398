"""make bench: the figures of the README, from servers that are set like `make run`."""
