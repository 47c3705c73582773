"""policytext restore: cleaned records as they were read."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.configuration import settings_of
from policytext.cli.destination import Run
from policytext.cli.options import History, Result, Resume, Source
from policytext.cli.register import command
from policytext.cli.run import write_each
from policytext.document import Document


@command(app, name="restore")
def restore_(source: Source, result: Result, resume: Resume) -> None:
    """Undo every edit of cleaned records.

    Records are JSONL or Parquet, written with full edits.

    For HTML, PDF and DOCX the restored text is the page's text as it was read, one block a line.

    \b
    Examples:
      policytext restore cleaned.jsonl
      policytext clean pages | policytext restore -o original.jsonl
    """
    run = Run(source, result, settings_of(source), resume)
    write_each(_restored, (), run, History(), name="restore", exact=True)


def _restored(document: Document) -> Document:
    from policytext.revision import restore  # no other command's help waits for it

    return restore(document)
