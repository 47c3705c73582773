"""policytext restore: cleaned records as they were read."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import write_each
from policytext.cli.options import History, Result, Resume, Rules, Source, StepRequest
from policytext.revision import restore as undone


@command
def restore(source: Source, result: Result, resume: Resume) -> None:
    """Records are JSONL or Parquet, written with full edits.

    For HTML, PDF and DOCX the restored text is the page's text as it was read, one block a line.

    \b
    Examples:
      policytext restore cleaned.jsonl
      policytext clean pages | policytext restore -o original.jsonl
    """
    request = StepRequest(source=source, result=result, steps=Rules(), history=History(), resume=resume)
    write_each(undone, (), request, name="restore", exact=True)
