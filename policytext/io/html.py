"""The door for HTML that is at hand as a string: its text, one block a line, its facts and its layout."""

from __future__ import annotations

from policytext.io.readers.html import read_html

__all__ = ["read_html"]
