"""policytext strip: the article without the page around it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from policytext.batch.work import unchanged
from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.each import Change, run_step
from policytext.cli.options import StepRequest
from policytext.document import Document, Problem


@command
def strip(
    request: StepRequest,
    corpus: Annotated[bool, "Also drop lines that repeat over a site."] = False,
    invert: Annotated[bool, "Show what would be removed instead."] = False,
) -> None:
    """Navigation, link lists, other articles, spam. What a page says of itself (publication date,
    source, editors) goes into the record. --corpus reads its input twice, so it needs files.

    \b
    Examples:
      policytext strip page.html
      policytext strip pages --corpus -o stripped.jsonl
      policytext strip page.txt --invert
    """
    before = _without_repeated(request) if corpus else None
    run_step("strip", request, before, _removed if invert else unchanged)


def _without_repeated(request: StepRequest) -> Change:
    """First pass over the input, for the second: what drops lines that stand on many pages of a site."""
    from policytext.corpus.repeated_lines import repeated_lines, strip_repeated
    from policytext.io.read import read

    settings = settings_of(request)
    found = read(request.source.first_pass().names, settings)
    counts = repeated_lines(document for document in found if not isinstance(document, Problem))
    return partial(strip_repeated, counts=counts, settings=settings)


def _removed(document: Document) -> Document:
    """The document with the pieces that strip removed as its text."""
    pieces = [edit.before.strip("\n") for edit in document.edits if edit.step == "strip"]
    return replace(document, text="\n".join(pieces), edits=())
