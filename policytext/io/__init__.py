"""Bytes to documents, and the reverse; the entry points are `read` and `write`."""
