"""Chinese read in any code page: each page's own damage is undone, other languages stay."""

from __future__ import annotations

import pytest

from policytext.document import Verdict
from policytext.repairs import repair
from policytext.repairs.transcoding.code_pages import pages
from policytext.revision import restore

TEXTS = [
    "名字",
    "关于做好岁末年初安全生产工作的通知",
    "现将《促进民营经济发展的若干措施》印发给你们，请认真贯彻执行。",
    "自2026年5月1日起施行，有效期5年（联系电话：0571-12345678）。",
]


def shown(text: str, own: str, page: str) -> str:
    """The text's bytes as a program of this code page shows them."""
    characters = {byte: chr(code) for code, byte in pages()[page].items()}
    return "".join(characters.get(chr(byte), chr(byte)) for byte in text.encode(own))


@pytest.mark.parametrize("page", pages())
@pytest.mark.parametrize("own", ["utf-8", "gb18030"])
def test_what_a_code_page_shows_comes_back(own: str, page: str) -> None:
    for text in TEXTS:
        damaged = "附件：" + shown(text, own, page)
        repaired = repair(damaged)
        assert repaired.text == "附件：" + text
        assert repaired.verdict is Verdict.REPAIRED
        assert restore(repaired).text == damaged
