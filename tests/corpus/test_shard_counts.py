"""Counts of shards, merged, are those of one pass over all documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.corpus.comparison import corpus_rows, group_rows
from policytext.corpus.cooccurrence import Groups, Within, sight_terms
from policytext.corpus.engine import Counts
from policytext.corpus.fields import UnknownFieldError
from policytext.corpus.phrases import phrase_counts, propose
from policytext.corpus.shards import (
    count_shard,
    merged,
    merged_pairs,
    pair_shard,
    propose_shard,
    vocabulary,
)
from policytext.corpus.terms import TermCounts, count_terms
from policytext.corpus.trends import trend_rows
from policytext.document import Document
from policytext.schema import Row

SENTENCES = ("发展低空经济", "低空经济起飞", "海洋牧场增产", "建设海洋牧场", "重点监视防御区")
TERMS = ["低空经济", "海洋牧场", "没有"]
CORPORA = st.lists(
    st.tuples(
        st.sampled_from(("2023", "2024", "2025", "")),
        st.lists(st.sampled_from(SENTENCES), max_size=8).map("。".join),
        st.integers(0, 2),  # the shard
    ),
    min_size=1,
    max_size=8,
)


def rows_of(counts: Counts, scores: Mapping[str, int]) -> list[Row]:
    return [*group_rows(counts, 9), *trend_rows(counts, 9, scores), *corpus_rows(counts, 9, scores)]


@settings(max_examples=6, deadline=None)
@given(CORPORA)
def test_merged_counts_are_those_of_one_pass(found: list[tuple[str, str, int]]) -> None:
    documents = [Document(str(n), text, meta={"year": year}) for n, (year, text, _) in enumerate(found)]
    shards = [[d for d, (_, _, at) in zip(documents, found, strict=True) if at == n] for n in range(3)]
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"it's {n}.parquet" for n in range(6)]
        for path, shard in zip(paths, shards, strict=False):
            propose_shard(shard, path)
        scores = vocabulary(paths[:3])
        for path, shard in zip(paths[3:], shards, strict=True):
            count_shard(shard, path, [*scores, *TERMS], "year")
        with merged(paths[3:]) as counts:
            terms = TermCounts.of(TERMS, counts)
        for path, shard in zip(paths[3:], shards, strict=True):
            count_shard(shard, path, list(scores), "year")
        with merged(paths[3:]) as counts:
            together = rows_of(counts, scores)
    work = partial(count_terms, terms=tuple(TERMS), field="year")
    assert list(terms.rows()) == list(TermCounts(TERMS, map(work, documents), "year").rows())
    with phrase_counts(map(partial(propose, field="year"), documents), map, "year") as (counts, once):
        assert scores == once
        assert together == rows_of(counts, once)


@settings(max_examples=6, deadline=None)
@given(CORPORA, st.sampled_from(("sentence", "document")))
def test_merged_pairs_are_those_of_one_pass(found: list[tuple[str, str, int]], within: Within) -> None:
    terms = ["低空经济", "海洋牧场", "增产", "发展"]
    documents = [Document(str(n), text, meta={"year": year}) for n, (year, text, _) in enumerate(found)]
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.parquet" for n in range(3)]
        for n, path in enumerate(paths):
            shard = [d for d, (_, _, at) in zip(documents, found, strict=True) if at == n]
            pair_shard(shard, path, terms, within, "year")
        merged = merged_pairs(paths, "year")
    once = Groups((sight_terms(d, terms, within, "year") for d in documents), "year")
    assert list(merged.rows()) == list(once.rows())
    assert merged.total == once.total


def test_a_field_that_no_shard_has_is_said_and_one_that_some_have_is_known(tmp_path: Path) -> None:
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    count_shard([Document("a", "低空经济")], paths[0], TERMS, "部门")
    with pytest.raises(UnknownFieldError), merged(paths[:1], "部门"):
        pass
    count_shard([Document("b", "低空经济", meta={"部门": "某局"})], paths[1], TERMS, "部门")
    with merged(paths, "部门") as counts:
        assert list(counts.groups()) == ["", "某局"]
