"""policytext metadata: the facts of each document's header."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from policytext.batch.work import unchanged
from policytext.cli.app import command
from policytext.cli.each import run_tables
from policytext.cli.errors import check_apart
from policytext.cli.options import Dating, ResumableTableRequest
from policytext.cli.questions import open_question
from policytext.cli.results import is_drawn


@command
def metadata(
    request: ResumableTableRequest,
    dating: Dating,
    evidence: Annotated[bool, "A row for each fact, with where it was found."] = False,
    citations: Annotated[bool, "Which documents each one cites, and to what end."] = False,
) -> None:
    """Title, 文号, issuer, dates, year, speaker, place, genre and source. A table for the eyes has a
    line for each fact. --citations gives the edges between documents, as a table or as GraphML.

    \b
    Examples:
      policytext metadata pages
      policytext metadata pages --evidence
      policytext metadata cleaned.jsonl --as-of 2025-09-20
      policytext metadata cleaned.jsonl --excel -o metadata.csv
      policytext metadata cleaned.jsonl --citations -o edges.graphml
    """
    from policytext.tables import TABLES

    check_apart(evidence=evidence, citations=citations)
    if citations:
        from policytext.corpus.citations import CITATIONS, citation_rows, network

        with open_question(request, asked="--citations") as question:
            documents = list(question.each(unchanged))
            edges = list(citation_rows(documents))
            question.answer(CITATIONS, edges, partial(network, documents, edges))
        return
    long = evidence or is_drawn(request.result)
    run_tables([TABLES["facts" if long else "metadata"]], request, dating=dating)
