"""Commitments in a document: quantitative targets, and duties of bodies."""
