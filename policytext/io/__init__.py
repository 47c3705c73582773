"""Bytes to documents, and documents and tables to bytes: `read`, `write`, `sinks` are the doors."""
