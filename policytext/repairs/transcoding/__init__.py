"""Text whose bytes were read in the wrong encoding (mojibake)."""
