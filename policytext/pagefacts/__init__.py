"""Statements of a page about itself: headline, publication line, dates; used by strip and metadata."""
