"""Columns that several tables have: a name means the same in every table and command."""

from __future__ import annotations

from policytext.schema import Column

DOC_ID = Column("doc_id", "string", "The document's id", cut="start")
START = Column("start", "integer", "Offset of its first character in the text, in code points")
END = Column("end", "integer", "Offset after its last character")
RANK = Column("rank", "integer", "1 is the best")
KEYWORD = Column("keyword", "string", "A word or phrase")
COUNT = Column("count", "integer", "How often it stands in the text or texts: what a search finds")
