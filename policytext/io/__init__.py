"""Bytes to documents, and the reverse: `read`, `write`, and `html` for a string, are the doors."""
