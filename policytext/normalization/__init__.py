"""Normalize: one script, one width of punctuation and digits, one way to break lines.

`step` is the step of the pipeline; `engine` does OpenCC's conversions and is quick to import.
"""
