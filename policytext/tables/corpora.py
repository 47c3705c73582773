"""The shapes of tables about a corpus: their rows are made in `policytext.corpus`."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.schema import NONE, Column, Table
from policytext.tables.columns import COUNT, DOC_ID, END, KEYWORD, RANK, START

GROUP = Column("group", "string", "Value of the field that groups the documents; empty: those without one")
DOCUMENTS = Column("documents", "integer", "In how many documents it stands")
SHARE = Column("share", "number", "Of all documents, or of those of the group or period, in [0, 1]")
PER_10K = Column("per_10k", "number", "How often it stands in 10,000 characters")
DATE = Column("date", "partial_date", "The document's date, ISO 8601, as far as it is known")
TERM = Column("term", "string", "The term as it was asked for")
USE = (COUNT, DOCUMENTS, SHARE, PER_10K)

CORPUS_KEYWORDS = Table(
    "corpus_keywords",
    (RANK, KEYWORD, Column("score", "number", "In (0, 1], in relation to the best", bar=True), *USE),
    description="The keywords of all documents together, best first",
)
GROUP_KEYWORDS = Table(
    "group_keywords",
    (
        GROUP,
        RANK,
        KEYWORD,
        Column("score", "number", "z-score of the log-odds ratio against all other groups", bar=True),
        *USE,
        Column("elsewhere", "integer", "How often it stands in all other texts"),
        Column("elsewhere_per_10k", "number", "How often in 10,000 characters of all other texts"),
        Column("log_likelihood", "number", "G² against all other groups, below 0 where it is rarer"),
        Column("chi_square", "number", "Pearson's chi-square with Yates' correction, signed likewise"),
        Column(
            "p", "number", "Probability of the chi-square, corrected for all tests (false discovery rate)"
        ),
    ),
    description="The keywords that set each group of documents apart from all others",
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
        Column("span_first", "string", "The first period of the run to which it belongs most sharply"),
        Column("span_last", "string", "The last period of that run"),
        Column("period", "string", "Year, quarter or month, or another value of the field"),
        *USE,
    ),
    description="The keywords that belong to their time most, each age in turn, a row a period",
)
TREND_LINES = Table(
    "keyword_trend_lines",
    (
        RANK,
        KEYWORD,
        *TRENDS.columns[2:3],
        *TRENDS.columns[4:5],
        *TRENDS.columns[6:10],
        Column("trend", "string", "How often in 10,000 characters of each period, the most as a full bar"),
    ),
    description="The keywords that belong to their time most, each age in turn, a line for each",
    first=("rank", "keyword", "trend", "span_first", "span_last", "first", "last", "slope"),
)
TERMS = Table(
    "terms", (TERM, GROUP, *USE), description="How often given terms stand in each group of documents"
)
KWIC = Table(
    "kwic",
    (
        DOC_ID,
        DATE,
        START,
        Column("left", "string", "What stands before it", cut="before"),
        Column("term", "string", "As it stands in the text"),
        Column("right", "string", "What stands after it", cut="end"),
    ),
    description="Every place of a term with what stands around it (keyword in context)",
    first=("left", "term", "right", "doc_id", "date"),
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
    description="Every word of each document, with its place and part of speech",
)
DFM = Table(
    "dfm",
    (DOC_ID, Column("feature", "string", "A word, or several joined by _"), COUNT),
    description="How often each word stands in each document; counts of 0 are left out",
)


def wide(groups: Sequence[str]) -> Table:
    """The shape of a matrix of counts: a row for each term, a column for each group.

    >>> wide(["2024", ""]).header
    ('term', '2024', '(none)')
    """
    columns = (
        Column(group or NONE, "integer", "How often the term stands in the group") for group in groups
    )
    return Table(
        "terms", (TERM, *columns), description="How often given terms stand in each group of documents"
    )


COOCCURRENCES = Table(
    "cooccurrences",
    (
        GROUP,
        Column("term", "string", "A term"),
        Column("other", "string", "Another that stands with it"),
        Column("count", "integer", "Units (sentences, paragraphs, documents) that have both"),
        Column("expected", "number", "How many would by chance, from how many have each"),
        Column("pmi", "number", "Pointwise mutual information in bits (Church and Hanks 1990)"),
        Column("log_likelihood", "number", "G² of the pair's four-fold table (Dunning 1993)"),
        Column("jaccard", "number", "Units that have both, of those that have either"),
        Column("ochiai", "number", "Units that have both over the root of the product (Ochiai 1957)"),
        Column("cluster", "string", "The terms it mostly stands with, by the foremost"),
        Column("other_cluster", "string", "Those of the other"),
    ),
    description="Pairs of terms that stand together, and how strongly",
)
REUSE = Table(
    "reuse",
    (
        DOC_ID,
        START,
        END,
        Column("other_id", "string", "The document that has the passage too", cut="start"),
        Column("other_start", "integer", "Offset of the passage in the other's text, in code points"),
        Column("other_end", "integer", "Offset after its last character there"),
        Column("similarity", "number", "Share of characters in common, in [0, 1]"),
        Column("writers", "integer", "How many documents have the passage, or most of it"),
        Column(
            "first", "string", "The id of the earlier of the two by date; empty where that is not known"
        ),
        Column("text", "string", "The passage"),
    ),
    description="Passages that two documents share",
    first=("doc_id", "other_id", "text", "similarity", "first"),
)
TAKEN = Table(
    "taken",
    (
        DOC_ID,
        DATE,
        Column("characters", "integer", "Length of the text in code points"),
        Column("shared", "number", "Share of it that another document has too, in [0, 1]"),
        Column("taken", "number", "Share of it that an earlier document has"),
    ),
    description="How much of each document others have too, and who had it first",
)
CODES = Table(
    "codes",
    (
        DOC_ID,
        START,
        END,
        Column(
            "category",
            "string",
            "Category of the dictionary, nested ones joined by /; empty where it is unsure",
        ),
        Column("term", "string", "What stands in the text for it; empty where the model found it"),
        Column(
            "found_by",
            "string",
            "term: a term of the dictionary; model: the sentence as a whole; unsure: no code",
        ),
        Column("confidence", "number", "Probability of the category, in [0, 1]; empty without a model"),
        Column("sentence", "string", "The sentence it stands in"),
    ),
    description="Every place that is coded, and by what",
    first=("doc_id", "category", "term", "sentence"),
)
CODE_COUNTS = Table(
    "code_counts",
    (
        GROUP,
        Column("category", "string", "Category of the dictionary; unsure: sentences that get none"),
        Column("sentences", "integer", "Sentences with a hit of the category"),
        Column("share", "number", "Of the sentences that have any code, in [0, 1]", bar=True),
        DOCUMENTS,
    ),
    description="How many sentences have each category, by group of documents",
)
AGREEMENT = Table(
    "agreement",
    (
        Column("category", "string", "Category; all: the first code of each unit"),
        Column("by_hand", "integer", "Units that the hand gives it"),
        Column("by_dictionary", "integer", "Units that the dictionary gives it"),
        Column("both", "integer", "Units that both give it"),
        Column("kappa", "number", "Cohen's kappa"),
        Column("alpha", "number", "Krippendorff's alpha, nominal"),
    ),
    description="How far the dictionary agrees with coding by hand",
)
TOPIC = Column("topic", "integer", "Number of the topic, the most prevalent is 1")
TOPICS = Table(
    "topics",
    (
        TOPIC,
        Column("prevalence", "number", "Mean share of the topic in a document, in [0, 1]", bar=True),
        Column("coherence", "number", "NPMI of its terms over documents (Lau et al. 2014), -1 to 1"),
        Column("terms", "string", "Its strongest terms, joined by 、"),
        Column("document", "string", "The id of the document that is most about it"),
    ),
    description="Topics of the corpus with their strongest terms, the most prevalent first",
    first=("topic", "terms", "prevalence", "document"),
)
TOPIC_SHARES = Table(
    "topic_shares",
    (
        DOC_ID,
        TOPIC,
        Column(
            "share",
            "number",
            "Share of the topic in the document, in [0, 1]; empty: it has none of the words",
            bar=True,
        ),
    ),
    description="The share of each topic in each document",
)
TOPIC_GROUPS = Table(
    "topic_groups",
    (
        GROUP,
        TOPIC,
        Column("share", "number", "Mean share of the topic in the group's documents, in [0, 1]", bar=True),
        Column("documents", "integer", "Documents of the group that have shares"),
    ),
    description="The share of each topic in each group of documents",
)
