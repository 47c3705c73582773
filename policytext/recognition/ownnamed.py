"""ORG with a name of its own before the last word, company or not: 新华社, 杏儿沟煤业有限责任公司."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import is_place
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import is_cut
from policytext.recognition.build import (
    LONGEST,
    SORT,
    belongs,
    body_tails,
    is_proper,
    last_characters,
    longest_words,
    own_start,
    tail_at,
    words_of,
)

_PROPER = ("nz", "nr", "nt", "ns", "eng")  # jieba's tags of names
COUNTED = lazy(r"[ \u3000]?(?:达到?|超过|增至)?[ \u3000]?\d+[多余]?[家个所]|数量|总数|[等各]级")
"""What makes of a body's last word a number of them: 国有企业|12家."""
SHORTEST = 3  # characters of a name that words build


def own_named(
    reading: Reading, placed: Collection[int], begun: Collection[int], stops: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Bodies with a name of their own before their last word: 新华社, 杏儿沟煤业有限责任公司.

    None goes back over the beginning of a body that is found by another rule (`begun`).
    """
    words = reading.words
    for index in reading.ending_with(last_characters(body_tails())):
        word = words[index]
        tail = tail_at(reading, max(0, word.end - 12), word, body_tails())
        if not tail or is_cut(reading.text, word.end) or COUNTED.match(reading.text, word.end):
            continue
        first = index
        while first and index - first < LONGEST:
            if opening := _bracket(words, first):  # 格力电器|（赣州）|有限公司
                first = opening
            elif _goes_back(words, first, stops, begun):
                first -= 1
            else:
                break
        start = _head(words[first : index + 1], word.end - len(tail), tail, placed)
        if (
            start is not None
            and (tail in words_of("legal") or tail == "集团")
            and start not in {*placed, *begun}
        ):
            start = _in_cell(reading, _labelled(reading.text, start))
        if (
            start is None
            or start in placed
            or start in begun
            or word.end - start <= max(SHORTEST, len(tail))
        ):
            continue
        if not is_kind(reading, start, word.end):
            yield start, word.end


def is_kind(reading: Reading, start: int, end: int) -> bool:
    """Is it a kind of bodies, also one of a level behind another word: 联通|上级法院, not 康复|专科医院?"""
    first = reading.word(start).end
    graded = reading.text.startswith(_OF_LEVEL, first) or reading.text[start:first].isascii()  # AA|智能工厂
    starts = (start, first) if graded else (start,)
    return any(reading.text[at:end] in words_of("kind", "bare") for at in starts)


_OF_LEVEL = ("上级", "下级", "同级", "本级", "各级", "基层", "途经地", "全国", "持牌", "地方性", "手机")


_LABEL = lazy(rf"[：:][ \u3000]?([{HAN}]{{1,4}})$")


def _labelled(text: str, start: int) -> int:
    """Where a company's name begins that stands behind a label: 当事人：盛付通|支付服务有限公司."""
    label = _LABEL.search(text, max(0, start - 6), start)
    return label.start(1) if label else start


_CELL = lazy(rf"(?:^|[\n\t、，。；：“])([{HAN}][{HAN}A-Za-z0-9]{{0,7}})\Z")
_NO_CELL = lazy("[的与和及由对经为在将被向是给以于了并任至从到]")


def _in_cell(reading: Reading, start: int) -> int:
    """Where a company's name begins that is cut inside an item or a cell: 北斗未来|创新科技有限公司."""
    cell = _CELL.search(reading.text, max(0, start - 9), start)
    if cell is None or _NO_CELL.search(cell[1]):
        return start
    first = reading.word(cell.start(1))
    verb = first.tag[0] in "vpdr" and is_known(first.text) and not is_place(first.text)  # 大同
    words = reading.words_in(*cell.span(1))
    verb = verb or any(word.text in words_of("governs") for word in words)  # 新组建|农发集团
    return start if verb or first.text in words_of("outside") else cell.start(1)


def _bracket(words: Sequence[Word], first: int) -> int | None:
    """The index of the bracket that closes right before the word, where a place or 集团 stands in it."""
    if first < 4 or words[first - 1].text not in ("）", ")") or words[first].start != words[first - 1].end:
        return None
    opening = first - 3
    return (
        opening
        if words[opening].text in ("（", "(") and words[first - 2].tag in ("ns", "n", "nz")
        else None
    )


def _goes_back(words: Sequence[Word], first: int, stops: Collection[int], begun: Collection[int]) -> bool:
    here, before = words[first], words[first - 1]
    over = any(
        at in begun for at in range(before.start + 1, here.start + 1)
    )  # 任|市公安局, read 任市|公安局
    return belongs(before) and not over and not {here.start, before.start} & set(stops)


def _head(words: Sequence[Word], tail_start: int, tail: str, placed: Collection[int]) -> int | None:
    """Where a name begins: at its first word that is a name itself; before a legal form, at its first."""
    if tail in words_of("legal") and words[0].start < tail_start:
        return own_start(words[0])
    for word in words:
        if word.start >= tail_start:
            return None
        made_up = not is_known(word.text) and not _CLAUSE.search(word.text)
        made_up = made_up and not word.text.startswith(longest_words("founds"))  # 建立乡|政府
        verb = word.tag == "v" and word.end == tail_start and tail not in _NAMED_BY_VERBS
        made_up = made_up and not verb  # 只派|大学, 转汇|银行
        proper = is_proper(word, _PROPER) or word.start in placed or made_up
        joined = word.tag == "nr" or (word.tag in ("nz", "n", "v", "vn") and word.end == tail_start)
        if tail == "政府" and joined:  # 杜绝|政府, 联通|政府
            continue
        sort = word.text in words_of("kind", "bare") or SORT.fullmatch(word.text)
        if proper and len(word.text) > 1 and not sort:
            return own_start(words[0] if tail == "领导小组" and len(words[0].text) > 1 else word)
    return None


_NAMED_BY_VERBS = ("小学", "中学", "集团", "博物馆")  # 适存小学, 云想集团
_CLAUSE = lazy(
    "[是为来经由按向把被将于使令让应可在有及或与的时下]|^[一二两三四五六七八九十]大"
)  # 人经|人民法院, 这是|政府
