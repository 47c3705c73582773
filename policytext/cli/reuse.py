"""policytext reuse: passages that documents share."""

from __future__ import annotations

from typing import Annotated

import typer

from policytext.cli.app import command
from policytext.cli.options import TableRequest
from policytext.cli.questions import open_question
from policytext.cli.results import check_table, is_network


@command
def reuse(
    request: TableRequest,
    shares: Annotated[bool, "How much of each document others have, and who had it first."] = False,
    most: Annotated[
        int, typer.Option(min=2, help="Pass over what more documents than this write: a formula.")
    ] = 100,
) -> None:
    """The earlier document by date is `first`. What more than --most documents write is passed over,
    and said. -o FILE.graphml, .gexf or .json is a network: who took how many characters from whom.

    \b
    Examples:
      policytext reuse cleaned.jsonl
      policytext reuse cleaned.jsonl --shares -o shares.csv
      policytext reuse cleaned.jsonl -o taken.graphml
    """
    from policytext.corpus.shared_passages import REUSE, TAKEN, Borrowing, dated

    check_table(request.result, shares=shares)
    with open_question(request) as question:
        borrowing = Borrowing(question.each(dated), most)
        if borrowing.formulae:
            question.say(
                f"passed over, since more than {most:,} documents write them: {borrowing.formulae:,} "
                "sequences of characters (--most; dedupe first where reprints are many)"
            )
        unknown, every = borrowing.undecided() if is_network(request.result) else (0, 0)
        if unknown:
            question.say(
                f"{unknown:,} of {every:,} shared passages: no date says who had them first; "
                "their lines go from the document read later to the one read before"
            )
        table, rows = (TAKEN, borrowing.shares()) if shares else (REUSE, borrowing.rows())
        question.answer(table, rows, borrowing.network)
