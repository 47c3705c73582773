"""policytext topics: what a corpus is about, by words that go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Literal

import typer

from policytext.cli.app import command
from policytext.cli.errors import UsageError, check_apart
from policytext.cli.options import TableRequest
from policytext.cli.questions import FIELDS, Words, open_question
from policytext.wording import counted


@command
def topics(
    request: TableRequest,
    words: Words,
    k: Annotated[str, "N", "How many topics, or auto: the most coherent number."] = "10",
    model: Annotated[Literal["lda", "nmf"], "Kind of model."] = "lda",
    documents: Annotated[bool, "The share of each topic in each document instead."] = False,
    by: Annotated[str | None, "FIELD", f"The share of each topic in each group instead: {FIELDS}."] = None,
    min_documents: Annotated[int, typer.Option(min=1, help="Leave out words of fewer documents.")] = 2,
    common: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="Leave out words of a larger share of documents.")
    ] = 0.5,
    seed: Annotated[int, "The same seed gives the same topics."] = 1,
) -> None:
    """Over nouns, verbs and adjectives of two characters or more. Topics are numbered by prevalence;
    coherence is NPMI over documents, from -1 to 1. Needs: pip install "policytext[topics]".

    \b
    Examples:
      policytext topics cleaned.jsonl --k 3
      policytext topics cleaned.jsonl --k 3 --by year
      policytext topics cleaned.jsonl --k 3 --model nmf --documents -o shares.csv
    """
    from policytext.corpus.matrix import matrix
    from policytext.corpus.topics import (
        TOPIC_GROUPS,
        TOPIC_SHARES,
        TOPICS,
        NoTopicsError,
        content_words,
        find_topics,
    )

    if not (k == "auto" or (k.isdecimal() and int(k) > 1)):
        raise UsageError(f"--k takes a number from 2, or auto, not {k!r}")
    check_apart(by=by, documents=documents)
    groups: list[str] = []
    with open_question(request) as question:
        words_found = question.by_field(question.each(partial(content_words, cut=words.cut, field=by)), by)

        def noted() -> Iterator[tuple[str, Mapping[str, int]]]:
            for found in words_found:
                groups.append(found.grouping.group)
                yield found.id, found.counts

        with matrix(noted(), least_documents=min_documents) as cells:
            try:
                found = find_topics(cells, None if k == "auto" else int(k), model, seed, common)
            except NoTopicsError as error:
                raise UsageError(str(error)) from None
        if empty := len(found.without_terms()):
            question.say(
                f"the shares of {counted(empty, 'document')} without any of the words are not known"
            )
        if by:
            question.answer(TOPIC_GROUPS, found.group_rows(groups))
        elif documents:
            question.answer(TOPIC_SHARES, found.document_rows())
        else:
            question.answer(TOPICS, found.rows())
