import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.language import segment as module
from policytext.language.places import find_places, full_name, names, within
from policytext.language.segment import jieba_tokenizer, segment
from policytext.language.tagger import tag

SENTENCES = [
    "加快推动未来技术创新成果转化和产业化",
    "深入学习贯彻关于科技创新的重要论述",
    "各级人民政府应当将节约用水工作纳入国民经济和社会发展规划",
    "支持东莞深化两岸创新发展合作等工作",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_words_are_jiebas(sentence: str) -> None:
    assert segment(sentence) == jieba_tokenizer().lcut(sentence)


@given(st.text(max_size=60))
def test_the_words_are_the_text(text: str) -> None:
    assert "".join(segment(text)) == text
    words = tag(text)
    assert "".join(word.text for word in words) == text
    assert all(text[word.start : word.end] == word.text for word in words)


def test_latin_words_and_numbers_stay_whole() -> None:
    assert segment("5G、2.5%和ChatGPT") == ["5G", "、", "2.5%", "和", "ChatGPT"]


def test_without_rjieba_jieba_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    module._cutter.cache_clear()
    try:
        assert segment("推动商业航天") == ["推动", "商业", "航天"]
    finally:
        module._cutter.cache_clear()


def test_jieba_is_silent_and_leaves_no_cache(tmp_path: Path) -> None:
    code = (
        f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}\n"
        "from policytext.language.segment import jieba_tokenizer; jieba_tokenizer().lcut('推动发展')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert not list(tmp_path.iterdir())


def test_every_division_has_its_province() -> None:
    assert all(full_name(code).startswith(names()[code[:2] + "0000"]) for code in names())
    assert all(within(code, code[:2] + "0000") for code in names())


def test_every_division_is_found_by_its_name() -> None:
    for code, name in list(names().items())[::37]:
        if len(name) > 2:
            assert any(
                code in place.codes or code[:4] == place.codes[0][:4] for place in find_places(name)
            ), name


def test_autonomous_divisions_go_by_a_short_name_with_their_level() -> None:
    """海南州 is no Hainan Province, 本溪县 no Benxi City; 河南县级 is no county of that name."""
    codes = {
        name: next(find_places(name)).codes for name in ("海南州", "文山州", "本溪县", "河南县", "河南县级")
    }
    assert codes == {
        "海南州": ("632500",),
        "文山州": ("532600",),
        "本溪县": ("210521",),
        "河南县": ("632324",),
        "河南县级": ("410000",),
    }
