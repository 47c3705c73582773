"""Every count is what a search finds: checked against `str.count` on made-up corpora."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest
from cases import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.corpus import counting, phrases, trends
from policytext.corpus.comparison import LEAST, corpus_rows, group_rows
from policytext.corpus.concordance import Search, concordance, ordered
from policytext.corpus.counting import Matcher
from policytext.corpus.engine import Counts
from policytext.corpus.fields import UnknownFieldError
from policytext.corpus.phrases import phrase_counts, placed, proposals, propose
from policytext.corpus.statistics import spans
from policytext.corpus.terms import TermCounts, count_terms
from policytext.corpus.trends import trend_rows
from policytext.document import Document

CHARACTERS = st.text(alphabet="低空经济发展", max_size=40)
TERMS = st.lists(
    st.text(alphabet="低空经济发展", min_size=1, max_size=4), min_size=1, max_size=8, unique=True
)
SENTENCES = st.lists(
    st.sampled_from(
        ("发展低空经济", "低空经济起飞", "海洋牧场增产", "建设海洋牧场", "重点监视防御区", "监视防御区")
    ),
    max_size=12,
).map("。".join)
CORPORA = st.lists(
    st.tuples(st.sampled_from(("2023", "2024", "2025", "")), SENTENCES), min_size=1, max_size=6
)


def corpus(found: list[tuple[str, str]]) -> list[Document]:
    return [Document(str(n), text, meta={"year": year or None}) for n, (year, text) in enumerate(found)]


@given(CHARACTERS, TERMS, st.booleans())
def test_a_matcher_counts_as_a_search_does(text: str, terms: list[str], walk: bool) -> None:
    few = counting.FEW
    counting.FEW = 0 if walk else few
    try:
        found = Matcher(terms).count(text)
    finally:
        counting.FEW = few
    assert found == {term: text.count(term) for term in terms if term in text}


@settings(max_examples=25)
@given(CORPORA, TERMS)
def test_terms_by_group(found: list[tuple[str, str]], terms: list[str]) -> None:
    documents = corpus(found)
    counted = TermCounts(
        terms, map(partial(count_terms, terms=tuple(terms), field="year"), documents), "year"
    )
    rows = list(counted.rows())
    assert [(row["term"], row["group"] or "") for row in rows] == [
        (term, group) for term in terms for group in sorted({year for year, _ in found})
    ]
    for row in rows:
        texts = [text for year, text in found if year == (row["group"] or "")]
        assert row["count"] == sum(text.count(row["term"]) for text in texts)
        assert row["documents"] == sum(row["term"] in text for text in texts)
        assert row["share"] == pytest.approx(row["documents"] / len(texts), abs=1e-4)
        size = sum(map(len, texts))
        assert row["per_10k"] == (pytest.approx(row["count"] * 10_000 / size, abs=1e-4) if size else None)


@settings(max_examples=25)
@given(CORPORA)
def test_phrases_of_groups_and_periods(found: list[tuple[str, str]]) -> None:
    with phrase_counts(map(partial(propose, field="year"), corpus(found)), map, "year") as (counts, scores):
        groups = list(group_rows(counts, 50))
        periods = list(trend_rows(counts, 50, scores))
        everything = list(corpus_rows(counts, 50, scores))
    for row in [*groups, *periods, *everything]:
        group = row.get("period", row.get("group") or "") if "score" in row else ""
        texts = [text for year, text in found if row in everything or year == group]
        assert row["count"] == sum(text.count(row["keyword"]) for text in texts)
        assert row["documents"] == sum(row["keyword"] in text for text in texts)
    for row in groups:
        rest = [text for year, text in found if year != (row["group"] or "")]
        assert row["elsewhere"] == sum(text.count(row["keyword"]) for text in rest)
    for row in periods:
        years = sorted(year for year, text in found if year and row["keyword"] in text)
        assert (row["first"], row["last"]) == (years[0], years[-1])
        assert sum(year != "" and row["keyword"] in text for year, text in found) > 0


@pytest.mark.parametrize(
    ("documents", "having", "shown"), [(1, 1, True), (2, 1, False), (40, 2, True), (41, 2, False)]
)
def test_what_few_documents_say_does_not_set_their_group_apart(
    documents: int, having: int, shown: bool
) -> None:
    with Counts() as counts:
        for number in range(documents):
            counts.add("林业", 1000, {"智慧林业": 30} if number < having else {})
        counts.add("其他", 1000, {})
        assert [row["keyword"] for row in group_rows(counts, 5)] == ["智慧林业"] * shown


@cases(__file__, "trend_cases.json")
def test_which_terms_of_a_time_stand_first(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """`uses`: how often a term stands in each year from one to before another; `patch`: thresholds."""
    for name, value in case["patch"].items():
        monkeypatch.setattr(trends, name, value)
    with Counts() as counts:
        for year in range(*case["years"]):
            found = {term: n for term, (n, *span) in case["uses"].items() if year in range(*span)}
            counts.add(str(year), 1000, found)
        orders = [
            [row["keyword"] for row in trend_rows(counts, top, case["scores"])] for top in case["tops"]
        ]
    shown = case["shown"].split()
    assert [list(dict.fromkeys(order))[: len(shown)] for order in orders] == [shown] * len(orders)


def test_what_most_documents_of_an_age_have_stands_before_what_one_says_often() -> None:
    with Counts() as counts:
        for year in range(2000, 2020):
            for number in range(3):
                found = {"低空经济": int(year >= 2010 and number < 2)}
                found["智慧林业"] = 500 * (year == 2010 and number == 0)
                counts.add(str(year), 1000, {term: n for term, n in found.items() if n})
        rows = list(trend_rows(counts, 2, {}))
    found = {row["keyword"]: (row["span_first"], row["span_last"]) for row in rows}
    assert list(found.items()) == [("低空经济", ("2010", "2019")), ("智慧林业", ("2010", "2010"))]


@pytest.mark.parametrize("name", ["{}", "第{}届"])
def test_periods_that_are_numbers_go_by_their_size(name: str) -> None:
    with Counts() as counts:
        for number in range(1, 21):
            counts.add(name.format(number), 1000, {"低空经济": 5} if number >= 9 else {})
        rows = list(trend_rows(counts, 1, {}))
    assert [row["period"] for row in rows] == [name.format(number) for number in range(1, 21)]
    found = rows[0]
    assert [found[key] for key in ("first", "last", "span_first", "span_last")] == [
        name.format(number) for number in (9, 20, 9, 20)
    ]
    assert found["slope"] > 0


@pytest.mark.parametrize("year", [2020, 2024])
def test_a_phrase_of_the_first_or_last_period_alone_has_no_slope(year: int) -> None:
    with Counts() as counts:
        for other in range(2020, 2025):
            counts.add(str(other), 1000, {"低空经济": 5} if other == year else {})
        found = next(iter(trend_rows(counts, 1, {})))
    assert found["slope"] is None
    assert found["slope_p"] < 0.05


COUNTS = st.lists(st.integers(0, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1)


@given(COUNTS)
def test_the_span_of_a_term_is_the_sharpest_of_all_runs(found: list[tuple[int, int]]) -> None:
    def certainty(count: int, size: int) -> float:
        return sum(n * math.log(n / size) for n in (count, size - count) if n)

    having, documents = [n for n, _ in found], [n for _, n in found]
    total, size = sum(having), sum(documents)
    gains = [0.0]
    for first in range(len(found)):
        for last in range(first, len(found)):
            count, inside = sum(having[first : last + 1]), sum(documents[first : last + 1])
            if inside and count * size > total * inside:
                outside = certainty(total - count, size - inside)
                gains.append(certainty(count, inside) + outside - certainty(total, size))
    assert spans([having], documents)[0].gain == pytest.approx(max(gains), abs=1e-3)
    several = [having, [0] * len(having), having[::-1]]
    assert spans(several, documents) == [spans([one], documents)[0] for one in several]


@given(CHARACTERS, st.text(alphabet="低空经济", min_size=1, max_size=3))
def test_a_concordance_has_a_row_for_each_place(text: str, term: str) -> None:
    rows = concordance(Document("a", text), Search((term,), window=3))
    assert len(rows) == text.count(term)
    for row in rows:
        assert text[row["start"] :].startswith(term)
        assert text[max(0, row["start"] - 3) :].startswith(row["left"] + term + row["right"])


def test_a_concordance_by_sentence_and_sorted() -> None:
    text = "先说一句。发展低空经济，还有旅游。\n再发展海洋牧场！"
    rows = concordance(Document("a", text, meta={"date": "2024年5月"}), Search(("发展",), sentence=True))
    assert [(row["left"], row["right"]) for row in rows] == [
        ("", "低空经济，还有旅游。"),
        ("再", "海洋牧场！"),
    ]
    assert rows[0]["date"] == "2024-05"
    assert [row["right"][:2] for row in ordered(rows, "right")] == ["低空", "海洋"]
    assert [row["left"] for row in ordered(reversed(rows), "left")] == ["", "再"]


def test_a_sentence_keeps_the_quotation_mark_that_closes_it() -> None:
    text = "他说：“发展工业。发展农业！”会议结束。"
    rows = concordance(Document("a", text), Search(("农业", "会议", "结束。"), sentence=True))
    assert [row["left"] + row["term"] + row["right"] for row in rows] == [
        "发展农业！”",
        "会议结束。",
        "会议结束。",
    ]


def test_several_words_and_patterns() -> None:
    document = Document("a", "人工\n智能与人工 智能，人工智能")
    assert len(concordance(document, Search(("人工 智能",)))) == 3
    assert len(concordance(document, Search(pattern="人工.智能"))) == 1
    with pytest.raises(re.error):
        concordance(document, Search(pattern="("))


def test_an_unknown_field_lists_those_there_are() -> None:
    documents = [Document("a", "低空经济", meta={"部门": "某局"})]
    work = partial(count_terms, terms=("低空",), field="街道")
    with pytest.raises(UnknownFieldError, match=r"'街道'; there are: .*year.*部门"):
        TermCounts(["低空"], map(work, documents), "街道")


def test_a_field_of_some_documents_is_known() -> None:
    documents = [Document("a", "低空", meta={"x": 1}), Document("b", "低空", meta={"部门": "某局"})]
    counted = TermCounts(
        ["低空"], map(partial(count_terms, terms=("低空",), field="部门"), documents), "部门"
    )
    assert list(counted.groups) == ["", "某局"]
    assert counted.groups[""].documents == 1


def test_an_unknown_field_is_said_before_the_whole_corpus_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.corpus.fields.ENOUGH", 5)
    read = Counter[str]()

    def documents() -> list[Document]:
        for n in range(100):
            read["documents"] += 1
            yield Document(str(n), "低空", meta={"x": 1})  # type: ignore[misc]

    with pytest.raises(UnknownFieldError):
        TermCounts(["低空"], map(partial(count_terms, terms=("低空",), field="y"), documents()), "y")
    assert read["documents"] < 10


def test_rare_phrases_show_nothing() -> None:
    documents = [Document("a", "海洋牧场。" * (LEAST - 1)), Document("b", "低空经济。" * LEAST)]
    with phrase_counts(map(propose, documents), map) as (counts, scores):
        assert [row["keyword"] for row in corpus_rows(counts, 5, scores)] == ["低空经济"]


def test_long_documents_put_forward_more_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("a", "海洋牧场。低空经济。商业航天。" * 10)
    assert len(propose(document).phrases) >= 3
    monkeypatch.setattr(phrases, "FEWEST", 1)
    monkeypatch.setattr(phrases, "SPACING", 1000)
    assert len(propose(document).phrases) == 1


def test_the_vocabulary_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST", 1)
    documents = [Document("a", "海洋牧场。" * 5), *(Document(str(n), "低空经济。" * 5) for n in range(3))]
    with phrase_counts(map(propose, documents), map) as (counts, scores):
        assert [row["keyword"] for row in corpus_rows(counts, 5, scores)] == ["低空经济"]


def test_the_engine_spills_within_its_budget() -> None:
    with Counts(memory="64MB") as counts:
        for n in range(60):
            counts.add(str(n % 3), 100, {f"词{n}-{i}": 1 for i in range(5000)})
        assert sum(1 for _ in counts.uses()) == 300_000
        assert len(counts.first(10)) == 10


def test_of_very_many_documents_some_are_asked_evenly_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "SAMPLE", 12)
    texts = ["海洋牧场。" * 3] * 40 + ["低空经济。" * 3] * 4 + ["商业航天。" * 3] * 40
    found = [
        Document(str(n), text, meta={"year": "2023" if n < 40 else "2024" if n < 44 else "2025"})
        for n, text in enumerate(texts)
    ]
    asked: list[str] = []

    def run(function: Callable[[Document], Any], documents: Iterable[Document]) -> Iterator[Any]:
        for document in documents:
            asked.append(document.id)
            yield function(document)

    said: list[str] = []
    put = list(proposals(map(partial(placed, field="year"), found), run, tell=said.append))
    assert said == ["terms are chosen by 12 documents of all groups, evenly; they are counted in all 84"]
    assert asked == ["9", "19", "29", "39", "40", "41", "42", "43", "53", "63", "73", "83"]
    assert len(put) == 84
    with phrase_counts(put, map, "year") as (counts, _):
        rows = {row["keyword"]: row["count"] for row in group_rows(counts, 1)}
    assert rows == {"海洋牧场": 120, "低空经济": 12, "商业航天": 120}
    assert len(list(proposals(map(placed, found[:12]), map))) == 12
