"""The columns of tables about a corpus, whose rows `policytext.corpus` makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policytext.schema import NONE, Column, Table, declared

CORPUS_KEYWORDS = declared("corpus_keywords")
GROUP_KEYWORDS = declared("group_keywords")
TRENDS = declared("keyword_trends")
TREND_LINES = declared("keyword_trend_lines")
TERMS = declared("terms")
KWIC = declared("kwic")
TOKENS = declared("tokens")
DFM = declared("dfm")
COOCCURRENCES = declared("cooccurrences")
REUSE = declared("reuse")
TAKEN = declared("taken")
CODES = declared("codes")
CODE_COUNTS = declared("code_counts")
AGREEMENT = declared("agreement")
TOPICS = declared("topics")
TOPIC_SHARES = declared("topic_shares")
TOPIC_GROUPS = declared("topic_groups")


def wide(groups: Sequence[str]) -> Table:
    """The columns of a matrix of counts: a row for each term, a column for each group.

    >>> wide(["2024", ""]).header
    ('term', '2024', '(none)')
    """
    columns = (
        Column(group or NONE, "integer", "How often the term stands in the group") for group in groups
    )
    return replace(TERMS, columns=(TERMS.columns[0], *columns))
