"""The tagger behind the rules: what it finds on sentences written for this, and that it reads anything."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from policytext.language.nametagger import network, tag_names
from policytext.language.nametagger.features import features
from policytext.language.nametagger.spans import KINDS, STATES, spans
from policytext.language.reading import Reading

LARGEST = 5_000_000  # bytes that the weights may have
SENTENCES = (  # text with its names in brackets, each with its kind
    "[PER 陈立华]出生于[LOC 江苏省苏州市]，毕业于[ORG 南京大学]，后来在[LOC 柏林]教书。",
    "[PER 罗伯特·海因茨]是[LOC 德国]数学家，曾任[ORG 莱比锡大学]教授。",
    "[PER 林秀芬]和[PER 周大伟]昨日在[LOC 上海]参观了[ORG 复旦大学]。",
    "[LOC 法国]总理[PER 杜邦]抵达[LOC 河内]访问。",
    "[PER 玛丽亚·冈萨雷斯]是[LOC 西班牙]女演员，生于[LOC 马德里]。",
    "该车站位于[LOC 东京]，由[ORG 东日本旅客铁道]经营。",
)
FLOOR = 0.8  # F1 on these; .87 when it was set


def read(marked: str) -> tuple[str, set[tuple[int, int, str]]]:
    text, found, start, kind = "", set(), 0, ""
    for piece in marked.replace("[", "\0[").replace("]", "\0]\0").split("\0"):
        if piece.startswith("["):
            kind, _, name = piece[1:].partition(" ")
            start, text = len(text), text + name
        elif piece == "]":
            found.add((start, len(text), kind))
        else:
            text += piece
    return text, found


def test_names_of_sentences_nobody_trained_on() -> None:
    right = total = 0
    wrong = []
    for sentence in SENTENCES:
        text, wanted = read(sentence)
        found = {span[:3] for span in tag_names(Reading(text))}
        right += len(found & wanted)
        total += len(found) + len(wanted)
        wrong += [text[start:end] for start, end, _ in found ^ wanted]
    assert 2 * right / total >= FLOOR, (2 * right / total, wrong)


def test_weights_are_small_and_say_whose_they_are() -> None:
    resources = files("policytext.resources")
    assert len((resources / network.RESOURCE).read_bytes()) < LARGEST
    assert "CC BY-SA 4.0" in (resources / "nametagger.txt").read_text(encoding="utf-8")


@given(st.text(max_size=60))
def test_any_text_has_spans_in_order(text: str) -> None:
    found = tag_names(Reading(text))
    assert all(0 <= span.start < span.end <= len(text) and span.kind in KINDS for span in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_a_text_in_blocks_is_read_as_in_one(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    reading = Reading("省长陈立华在苏州会见了罗伯特·海因茨。\n" * 20)
    whole = tag_names(reading)
    monkeypatch.setattr(network, "BLOCK", 7)
    assert [span[:3] for span in tag_names(reading)] == [span[:3] for span in whole]


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_every_name_begins_and_ends(length: int, seed: int) -> None:
    logs = np.log(np.random.default_rng(seed).dirichlet(np.ones(len(STATES)) / 4, length) + 1e-9)
    found = spans(logs.astype(np.float32))
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(0 < span.sure <= 1 for span in found)


def test_guessed_words_share_a_row() -> None:
    text = "龘靐齉在北京"
    rows = features(text, Reading(text).words, np.zeros(1 << 16, np.uint16)).words
    assert rows[0] == 0
    assert rows[-1] != 0


@given(st.integers(1, 4), st.sampled_from(network.SPREADS), st.integers(0, 2**32 - 1))
def test_fewer_products_give_the_same_sums(groups: int, spread: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(groups * network.OUTPUTS * spread, 3)).astype(np.float32)
    layer = random.normal(size=(3, 3, 3)).astype(np.float32)
    padded = np.pad(x, ((spread, spread), (0, 0)))
    plain = sum(padded[at * spread : at * spread + len(x)] @ layer[at] for at in range(3))
    assert np.allclose(network.convolved(x, spread, network.filters(layer)), plain, atol=1e-4)
