"""Prior knowledge of words and phrases: frequency, freedom, stop words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from policytext.language.bodies import NATIONAL, full_names
from policytext.language.lexicon import Lexicon
from policytext.language.places import ambiguous, names
from policytext.language.segment import segment
from policytext.resources import column, lists, rows, word_set

_TOTAL = "*"  # the row that has the number of passages
_UNSEEN = 5.0  # passages that a word or phrase counts for that is in too few for the table
_UNHEADED = 0.05  # share of its documents that name in a heading what is in too few for the table
COMMON = 0.05  # of all passages: a word that stands in more of them is no keyword by itself
KNOWN = 20  # passages in which a phrase stands that is taken for a term (the table's own floor)
TAILS = frozenset("厅局委部署会院办行社")  # the last characters of agencies' names
_FIELD_TAILS = "厅局委部署"  # of those that are called after what they are in charge of
BODIES = TAILS | frozenset("府司校学所团队")  # the last characters of names of other bodies: 华中科技大学
WORDS = 1 << 16  # words of which what was found out is kept: a crawl has no end of them
_JOINS = "和与及的、"
FREE = 0.3  # of its places: a term stands free on both sides at so many, at least


class Usage(NamedTuple):
    """The number of passages of official text with a phrase, how often it stands free on its left and
    right, and the share of its documents that name it in a title or heading.

    Free: no word of another phrase stands there, but a mark, a function word or a verb.
    """

    passages: int
    left: float
    right: float
    headed: float


@cache
def usage() -> Mapping[str, Usage]:
    """Words and phrases of official text that stand in `KNOWN` passages or more."""
    return {
        phrase: Usage(int(passages), int(left) / 100, int(right) / 100, int(headed) / 100)
        for phrase, passages, left, right, headed in rows("phrases.tsv")
    }


@cache
def terms() -> frozenset[str]:
    """All terms of official text: what is common there and stands by itself; and, seen or not, industries,
    regions that are no division, and standing terms.

    >>> "营商环境" in terms(), "监视防御区" in terms()
    (True, False)
    """
    named = column("industries.tsv") | column("keyword_terms.tsv") | column("regions.tsv", 1)
    return named.union(
        phrase
        for phrase, found in usage().items()
        if found.passages >= KNOWN and min(found.left, found.right) >= FREE
    )


@cache
def wholes() -> Lexicon:
    """Terms that jieba cuts wrongly, or names of industries into single characters: 预制|菜, 物|联网.

    >>> list(wholes().find("建设和美乡村")), list(wholes().find("建设乡村"))
    ([(2, 6)], [])
    """
    industries = (name for name in column("industries.tsv") if len(name) > 2)
    cut = (name for name in industries if any(len(w) == 1 and w not in _JOINS for w in segment(name)))
    return Lexicon([*cut, *column("keyword_terms.tsv")])


units = partial(column, "units.tsv", 1)
"""Words that count something where a number stands before them: 小时, 人次, 平方公里."""


@cache
def passages() -> int:
    """How many passages of official text were counted."""
    return usage()[_TOTAL].passages


def rate(found: Usage | None, is_term: bool = False) -> float:
    """The share of passages of official text in which a word or phrase of this usage stands.

    A standing term that was not counted is taken to stand in as many as one that just was.

    >>> rate(usage()["发展"]) > rate(usage()["营商环境"]) > rate(usage().get("璀璨夺目"))
    True
    """
    return (found.passages if found else KNOWN if is_term else _UNSEEN) / passages()


def headed(found: Usage | None) -> float:
    """The share of official documents with a phrase of this usage that name it in a title or heading.

    What documents are about is named there (keyphraseness: Mihalcea and Csomai 2007).

    >>> headed(usage()["营商环境"]) > headed(usage()["主管单位"])
    True
    """
    return found.headed if found else _UNHEADED


@cache
def stops() -> Mapping[str, frozenset[str]]:
    """Stop words by kind (see the table's first lines), posts among those that break."""
    table = {kind: word_set("keyword_stops.tsv", kind) for kind in lists("keyword_stops.tsv")}
    return {**table, "break": table["break"] | table["office"] | posts()}


@cache
def stopped() -> Mapping[str, Sequence[str]]:
    """Stop words that end phrases and are cut into several words, 营业|管理部, by the first of these."""
    table: dict[str, list[str]] = {}
    for stop in sorted(stops()["break"], key=len, reverse=True):
        if (first := segment(stop)[0]) != stop:
            table.setdefault(first, []).append(stop)
    return table


@cache
def posts() -> frozenset[str]:
    """Posts, and their deputies."""
    listed = lists("posts.tsv")["post"]
    return frozenset((*listed, *(f"副{post}" for post in listed)))


@cache
def divisions() -> frozenset[str]:
    """China's administrative divisions, by full and by short name, but for common words (新城)."""
    return column("places.tsv", 2).union(names().values()) - ambiguous()


@lru_cache(WORDS)
def is_agency(name: str) -> bool:
    """Is it the name of an agency, or what one is called after its place?

    >>> is_agency("财政厅"), is_agency("人民政府"), is_agency("住房城乡建设部"), is_agency("布局")
    (True, True, True, False)
    """
    listed = lists("agencies.tsv")
    return (
        name in full_names(NATIONAL)
        or name in listed["organ"]
        or (name[-1] in _FIELD_TAILS and name[:-1] in listed["field"])
    )


def ends_agency(word: str) -> bool:
    """May it be the last word of an agency's name, `is_agency` of which is true?

    >>> ends_agency("农村部"), ends_agency("社会")
    (True, False)
    """
    return word[-1] in TAILS and word in _agency_ends()


@cache
def _agency_ends() -> frozenset[str]:
    listed = lists("agencies.tsv")
    names = {*full_names(NATIONAL), *listed["organ"]}
    names.update(field + tail for field in listed["field"] for tail in _FIELD_TAILS)
    return frozenset(name[at:] for name in names for at in range(len(name)))


def is_office(word: str) -> bool:
    """Does it end the name of an agency, of which the words before it are part? Also as 部副|部长 is cut.

    >>> is_office("局"), is_office("管理局"), is_office("部副"), is_office("布局")
    (True, True, True, False)
    """
    return word.removesuffix("副") in stops()["office"] or (len(word) > 2 and word[-1] in "厅局署")
