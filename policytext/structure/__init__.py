"""How a document is divided: parts, chapters, articles, and the four orders of numbered headings."""
