"""The cues of tense, change and scope in `target_cues.tsv`."""

from functools import partial

from policytext.language.patterns import of_table

cue = partial(of_table, "target_cues.tsv")
"""A pattern of any cue of a kind.

>>> bool(cue("future").search("力争覆盖率达到")), bool(cue("past").search("累计建成"))
(True, True)
"""
