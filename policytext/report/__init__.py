"""A corpus in one file of HTML: what is in it, with the passages behind every figure."""
