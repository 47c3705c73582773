"""policytext dedupe: which documents repeat others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.batch.work import unchanged
from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.each import write_documents, write_records
from policytext.cli.meter import Meter
from policytext.cli.options import AsIs, CleaningRequest, Source
from policytext.cli.progress import Report
from policytext.cli.reading import cluster_of, job_of, mapped, on_cleaned
from policytext.cli.results import line_maker
from policytext.cli.run import open_run
from policytext.settings import SIMILARITY, Settings

if TYPE_CHECKING:
    from policytext.corpus.duplicates import Duplicate


@command
def dedupe(
    request: CleaningRequest,
    threshold: Annotated[
        float, typer.Option(min=0.5, max=1.0, help="Least similarity of near-duplicates (Jaccard).")
    ] = SIMILARITY,
    drop: Annotated[bool, "Leave duplicates out."] = False,
    as_is: AsIs = False,
) -> None:
    """A reprint gets `duplicate_of` (the id of the earliest, or else the likeliest original) and
    `similarity` in its record; one with another 发文字号 repeats none (the notice of each year). Reads its
    input twice. Needs: pip install "policytext[dedupe]".

    \b
    Examples:
      policytext dedupe cleaned.jsonl -o marked.jsonl
      policytext dedupe pages --drop -o unique.jsonl
      policytext dedupe cleaned.jsonl -o "marked/{:05d}.parquet" --jobs 2 --resume
    """
    from policytext.corpus.duplicates import mark, mark_duplicates
    from policytext.io.records import has_field, with_fields
    from policytext.io.write import output_codec

    settings, source, explain = settings_of(request), request.source, request.history.explain
    with open_run(request, settings, records=False) as run:
        if run.finished:
            return
        first = Report(quiet=True, silent=True, meter=Meter(shown=not source.quiet, label="first pass"))
        duplicates = _found(source.first_pass(), settings, as_is, first, threshold)
        first.meter.end()
        if line := None if explain else line_maker(request.result, settings):
            codec = output_codec(request.result.output_encoding)
            lines = run.each(on_cleaned(line, settings, as_is))
            marked = mark(lines, duplicates, partial(with_fields, codec=codec), run.report.done)
            left = (line for line in marked if not (drop and has_field(line, "duplicate_of", codec)))
            write_records(run, left)
        else:
            documents = run.each(on_cleaned(unchanged, settings, as_is))
            found = mark_duplicates(documents, duplicates, run.report.done)
            kept = (document for document in found if not (drop and "duplicate_of" in document.meta))
            write_documents(run, kept, explain)
        run.report.conclusions.append(f"{len(duplicates):,} of {first.done:,} documents repeat others")


def _found(
    source: Source, settings: Settings, as_is: bool, report: Report, threshold: float
) -> Mapping[int, Duplicate]:
    """First pass over the input: the duplicates by position."""
    from policytext.batch.folding import chained
    from policytext.corpus.duplicates import duplicates_of, fingerprint, fingerprints
    from policytext.corpus.minhash import check

    check()
    if source.engine == "ray":
        from policytext.batch.duplicates import find

        work = on_cleaned(fingerprint, settings, as_is)
        found = find(job_of(work, source, report), cluster_of(source), threshold)
        report.stats.totals["documents"] = found.documents
        return found.duplicates
    prints = mapped(on_cleaned(fingerprints, settings, as_is, fold=chained), source, report)
    return duplicates_of(chain.from_iterable(prints), threshold)
