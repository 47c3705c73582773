"""policytext strip: the article without the page around it."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.options import History, Result, Source, Steps, command
from policytext.cli.run import run_step


@command(app)
def strip(source: Source, result: Result, steps: Steps, history: History) -> None:
    """Keep the article, drop the page around it.

    Navigation, link lists, other articles, spam.

    What a page says of itself (publication date, source, editors) goes into the record.

    \b
    Examples:
      policytext strip page.html
      policytext strip pages -o stripped.jsonl
    """
    run_step("strip", source, result, steps, history)
