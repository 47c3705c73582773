"""What page spinners put into text: readings in brackets behind characters, and marks before marks.

The one home of these patterns. Sources of patterns, not compiled ones: see `language.patterns.late`.
"""

from __future__ import annotations

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɑɡ"  # of Hanyu Pinyin, with the phonetic a and g that pages use
READING = rf"[{LETTERS}]{{1,6}}"  # zhuāng is the longest
OPENING, CLOSING = "(（", ")）"
OPENED = rf"{READING}[{CLOSING}]"  # a gloss whose first bracket is gone
GLOSS = rf"[{OPENING}]{OPENED}"
GLOSSES = rf"{GLOSS}(?:{GLOSS})*"

MARKS = "，、。；：？！"  # what spinners put a comma before
FOLDED_MARKS = ",;:"  # what NFKC makes of those that are doubled
