"""Each threshold of normalization decides: what lies on it and what lies beyond come out differently."""

from __future__ import annotations

import itertools

import pytest

from policytext.language import likelihood
from policytext.language.scripts import is_foreign, recognise
from policytext.normalization import ambiguous
from policytext.normalization.prose import in_prose
from policytext.normalization.script import differences
from policytext.normalization.spacing import inner_spaces
from policytext.normalization.torn_lines import inline_breaks
from policytext.normalization.width import punctuation
from policytext.normalization.wraps import hard_wraps


@pytest.mark.parametrize(("traditional", "variety"), [(70, "traditional"), (69, "mainland-simplified")])
def test_the_share_that_makes_a_text_traditional(traditional: int, variety: str) -> None:
    assert recognise("發" * traditional + "发" * (100 - traditional)).variety == variety


@pytest.mark.parametrize(("spun", "variety"), [(4, "mainland-traditional"), (3, "traditional")])
def test_how_often_a_spun_page_may_quote(spun: int, variety: str) -> None:
    assert recognise("關系" * spun + "於").variety == variety


@pytest.mark.parametrize(("chinese", "foreign"), [(3, True), (4, False)])
def test_the_kana_of_a_japanese_line(chinese: int, foreign: bool) -> None:
    assert is_foreign("の" + "国" * chinese) is foreign


@pytest.mark.parametrize(("foreign", "chinese"), [("のは", 9), ("がは", 12), ("経は", 12), ("経済", 12)])
def test_particles_and_characters_of_japanese_alone_say_more(foreign: str, chinese: int) -> None:
    others = "国" * (chinese - sum(char > "\u3100" for char in foreign))
    assert is_foreign(foreign + others) and not is_foreign(foreign + others + "国")
    assert not is_foreign(foreign[-1] + others)


@pytest.mark.parametrize(
    ("word", "evidence", "expected"),
    [("看着", 6.0, "看着"), ("看着", 6.1, "看著"), ("名著", 14.0, "名著"), ("名著", 14.1, "名着")],
)
def test_what_outweighs_the_list_of_words(
    word: str, evidence: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ambiguous, "_gain", lambda *given: evidence * bool(given[2]))
    assert ambiguous.resolve(word.replace("着", "著")) == expected


def test_the_context_of_an_open_character(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[tuple[str, ...]] = set()
    monkeypatch.setattr(ambiguous, "_gain", lambda *given: seen.add(given[2:]) or 0)
    ambiguous.resolve("一二三四著五六七八")
    assert ("二三四", "五六七") in seen


@pytest.mark.parametrize(("logp", "is_word"), [(-2.4, True), (-2.5, False)])
def test_how_likely_a_word_goes_on_behind_a_space(
    logp: float, is_word: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Model:
        def score(self, text: str, *_: str) -> float:
            return -50.0 if text.startswith(" ") else logp

    monkeypatch.setattr(likelihood, "model", Model)
    assert bool(inner_spaces("会上，加快推进经 济发展，好。")) is is_word


def wrapped(*widths: int) -> bool:
    """Are lines of so many columns, none of which ends a sentence, taken for broken ones?"""
    marks = itertools.cycle("，；：")  # as running text has them, and lists do not
    return bool(
        hard_wraps(
            "\n".join(
                f"展{next(marks)}{'a' * (width % 2)}{'字' * (width // 2 - 5)}经济发" for width in widths
            )
        )
    )


@pytest.mark.parametrize(
    ("widths", "broken"),
    [
        ((30, 30, 30, 10), True),
        ((28, 28, 28, 10), False),  # narrower than any page
        ((120, 120, 120, 10), True),
        ((121, 121, 121, 10), False),  # broader
        ((40, 36, 40, 10), True),
        ((40, 35, 40, 10), False),  # short of the margin, so only two lines are full
        ((40, 40, 40, 40, 30, 24, 10), True),
        ((40, 40, 40, 40, 30, 24, 24, 10), False),  # three lines a little less broad
        ((40, 40, 40, 40, 30, 24, 23, 10), True),  # far less broad
        ((50, 40, 40, 40, 10), True),
        ((50, 50, 40, 40, 40, 10), False),  # two lines are broader
        ((40, 40, 10), False),  # two unfinished lines may be chance
    ],
)
def test_what_shows_lines_broken_at_a_width(widths: tuple[int, ...], broken: bool) -> None:
    assert wrapped(*widths) is broken


SENTENCE = "业，建好远洋渔场和深水网箱，管好渔港，各地要因地制宜发展特色渔"  # 31 characters
OTHER = SENTENCE.replace("业，", "业；")


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ([SENTENCE] * 13 + [OTHER] * 7, True),
        ([SENTENCE] * 14 + [OTHER] * 6, False),  # the same marks in more than two thirds: a list
        ([SENTENCE] * 10 + [OTHER] * 9, False),
        ([SENTENCE[:-1] + "。"] * 11 + [SENTENCE] * 9, False),  # most end a sentence
        (["字" * 31] * 11 + [SENTENCE] * 9, False),  # no running text: a list
        (["字" * 31] * 10 + [SENTENCE] * 10, True),
        ([SENTENCE, OTHER] * 10 + [SENTENCE[:27]] * 10, True),
        ([SENTENCE, OTHER] * 10 + [SENTENCE[:27]] * 11, False),  # too many a little less broad
        ([SENTENCE, "— 3 —", OTHER, "— 3 —"] * 10, False),  # the number of a page
        ([SENTENCE, "12", OTHER, "12"] * 10, False),
    ],
)
def test_what_shows_a_width_that_other_lines_exceed(lines: list[str], broken: bool) -> None:
    assert bool(hard_wraps("\n".join(["表" * 90, "表" * 90, *lines, "完。"]))) is broken


