"""Patterns of page spinners' insertions: readings in brackets after characters, and marks before marks.

The one home of these patterns. Sources of patterns, not compiled ones: see `language.patterns.lazy`.
"""

from __future__ import annotations

from policytext.language.characters import GLOSS, PINYIN

READING = rf"[{PINYIN}]{{1,6}} ?"  # zhuāng is the longest; some sites write 會(huì )
OPENING, CLOSING = "(（", ")）"
OPENED = rf"{READING}[{CLOSING}]"  # a gloss whose first bracket is gone
GLOSSES = rf"{GLOSS}(?:{GLOSS})*"

# Not only what tears bytes: tones as numbers, Bopomofo, other brackets, or none at all.
ANY_READING = rf"(?:[{PINYIN}]{{1,6}}[1-5]?|˙?[ㄅ-ㄩ]{{1,3}}[ˊˇˋ˙]?)"
ANY_OPENING, ANY_CLOSING = "(（\\[［【〔", ")）\\]］】〕"
ANY_GLOSS = rf"[{ANY_OPENING}] ?{ANY_READING} ?[{ANY_CLOSING}]"

MARKS = "，、。；：？！"  # what spinners put a comma before
FOLDED_MARKS = ",;:"  # what NFKC makes of those that are doubled
