"""The encoding is found for whatever Chinese files come in, and a damaged file is still read."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.io.encoding import codec_name, declared_in, decode

SENTENCE = "为贯彻落实国务院决策部署，现就有关事项通知如下。"


@cases(__file__, "encoding_cases.json")
def test_the_encoding_is_found(case: dict[str, Any]) -> None:
    raw = case["text"].encode(case["written"])
    found = decode(raw, html=case.get("html", False), declared=case.get("declared"))
    assert (found.text, found.encoding, found.bad) == (case["text"], case["found"], 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_bad_bytes_cost_only_themselves(encoding: str) -> None:
    raw = SENTENCE.encode(encoding)
    found = decode(raw * 3 + b"\xff" + raw * 3)
    assert found.text == SENTENCE * 3 + "\ufffd" + SENTENCE * 3
    assert (found.encoding, found.bad, found.first_bad) == (encoding, 1, 3 * len(raw))


def test_a_text_cut_off_in_mid_character_is_what_it_was() -> None:
    assert decode(SENTENCE.encode()[:-2]).encoding == "utf-8"
    assert decode(SENTENCE.encode("gbk")[:-1]).encoding == "gb18030"


def test_lines_of_another_encoding_in_a_page_are_not_lost() -> None:
    lines = [SENTENCE.encode()] * 9 + [
        "相关链接：某某市人民政府".encode("gbk"),
        SENTENCE.encode() + b"\xff",
    ]
    found = decode(b"\n".join(lines))
    assert found.text == "\n".join([SENTENCE] * 9 + ["相关链接：某某市人民政府", SENTENCE + "\ufffd"])
    assert (found.encoding, found.bad) == ("utf-8+gb18030", 1)


def test_a_mark_around_something_else_is_only_a_hint() -> None:
    found = decode(b"\xef\xbb\xbf" + SENTENCE.encode("gbk"))
    assert (found.text, found.encoding) == (SENTENCE, "gb18030")


def test_the_encoding_that_is_named_is_obeyed() -> None:
    assert decode(SENTENCE.encode(), "gbk").encoding == "gb18030"
    assert decode("关于".encode("utf-8-sig"), "utf-8").text == "关于"
    assert decode("关于".encode("utf-16"), "utf-16").text == "关于"
    with pytest.raises(LookupError):
        decode(b"", "no-such")


def test_characters_that_were_lost_before_are_not_bad_bytes() -> None:
    found = decode("关\ufffd于".encode() + b"\xff")
    assert (found.bad, found.first_bad) == (1, 9)


def test_the_declaration_may_stand_far_down() -> None:
    page = (
        b"<html><script>"
        + b"x" * 3000
        + b'</script><META HTTP-EQUIV=a CONTENT="text/html; CHARSET=GB2312">'
    )
    assert declared_in(page) == "GB2312"
    assert codec_name("GB2312") == "gb18030"


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_give_some_text(raw: bytes, html: bool) -> None:
    assert isinstance(decode(raw, html=html).text, str)


@given(st.text())
def test_what_is_utf8_with_chinese_comes_back(text: str) -> None:
    marked = (text.removeprefix("\ufeff") + "通知").encode(errors="ignore")
    assert decode(marked).text == marked.decode()


def test_a_declaration_that_no_encoding_can_have_is_none() -> None:
    assert decode("关于印发".encode("gbk"), declared="gb\0k").text == "关于印发"
