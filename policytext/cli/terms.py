"""policytext terms: how often given terms stand in documents."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Annotated

from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.options import RowsRequest
from policytext.cli.questions import By, Terms, nothing_wanted, open_question

NAMED = 5  # terms that a line on stderr names


@command
def terms(
    request: RowsRequest,
    terms: Terms,
    by: By = None,
    wide: Annotated[bool, "A row for each term, a column for each group."] = False,
) -> None:
    """A count is what a search for the term in the cleaned text finds, also as part of other words, which
    is said (民政 in 人民政府). Beside it: the documents that have the term, their share, and the count in
    10,000 characters.

    \b
    Examples:
      policytext terms cleaned.jsonl --term 高质量发展 --term 创新
      policytext terms cleaned.jsonl --term 创新 --by year -o terms.csv
      policytext terms cleaned.jsonl --term 创新 --term 发展 --by genre --wide
    """
    from policytext.corpus.tally import summed
    from policytext.corpus.terms import TERMS, TermCounts, count_terms

    settings = settings_of(request)
    wanted = terms.named(None if request.as_is else settings)
    if not wanted:
        raise nothing_wanted(request.source, "nothing to count: name terms with --term or --terms FILE")
    work = partial(count_terms, terms=tuple(wanted), field=by)
    with open_question(request, settings) as question:
        found = question.each(work, fold=summed, named=by == "id")
        counted = TermCounts(wanted, question.by_field(found, by))
        if more := ", ".join(f"{term} {times:,}" for term, times in counted.otherwise.most_common(NAMED)):
            question.say(f"other writings (case, width, broken by a line end) are not counted: {more}")
        for term, times, across, around in islice(counted.across_words(), NAMED):
            named = ", ".join(f"{words} {n:,}" for words, n in around)
            of = f"{across:,} of {times:,} places"
            question.say(f"{term}: {of} are parts of other words, as jieba cuts them ({named})")
        question.answer(*(counted.matrix() if wide else (TERMS, counted.rows())))
