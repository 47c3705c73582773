"""Two versions of one document, clause by clause."""
