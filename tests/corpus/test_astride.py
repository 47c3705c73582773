"""Places of a term that are parts of other words are said, and are what a search for these words finds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from cases import read_cases
from commandline import Shell
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.astride import astride
from policytext.corpus.fields import Grouping
from policytext.corpus.phrases import Proposal, _Sample, phrase_counts
from policytext.corpus.terms import SHOWN, TermCounts, count_terms
from policytext.document import Document


@pytest.mark.parametrize(
    ("text", "term", "around"), [case[:3] for case in read_cases(__file__, "astride_cases.json")]
)
def test_places_across_words(text: str, term: str, around: str) -> None:
    assert dict(astride(text, [term])) == ({(term, around): 1} if around else {})


@given(
    st.text(alphabet="人民政府法执员生活家国。\n", max_size=60), st.sampled_from(("民政", "法人", "家政"))
)
def test_words_around_a_place_hold_the_term_inside(text: str, term: str) -> None:
    for (found, around), times in astride(text, [term]).items():
        assert found == term
        assert term in around[1:-1]
        assert times <= text.count(term)
        assert around in text


def counted(texts: list[str], *terms: str) -> TermCounts:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return TermCounts(terms, map(partial(count_terms, terms=terms), documents))


def test_what_is_said_is_a_share_of_the_count() -> None:
    found = counted(["市人民政府、民政局。", "县人民政府。执法人员。"], "民政", "法人", "节水")
    assert list(found.across_words()) == [
        ("民政", 3, 2, [("人民政府", 2)]),
        ("法人", 1, 1, [("执法人员", 1)]),
    ]
    rare = round(1 / SHOWN)
    assert list(counted(["企业法人。" * rare + "执法人员。"], "法人").across_words()) == []
    assert [
        row[2] for row in counted(["企业法人。" * (rare - 1) + "执法人员。"], "法人").across_words()
    ] == [1]


def test_the_command_says_it_and_counts_as_a_search_does(shell: Shell, folder: Path) -> None:
    (folder / "a.txt").write_text("市人民政府和民政局。", "utf-8")
    done = shell("policytext terms a.txt --as-is --term 民政 --format csv")
    assert done.stdout.decode().splitlines()[1].startswith("民政,,2,1")
    assert (
        "民政: 1 of 2 places are parts of other words, as jieba cuts them (人民政府 1)"
        in done.stderr.decode()
    )


def test_what_mostly_is_part_of_other_words_is_no_keyword_of_a_corpus() -> None:
    """观政 is a word where one text was cut wrongly: a search finds it in 宏观政策 elsewhere."""
    documents = [Document("a", "民政。"), *(Document(f"{n}", "市人民政府。") for n in range(3))]
    for number, expected in ((1, True), (3, False)):
        chosen = documents[: 1 + number]
        proposals = [Proposal(Grouping(""), one, {"民政": 1.0}) for one in chosen]
        with phrase_counts(proposals, map) as phrases:
            found = {used.term for used in phrases.counts.uses()}
        assert ("民政" in found) == expected


def test_a_sample_is_spread_over_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.corpus.phrases.READ", 10)
    sample = _Sample()
    for number in range(100):
        sample.add(f"{number:02}")
    assert sample.texts == [f"{number:02}" for number in range(0, 100, 16)]
