"""Keyphrases of a document: candidates among its words, and their ranking."""
