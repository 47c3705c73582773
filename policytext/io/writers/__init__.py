"""From documents and tables to bytes: one file for each format, and where output goes."""
