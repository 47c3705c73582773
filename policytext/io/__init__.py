"""Bytes to documents, and the reverse: `read` and `write` are the doors."""
