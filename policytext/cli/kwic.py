"""policytext kwic: terms in context."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain
from typing import Annotated, Literal

import typer

from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.each import rows_of, run_tables
from policytext.cli.errors import UsageError
from policytext.cli.options import ResumableTableRequest
from policytext.cli.questions import Terms, nothing_wanted, open_question


@command
def kwic(
    request: ResumableTableRequest,
    terms: Terms,
    pattern: Annotated[str | None, "PATTERN", "A regular expression to find, also beside terms."] = None,
    window: Annotated[int, typer.Option(min=0, help="Characters shown on each side.")] = 20,
    sentence: Annotated[bool, "Show the whole sentence instead."] = False,
    sort: Annotated[Literal["text", "left", "right"], "Order by place, or by what stands beside."] = "text",
) -> None:
    """A concordance (keyword in context): as many rows for a term as a search in the cleaned text finds.
    A blank in a term stands for nothing, blanks or a line feed.

    \b
    Examples:
      policytext kwic cleaned.jsonl --term 创新
      policytext kwic cleaned.jsonl --term 发展 --sort right --window 10
      policytext kwic cleaned.jsonl --pattern "高.{1,3}发展" --sentence -o kwic.csv
    """
    from policytext.corpus.concordance import KWIC, concordance, ordered, searched

    settings = settings_of(request)
    given = terms.named(None if request.as_is else settings, blanks=False)
    try:
        search = searched(given, pattern, window, sentence)
    except re.error as error:
        raise UsageError(f"--pattern: {error}") from None
    except ValueError:
        words = "nothing to look for: name --term, --terms FILE or --pattern"
        raise nothing_wanted(request.source, words) from None
    find = partial(concordance, search=search)
    if sort == "text":
        run_tables([rows_of(KWIC, find)], request)
        return
    with open_question(request, settings, asked="--sort") as question:
        question.answer(KWIC, ordered(chain.from_iterable(question.each(find)), sort))
