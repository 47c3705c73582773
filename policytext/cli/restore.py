"""policytext restore: cleaned records as they were read."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.options import History, Result, Source, command, settings_of
from policytext.cli.progress import reporting
from policytext.cli.results import write_documents
from policytext.cli.run import mapped
from policytext.document import Document


@command(app, name="restore")
def restore_(source: Source, result: Result) -> None:
    """Undo every edit of cleaned records.

    Records are JSONL, written with full edits.

    For HTML, PDF and DOCX the restored text is the page's text as it was read, one block a line.

    \b
    Examples:
      policytext restore cleaned.jsonl
      policytext clean pages | policytext restore -o original.jsonl
    """
    settings = settings_of(source)
    with reporting(source, result.output) as report:
        restored = mapped(_restored, source, settings, report, name="restore")
        write_documents(restored, result, History(), settings, report, exact=True)


def _restored(document: Document) -> Document:
    from policytext.revision import restore  # no other command's help waits for it

    return restore(document)
