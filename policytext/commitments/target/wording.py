"""Classifying paragraphs as plans or reviews by their wording, where no heading and no tense decides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.sentences import clauses
from policytext.language.tagger import tag
from policytext.resources import rows
from policytext.structure.numbering import number_at

_WORD = lazy(f"[{HAN}]{{1,5}}")
_COMMA = lazy("[，,]")
_FIGURE = lazy(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_YEAR = lazy("(?:19|20)[0-9]{2}")
_BOUND = lazy("以[上下内]|左右")
_SHARE = 6  # what the share of clauses that begin or end with a kind of word counts beside one word


def features(paragraph: str) -> Mapping[str, float]:
    """Features that distinguish plans from reviews: the words of a paragraph (1 each), the first of each
    sentence (`^`), the shares of clauses that begin (`/`) or end (`$`) with a kind of word (plans begin
    with verbs), and the shares of figures (`=`) that are precise or bounded: reviews say 11.37, plans about
    11.

    >>> found = features("完成投资3亿元。")
    >>> sorted(found), found["/v"]
    (['$m', '/v', '^完成', '亿元', '完成', '投资'], 6.0)
    """
    words: dict[str, float] = {}
    shapes: dict[str, float] = {}
    count = 0
    for start, end in clauses(paragraph):
        sentence = paragraph[start:end].strip(" \u3000\xa0—-")
        numbered = number_at(sentence)
        for place, clause in enumerate(_COMMA.split(sentence[numbered[1] :] if numbered else sentence)):
            said = [word for word in tag(clause) if _WORD.fullmatch(word.text)]
            if not said:
                continue
            count += 1
            words.update((word.text, 1.0) for word in said)
            words.update({f"^{said[0].text}": 1.0} if place == 0 else {})
            for shape in (f"/{_kind(said[0].tag, said[1].tag if said[1:] else '')}", f"${said[-1].tag[0]}"):
                shapes[shape] = shapes.get(shape, 0.0) + 1
    shares = {shape: _SHARE * times / count for shape, times in shapes.items()}
    return words | shares | _of_figures(paragraph)


def _of_figures(paragraph: str) -> dict[str, float]:
    """How precise the figures of a paragraph are, as shares."""
    said = [figure for figure in _FIGURE.findall(paragraph) if not _YEAR.fullmatch(figure)]
    digits = [len(figure.replace(".", "").replace("．", "").strip("0")) for figure in said]
    counts = {
        "=precise": sum(count >= 3 for count in digits),
        "=bound": min(len(said), len(_BOUND.findall(paragraph))),
    }
    return {name: _SHARE * count / len(said) for name, count in counts.items() if count}


def _kind(first: str, second: str) -> str:
    """The kind of a word: the first letter of its tag; for adverbs and adjectives with that of the next
    word."""
    if first[0] in "da" and second:
        return first[0] + second[0]
    return "vn" if first.startswith("vn") else first[0]


def odds(paragraph: str) -> float:
    """The log-odds that a paragraph plans: above 0 it does, below it reviews.

    >>> odds("加快建设智慧农场，推动村村通公路，力争打造一批样板。") > 1
    True
    >>> odds("新建公路300公里，脱贫人口稳定增收，成功举办博览会，就业持续改善。") < -1
    True
    """
    found, weights = features(paragraph), _weights()
    total = sum(weights.get(word, 0.0) * times for word, times in found.items())
    return weights["*"] + total / math.sqrt(max(len(found), 1))


@cache
def _weights() -> Mapping[str, float]:
    return {word: float(weight) for word, weight in rows("plan_words.tsv")}
