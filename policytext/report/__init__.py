"""The report: a corpus in one HTML file, with the passages behind every figure."""
