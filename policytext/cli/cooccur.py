"""policytext cooccur: which terms stand together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from policytext.batch.work import unchanged
from policytext.cli.app import command
from policytext.cli.errors import check_apart
from policytext.cli.options import TableRequest
from policytext.cli.questions import By, Question, Terms, open_question
from policytext.cli.results import check_table
from policytext.document import Document

if TYPE_CHECKING:
    from policytext.corpus.cooccurrence import Groups, Within

TOP = 100  # names that are paired, unless asked for otherwise
NAMED = 5  # terms that a line on stderr names


@command
def cooccur(
    request: TableRequest,
    terms: Terms,
    of: Annotated[
        Literal["keyphrases", "entities", "industries"] | None,
        "What to pair where no terms are named. [default: keyphrases]",
    ] = None,
    top: Annotated[
        int | None, typer.Option(min=2, help="How many of them, the foremost of the corpus. [default: 100]")
    ] = None,
    within: Annotated[
        Literal["sentence", "paragraph", "document"],
        "What counts as together; a sentence ends at 。！？ and ；.",
    ] = "sentence",
    by: By = None,
    least: Annotated[int, typer.Option(min=1, help="Least count of a pair.")] = 2,
    matrix: Annotated[
        Literal["count", "ochiai", "dissimilarity"] | None,
        "A square matrix, as BICOMB and SPSS take it (dissimilarity: 1 - Ochiai).",
    ] = None,
) -> None:
    """Terms are those that are named, or else the corpus's keyphrases, entities or industries. -o
    FILE.graphml or .gexf is a network for Gephi, .json one for VOSviewer. Terms that stand together
    more than with others are a cluster, which is called by its most frequent terms.

    \b
    Examples:
      policytext cooccur cleaned.jsonl --top 30
      policytext cooccur cleaned.jsonl --term 创新 --term 产业 --within paragraph
      policytext cooccur cleaned.jsonl --of industries --within document -o industries.csv
      policytext cooccur cleaned.jsonl --matrix ochiai -o matrix.csv
      policytext cooccur cleaned.jsonl -o network.graphml
    """
    from policytext.corpus.cooccurrence import COOCCURRENCES, matrix_of, network_of

    named = {"term": terms.term} if terms.term else {"terms": terms.terms}
    check_apart(**named, of=of)
    check_apart(**named, top=top)
    check_apart(by=by, matrix=matrix)
    check_table(request.result, by=by, matrix=matrix)
    with open_question(request) as question:
        wanted = terms.named(None if request.as_is else question.settings)
        if wanted or of in (None, "keyphrases"):
            groups = _of_terms(question, wanted, top or TOP, within, by)
        else:
            groups = _of_entities(question, of, top or TOP, within, by)
        for remark in _remarks_on(groups, wanted, within, least):
            question.say(remark)
        network = partial(network_of, groups.total, least)
        if matrix:
            question.answer(*matrix_of(groups.total, matrix, least), network)
        else:
            question.answer(COOCCURRENCES, groups.rows(least), network)


def _remarks_on(groups: Groups, wanted: list[str], within: Within, least: int) -> Iterator[str]:
    """Messages on pairs and terms that are not in the result."""
    if not any(count >= least for count in groups.total.pairs.values()):
        yield f"no two of these stand together {least:,} times or more (--least, --within {within})"
    if nested := groups.total.nested(least):
        one, other = nested[0]
        yield f"pairs left out, one in the other by its letters: {len(nested):,} ({one}, {other})"
    if alone := wanted and [name for name in wanted if name not in groups.standing(least)]:
        few, every, names = len(alone), len(wanted), "、".join(alone[:NAMED])
        yield f"{few:,} of {every:,} terms stand with no other {least:,} times or more (--least): {names}"


def _of_terms(question: Question, terms: list[str], top: int, within: Within, by: str | None) -> Groups:
    """Pairs of the terms, or of the corpus's top keyphrases if none is given."""
    from policytext.corpus.cooccurrence import Groups, sight_terms

    if terms:
        sight = partial(sight_terms, terms=terms, within=within, field=by)
        return Groups(question.by_field(question.each(sight), by))
    from policytext.corpus.comparison import corpus_rows
    from policytext.corpus.phrases import phrase_counts, placed, proposals
    from policytext.io.spool import Spool

    documents: Spool[Document] = Spool()
    for document in question.each(unchanged):
        documents.add(document)
    asked = proposals(map(placed, documents), question.again, tell=question.say)
    with phrase_counts(asked, question.again) as (counts, scores):
        terms = [row["keyword"] for row in corpus_rows(counts, top, scores)]
    sight = partial(sight_terms, terms=terms, within=within, field=by)
    return Groups(question.by_field(question.again(sight, documents), by))


def _of_entities(question: Question, of: str, top: int, within: Within, by: str | None) -> Groups:
    """Pairs of the most frequent entities or industries."""
    from policytext.corpus.cooccurrence import Groups, UnitNames, most_frequent, sight_entities
    from policytext.io.spool import Spool

    types = ("INDUSTRY",) if of == "industries" else ("PER", "ORG", "LOC")
    sight = partial(sight_entities, types=types, within=within, field=by)
    sighted: Spool[UnitNames] = Spool()
    for one in question.by_field(question.each(sight), by):
        sighted.add(one)
    return Groups(sighted, among=most_frequent(sighted, top))
