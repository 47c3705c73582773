"""policytext tokens: the words of documents."""

from __future__ import annotations

from functools import partial

from policytext.cli.app import command
from policytext.cli.each import rows_of, run_tables
from policytext.cli.options import ResumableTableRequest
from policytext.cli.questions import Words


@command
def tokens(request: ResumableTableRequest, words: Words) -> None:
    """Words as jieba cuts and tags them, in code points of the cleaned text; marks are left out.

    \b
    Examples:
      policytext tokens page.txt
      policytext tokens cleaned.jsonl -o tokens.csv
    """
    from policytext.corpus.words import TOKENS, tokens_of

    table = rows_of(TOKENS, partial(tokens_of, cut=words.cut))
    run_tables([table], request)
