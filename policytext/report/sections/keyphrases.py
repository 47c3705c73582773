"""Keyphrases of the corpus, and their change over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from policytext.corpus.comparison import corpus_rows
from policytext.corpus.trends import trend_rows
from policytext.report.drawing import sparkline
from policytext.report.evidence import Term
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, Head, TableView, numeric, percent, shade
from policytext.schema import Row

TOP = 30
CHANGING = 20
STEEP = 100.0  # for what one end alone has: above any slope of a year
SURE = 0.05  # probability of a slope above which no direction is told
FEW = 5  # documents: what fewer have is the subject of one or two, however often these say it


def keyphrases(material: Material) -> Iterator[Content]:
    """The top keyphrases, and those whose use changes most."""
    words = material.words
    rows = list(corpus_rows(material.phrases.together, TOP, material.phrases.scores))
    if not rows:
        return
    yield words("keyphrases_about")
    yield Command(f"keywords --corpus --top {TOP}")
    yield _foremost(material, rows)
    if trends := list(trend_rows(material.phrases.by_year, CHANGING, material.phrases.scores)):
        yield from _over_time(material, trends)
        yield Command(f"keywords --trend year --top {CHANGING}")
    else:
        yield words("no_trend")


def _foremost(material: Material, rows: Sequence[Row]) -> TableView:
    words, ask = material.words, material.evidence.ask
    heads = words.heads(Head("#", True), "keyphrase", "weight", "count", "documents", "share")
    cells = []
    for row in rows:
        term = row["keyword"]
        link = ask(term, Term(term), row["count"], row["documents"])
        cells.append([
            Cell(str(row["rank"]), row["rank"]), Cell(term, link=link),
            Cell("", row["score"], bar=row["score"]), numeric(row["count"], link=link),
            numeric(row["documents"], link=link), Cell(percent(row["share"]), row["share"]),
        ])  # fmt: skip
    return TableView(words("keyphrases_of_corpus"), heads, cells, search=True)


def _over_time(material: Material, trends: Sequence[Row]) -> Iterator[TableView]:
    """The curve of each phrase, and all its rates as a table."""
    words = material.words
    by_phrase = [(term, list(rows)) for term, rows in groupby(trends, itemgetter("keyword"))]
    periods = [row["period"] for row in by_phrase[0][1]]
    curves, rates = [], []
    for term, rows in by_phrase:
        counts = {row["period"]: row["count"] for row in rows}
        standing = sum(row["documents"] for row in rows)
        uses = {row["period"]: (row["count"], row["documents"]) for row in rows}
        link = material.evidence.ask(term, Term(term), sum(counts.values()), standing, "year", uses)
        values = [row["per_10k"] or 0.0 for row in rows]
        curves.append([
            Cell(term, link=link), Cell(picture=sparkline(values), sort=_slope(rows[0])),
            _direction(material, rows[0], standing), numeric(sum(counts.values()), link=link),
            Cell(rows[0]["first"]), Cell(rows[0]["last"]),
        ])  # fmt: skip
        most = max(values)
        rates.append([
            Cell(term, link=link),
            *(
                Cell(f"{rate:.2f}" if rate else "·", rate, link if rate else "", shade=shade(rate, most))
                for rate in values
            ),
        ])  # fmt: skip
    curve = Head(f"{periods[0]}–{periods[-1]}", about=words("curve_about"))
    heads = words.heads("keyphrase", curve, "direction", "count", "first", "last")
    yield TableView(words("over_time"), heads, curves, note=words("over_time_about"), first=CHANGING)
    heads = words.heads("keyphrase", *(Head(each, True, upright=len(periods) > 8) for each in periods))
    folded = words("as_table")
    yield TableView(words("rates"), heads, rates, folded=folded, heat=True, first=CHANGING)


def _direction(material: Material, row: Row, standing: int) -> Cell:
    """Whether use rises or falls, if the slope is significant and enough documents have the phrase."""
    if row["slope_p"] > SURE or standing < FEW:
        return Cell(material.words("comes_and_goes"), 0)
    rises = _slope(row) > 0
    return Cell(material.words("rises" if rises else "falls"), 1 if rises else -1)


def _slope(row: Row) -> float:
    """The slope of a phrase, from its row of the first period; a steep one if none is finite."""
    steep: float = -STEEP if row["first"] == row["period"] else STEEP
    return steep if row["slope"] is None else row["slope"]
