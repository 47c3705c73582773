"""Who is charged with what: names, brackets, sentences and tables."""