TORN = "通告\n（\n施行\n）\n"  # two breaks where no line can end or begin


def pieces(text: str) -> str:
    """A text without the breaks around pieces of sentences."""
    for change in reversed(inline_breaks(text)):
        text = text[: change.start] + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (TORN + "，好", "通告\n（施行），好"),
        (TORN + "好", TORN + "好"),  # two may be slips
        (TORN + "，修路\n5\n吨", "通告\n（施行），修路5吨"),
        (TORN + "，修路\n5\n批", "通告\n（施行），修路\n5\n批"),  # below UNIT
        (TORN + "，每吨\n5\n元", "通告\n（施行），每吨5元"),
        (TORN + "，通知\n5\n元", "通告\n（施行），通知\n5元"),  # below NUMBER
        (TORN + "，（" + "字" * 59 + "\n字", "通告\n（施行），（" + "字" * 60),
        (
            TORN + "，（" + "字" * 60 + "\n字",
            "通告\n（施行），（" + "字" * 60 + "\n字",
        ),  # open since LONGEST
        (TORN + "，\n好。\n" + "电" * 11 + "：\n599", "通告\n（施行），好。\n" + "电" * 11 + "：599"),
        (TORN + "，\n好。\n" + "电" * 12 + "：\n599", "通告\n（施行），好。\n" + "电" * 12 + "：\n599"),
        (TORN + "，好\n2024\n年\n3\n月\n5\n日", "通告\n（施行），好\n2024年3月5日"),  # a day of DAY lines
    ],
)
def test_what_shows_a_text_broken_around_its_elements(text: str, joined: str) -> None:
    assert pieces(text) == joined


@pytest.mark.parametrize(("letters", "is_chinese"), [(19, True), (20, False)])
def test_how_far_a_mark_looks_for_chinese(letters: int, is_chinese: bool) -> None:
    assert bool(punctuation("中" + "a" * letters + ",b")) is is_chinese


@pytest.mark.parametrize(
    ("lines", "is_prose"),
    [
        (["甲,乙,丙"] * 3, False),
        (["甲,乙,丙"] * 2, True),
        (["甲,乙"] * 4, True),
        (["甲,乙,丙", "甲,乙,丙", "甲,乙,丙,丁"], True),
        (["甲,乙,丙。"] * 3, True),
        (["字" * 15 + ",乙字字字字字字字字字字字字字字," + "字" * 16] * 3, False),
        (["字" * 16 + ",乙字字字字字字字字字字字字字字," + "字" * 16] * 3, True),
    ],
)
def test_what_makes_rows_of_values(lines: list[str], is_prose: bool) -> None:
    assert bool(in_prose(punctuation)("\n".join(lines))) is is_prose


@pytest.mark.parametrize(("gap", "edits"), [(6, 1), (7, 2)])
def test_what_an_edit_takes_along(gap: int, edits: int) -> None:
    between = "人" * gap
    assert len(differences(f"發{between}發", f"发{between}发")) == edits


@pytest.mark.parametrize(("cut", "broken"), [(2, True), (1, False), (0, False)])
def test_how_many_breaks_are_inside_words(cut: int, broken: bool) -> None:
    ends = ["经济发" if place < cut else "深水网" for place in range(16)]
    heads = ["各", *("展" if end == "经济发" else "各" for end in ends)]
    lines = zip(heads, itertools.cycle("，；："), [*ends, "完"], strict=False)
    assert (
        bool(hard_wraps("\n".join(f"{head}{mark}渔场渔港渔场渔港渔场{end}" for head, mark, end in lines)))
        is broken
    )
