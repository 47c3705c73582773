"""policytext tokens: the words of documents."""

from __future__ import annotations

from functools import partial
from itertools import chain

from policytext.cli.app import app
from policytext.cli.options import AsIs, Source, Steps, Tables, command, settings_of
from policytext.cli.progress import reporting
from policytext.cli.questions import Words
from policytext.cli.results import write_table
from policytext.cli.run import each


@command(app)
def tokens(source: Source, result: Tables, steps: Steps, as_is: AsIs, words: Words) -> None:
    """List every word with its offsets and its tag.

    Words as jieba cuts and tags them, in code points of the cleaned text; marks are left out.

    \b
    Examples:
      policytext tokens page.txt
      policytext tokens cleaned.jsonl -o tokens.csv
    """
    from policytext.corpus.words import tokens_of
    from policytext.tables.corpora import TOKENS

    settings = settings_of(source, steps)
    work = partial(tokens_of, cut=words.cut)
    with reporting(source, result.output) as report:
        rows = chain.from_iterable(each(work, source, settings, as_is, report))
        write_table(TOKENS, rows, result)
