"""Text mining for Chinese government policy text as it is really found."""

__version__ = "0.1.0"
