"""policytext clean: the text as it was published."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import run_step
from policytext.cli.options import CleaningRequest


@command
def clean(request: CleaningRequest) -> None:
    """That is repair, then normalize, then strip.

    One document without -o prints its text; several print JSONL records. -o FILE.jsonl always
    writes records, one a document, with every edit; -o FOLDER writes one text file a document.

    \b
    Examples:
      policytext clean page.txt
      policytext clean pages -o cleaned.jsonl --jobs auto
      cat page.txt | policytext clean | policytext keywords --top 5
    """
    run_step("clean", request)
