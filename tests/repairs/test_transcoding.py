"""Misread text: cases, what is marked instead of guessed at, and what holds for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage.transcoding import latin, misread, mixed, western
from policytext.repairs import repair
from policytext.repairs.remains import lost
from policytext.repairs.transcoding import in_pairs, one_by_one
from policytext.revision import Change, restore

HERE = Path(__file__).parent
SOUND = [
    line for line in (HERE / "sound_texts.txt").read_text("utf-8").splitlines() if not line.startswith("#")
]

PHRASES = ["推进产业升级", "关于印发实施方案的通知", "各区县人民政府", "《规划》", "和"]
CHINESE = st.lists(
    st.tuples(st.sampled_from([*PHRASES, "2026年3月"]), st.sampled_from(["，", "。", "、", ""])),
    min_size=3,
    max_size=20,
).map(lambda pieces: "推进产业升级" + "".join(map("".join, pieces)))
READERS = [("utf-8", latin), ("utf-8", western), ("gbk", latin), ("gbk", western), ("gbk", mixed)]
RUBBISH = st.text(
    st.sampled_from("Ã¤å…³äºŽ·¢Õ¹ʱ㽭鍙戝睍锛€?\ufffd锟斤拷銆鐨 \n(#x;&%u53发展，a1"), max_size=60
) | st.text("產業規模化應用真傳鬟瘧會(）)（chǎnyīng?\ufffd,，；。_|⾏\u200b \n\x00\ue111", max_size=40)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert repair(text).text == text


def test_sound_texts_together_stay() -> None:
    page = "\n".join(SOUND)
    assert repair(page).text == page


@pytest.mark.parametrize(("own", "reader"), READERS)
@settings(max_examples=15, deadline=None)
@given(text=CHINESE)
def test_bytes_that_survive_give_the_text_back(own: str, reader: Any, text: str) -> None:
    assert repair(misread(text, own, reader)).text == text


@pytest.mark.parametrize(("own", "reader"), READERS)
@pytest.mark.parametrize("phrase", PHRASES[:3])
def test_a_text_that_says_one_thing_again_and_again_comes_back(own: str, reader: Any, phrase: str) -> None:
    assert repair(misread(phrase * 20, own, reader)).text == phrase * 20


@settings(max_examples=120, deadline=None)
@given(RUBBISH)
def test_changes_are_in_order_and_can_be_undone(text: str) -> None:
    for find in (one_by_one.find, in_pairs.find, lost.find):
        changes: list[Change] = list(find(text))
        ends = [0, *(change.end for change in changes)]
        assert all(end <= change.start <= change.end for end, change in zip(ends, changes, strict=False))
        assert not changes or changes[-1].end <= len(text)
    assert restore(repair(text)).text == text


def test_characters_put_back_for_what_folding_left_are_said_to_be_inferred() -> None:
    repaired = repair("壽衾赫隅掛華(6)腔硒俴1錶")  # NFKC of Big5's reading
    assert repaired.text == "关于划定本地区的执行情况"
    assert [edit.after for edit in repaired.edits if edit.inferred] == ["区", "情"]
    assert not any(edit.inferred for edit in repair("壽衾芢輛笭萸馱釬腔硒俴砩獗").edits)
