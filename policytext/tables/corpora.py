"""The shapes of tables about a corpus: their rows are made in `policytext.corpus`."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.schema import Column, Table
from policytext.tables.columns import COUNT, DOC_ID, END, KEYWORD, RANK, START

GROUP = Column("group", "string", "Value of the field that groups the documents; empty: those without one")
DOCUMENTS = Column("documents", "integer", "In how many documents it stands")
SHARE = Column("share", "number", "Of all documents, or of those of the group or period, in [0, 1]")
PER_10K = Column("per_10k", "number", "How often it stands in 10,000 characters")
TERM = Column("term", "string", "The term as it was asked for")
USE = (COUNT, DOCUMENTS, SHARE, PER_10K)

CORPUS_KEYWORDS = Table(
    "corpus_keywords",
    (RANK, KEYWORD, Column("score", "number", "In (0, 1], in relation to the best"), *USE),
)
GROUP_KEYWORDS = Table(
    "group_keywords",
    (
        GROUP,
        RANK,
        KEYWORD,
        Column("score", "number", "z-score of the log-odds ratio against all other groups"),
        *USE,
        Column("elsewhere", "integer", "How often it stands in all other texts"),
        Column("elsewhere_per_10k", "number", "How often in 10,000 characters of all other texts"),
        Column("log_likelihood", "number", "G² against all other groups, below 0 where it is rarer"),
        Column("chi_square", "number", "Pearson's chi-square with Yates' correction, signed likewise"),
        Column(
            "p", "number", "Probability of the chi-square, corrected for all tests (false discovery rate)"
        ),
    ),
)
TRENDS = Table(
    "keyword_trends",
    (
        RANK,
        KEYWORD,
        Column("score", "number", "G² of its counts against one rate in all periods: how much use changes"),
        Column("p", "number", "Probability of the score, corrected for all tests (false discovery rate)"),
        Column(
            "slope",
            "number",
            "Change of the logarithm of its rate in one step of time (Poisson regression)",
        ),
        Column("slope_p", "number", "Probability of the slope, corrected likewise"),
        Column("first", "string", "The first period in which it stands"),
        Column("last", "string", "The last period in which it stands"),
        Column("period", "string", "Year, quarter or month, or another value of the field"),
        *USE,
    ),
)
TERMS = Table("terms", (TERM, GROUP, *USE))
KWIC = Table(
    "kwic",
    (
        DOC_ID,
        Column("date", "date", "The document's date, ISO 8601, as far as it is known"),
        START,
        Column("left", "string", "What stands before it"),
        Column("term", "string", "As it stands in the text"),
        Column("right", "string", "What stands after it"),
    ),
)
TOKENS = Table(
    "tokens",
    (
        DOC_ID,
        START,
        END,
        Column("word", "string", "As it stands in the text"),
        Column("tag", "string", "Part of speech in jieba's tag set: n noun, v verb, a adjective, …"),
    ),
)
DFM = Table(
    "dfm",
    (
        DOC_ID,
        Column("feature", "string", "A word, or several joined by _"),
        COUNT,
    ),
)


def wide(groups: Sequence[str]) -> Table:
    """The shape of a matrix of counts: a row for each term, a column for each group.

    >>> wide(["2024", ""]).header
    ('term', '2024', '(none)')
    """
    columns = (Column(group or "(none)", "integer", f"How often it stands in {group}") for group in groups)
    return Table("terms", (TERM, *columns))
