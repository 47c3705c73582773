"""policytext keywords: what documents are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from policytext.cli.app import command
from policytext.cli.each import run_tables
from policytext.cli.errors import UsageError, check_apart, check_beside
from policytext.cli.options import ResumableTableRequest
from policytext.cli.questions import FIELDS, Question, Words, open_question
from policytext.cli.results import is_drawn
from policytext.schema import Row, Table

if TYPE_CHECKING:
    from policytext.corpus.engine import GroupedCounts

Measure = Literal["log-odds", "log-likelihood", "chi-square"]
Kind = Literal["keyphrases", "words"]
SIGNIFICANT = 0.05
"""What p of a phrase is at most whose difference between groups is more than chance, as is usual."""


@command
def keywords(
    request: ResumableTableRequest,
    words: Words,
    top: Annotated[int, typer.Option(min=1, help="How many keywords.")] = 20,
    corpus: Annotated[bool, "Keywords of all documents together."] = False,
    by: Annotated[str | None, "FIELD", f"What sets groups of documents apart: {FIELDS}."] = None,
    of: Annotated[Kind, "What is counted with --corpus and --by."] = "keyphrases",
    measure: Annotated[Measure | None, "Order with --by. [default: log-odds]"] = None,
    trend: Annotated[
        str | None, "FIELD", "What changes over time: year, quarter, month, or a field of the record."
    ] = None,
) -> None:
    """A count is what a search for the phrase in the cleaned text finds. Documents that were not
    cleaned yet are cleaned first; --as-is takes them as they are. Of a corpus, what mostly is part of
    other words is no keyword (民政 in 人民政府).

    --corpus --of words lists the words that jieba finds, the most frequent first, without those of one
    character and without numbers, pronouns, particles and the like. --by FIELD --of words is what
    AntConc calls keywords.

    \b
    Examples:
      policytext keywords page.txt --top 10
      policytext keywords cleaned.jsonl --excel -o keywords.csv
      policytext keywords pages --corpus
      policytext keywords pages --corpus --of words --top 200 -o words.xlsx
      policytext keywords cleaned.jsonl --by issuer --top 5
      policytext keywords cleaned.jsonl --trend month
    """
    check_apart(corpus=corpus, by=by, trend=trend)
    check_beside("--by", by, measure=measure)
    if of == "words" and not (corpus or by):
        raise UsageError("--of words goes with --corpus or --by; dfm counts the words of each document")
    if not (corpus or by or trend):
        from policytext.tables import TABLES
        from policytext.tables.documents import keyword_rows

        table = TABLES["keywords"]._replace(rows=partial(keyword_rows, top=top, cut=words.cut))
        run_tables([table], request)
        return

    from policytext.corpus.comparison import CORPUS_KEYWORDS, GROUP_KEYWORDS, corpus_rows
    from policytext.corpus.phrases import phrase_counts, placed, proposals

    field = by or trend
    with open_question(request, asked="--corpus, --by and --trend") as question:
        found = question.each(partial(placed, field=field), named=field == "id")
        found = question.by_field(found, field, "they are left out" if trend else "their group is empty")
        asked = proposals(found, question.again, words.cut, question.say, of)
        with phrase_counts(asked, question.again) as (counts, scores):
            if by:
                question.answer(GROUP_KEYWORDS, _by_group(question, counts, by, top, measure or "log-odds"))
            elif trend:
                question.answer(*_over_time(question, counts, trend, top, scores))
            else:
                ranked_by = scores if of == "keyphrases" else None
                question.answer(CORPUS_KEYWORDS, corpus_rows(counts, top, ranked_by))


def _by_group(
    question: Question, counts: GroupedCounts, field: str, top: int, measure: Measure
) -> list[Row]:
    from policytext.corpus.comparison import group_rows

    groups = counts.groups()
    rows = list(group_rows(counts, top, measure))
    if len(groups) < 2:
        question.say(f"nothing to compare: it takes documents of two values of '{field}' or more")
    elif alike := len(groups) - len({row["group"] for row in rows}):
        question.say(f"nothing sets {alike:,} of {len(groups):,} groups apart: they have no rows")
    if by_chance := sum(row["p"] > SIGNIFICANT for row in rows):
        question.say(f"{by_chance:,} of {len(rows):,} rows may differ by chance alone (p > {SIGNIFICANT})")
    return rows


def _over_time(
    question: Question, counts: GroupedCounts, field: str, top: int, scores: Mapping[str, int]
) -> tuple[Table, Iterable[Row]]:
    from policytext.corpus.engine import added
    from policytext.corpus.trends import TREND_LINES, TRENDS, periods_of, trend_lines, trend_rows

    groups = counts.groups()
    periods = periods_of(groups)
    for group in sorted(groups.keys() - {"", *periods}):
        here, every = groups[group].documents, added(*groups.values()).documents
        what = f"{here:,} of {every:,} documents have '{group}' for '{field}', no time among numbers"
        question.say(f"{what}: they are left out")
    rows = trend_rows(counts, top, scores)
    if len(periods) < 2:
        question.say(f"no trend: it takes documents of two values of '{field}' or more")
    return (TREND_LINES, trend_lines(rows)) if is_drawn(question.request.result) else (TRENDS, rows)
