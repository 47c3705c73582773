"""What page spinners put into text: readings in brackets behind characters, and marks before marks.

The one home of these patterns. Sources of patterns, not compiled ones: see `language.patterns.late`.
"""

from __future__ import annotations

from policytext.language.characters import GLOSS, PINYIN

READING = rf"[{PINYIN}]{{1,6}}"  # zhuāng is the longest
OPENING, CLOSING = "(（", ")）"
OPENED = rf"{READING}[{CLOSING}]"  # a gloss whose first bracket is gone
GLOSSES = rf"{GLOSS}(?:{GLOSS})*"

MARKS = "，、。；：？！"  # what spinners put a comma before
FOLDED_MARKS = ",;:"  # what NFKC makes of those that are doubled
