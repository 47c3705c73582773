"""The structure of a document: parts, chapters, articles, and four levels of numbered headings."""
