"""Builds the tagger of names: its texts and silver labels, its teacher, and what ships."""
