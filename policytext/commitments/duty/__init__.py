"""Duties of bodies, in brackets, sentences and tables."""
