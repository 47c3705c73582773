"""From documents and tables to bytes: one file for each format, and the handling of output files."""
