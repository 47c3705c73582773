"""The overview of a corpus in a workbook: documents and terms by year and by province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.analysis import Analysis
from policytext.corpus.engine import Counts, Total
from policytext.corpus.fields import Grouping, value
from policytext.corpus.tally import tally
from policytext.corpus.terms import TermCounts, matcher
from policytext.corpus.trends import in_time
from policytext.io.spool import Spool
from policytext.schema import NONE, Row, Table, declared
from policytext.tables.documents import TOP

TERMS = 40  # rows of a table of terms: what a screen or a page holds
SOURCE = "pivot_source"  # the table of a document's part in pivots, which is never written


def _terms(of: str) -> Table:
    return Table(
        f"terms_by_{of}",
        (),
        description=f"The keywords of most documents, counted in the texts of each {of}: "
        f"what policytext terms --by {of} counts",
        chart="line" if of == "year" else "",
        cells=("A keyword", f"How often it stands in texts of the {of}; (none): of those without one"),
    )


PIVOTS = (
    declared("documents_by_year"),
    declared("documents_by_province"),
    _terms("year"),
    _terms("province"),
)


def source_rows(analysis: Analysis) -> Iterator[Row]:
    """A document's part in the overview: its year and province, its text, its keywords."""
    yield {
        "year": value(analysis, "year"),
        "province": value(analysis, "province"),
        "text": analysis.document.text,
        "keywords": [found.keyword for found in analysis.keywords(TOP)],
    }


def with_pivots(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """The rows of tables, and after them those of `PIVOTS`, made of the rows of `SOURCE`."""
    parts: Spool[tuple[str, str, str]] = Spool()  # year, province and text of a document
    with Counts() as keywords:
        for name, row in rows:
            if name != SOURCE:
                yield name, row
                continue
            parts.add((row["year"], row["province"], row["text"]))
            keywords.add("", len(row["text"]), dict.fromkeys(row["keywords"], 1))
        terms = tuple(keywords.first(TERMS))
    for number, of in enumerate(("year", "province")):
        found = (
            tally(Grouping(groups[number]), len(text), matcher(terms).count(text))
            for *groups, text in parts
        )
        counted = TermCounts(terms, found)
        for group, total in _in_order(counted, of):
            yield f"documents_by_{of}", {of: group or NONE, **total._asdict()}
        for row in counted.matrix()[1] if terms else ():
            yield f"terms_by_{of}", dict(sorted(row.items(), key=lambda cell: cell[0] == NONE))


def _in_order(counted: TermCounts, of: str) -> list[tuple[str | int, Total]]:
    """Years in order, spans among them; provinces by documents; (none) last."""
    groups = counted.groups
    if of == "year":
        years = sorted(groups, key=lambda group: (not group, in_time(group)))
        return [(int(year) if year.isdecimal() else year, groups[year]) for year in years]
    return sorted(groups.items(), key=lambda found: (not found[0], -found[1].documents, found[0]))
