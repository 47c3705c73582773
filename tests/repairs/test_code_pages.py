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
OTHER_LANGUAGES = [
    "Россия и Китай подписали соглашение; «Привет», “мир”.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy, České středisko",
    "Zażółć gęślą jaźń; Łódź, Świętokrzyskie",
    "İstanbul Üniversitesi, Türkiye Cumhuriyeti Çağrı Merkezi",
    "Ελληνική Δημοκρατία, Αθήνα",
    "Đường lối, chính sách của Nhà nước",
    "Größe, Maßnahmen für Ämter; où êtes-vous? ÀÁÂÃÄÅ",
    "├──┬──┐\n│  │  │\n╔══╗ ▓▓▒▒░░ █",
    "┌──────┬──────┐\n│ 姓名 │ 部门 │\n├──────┼──────┤\n└──────┴──────┘",
    "╒═══╤═══╕\n╞═══╪═══╡",
    "α≤β≥γ, ∑∂∫√, → ← ↑ ↓ ■ □ ▲ №5",
    "37°C、－18°C、5±0.5°C，©®™，§5，½¼，×÷≠，Ⅱ①②",
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


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_other_languages_and_frames_stay(text: str) -> None:
    for page in (text, f"各县（市、区）人民政府：\n{text}\n请遵照执行。"):
        repaired = repair(page)
        assert repaired.text == page
        assert repaired.verdict is Verdict.CLEAN


def test_a_byte_order_mark_that_was_read_goes() -> None:
    assert (
        repair(shown("\ufeff", "utf-8", "cp1250") + "关于做好防汛工作的通知").text
        == "关于做好防汛工作的通知"
    )


def test_what_is_too_little_to_tell_is_marked_where_its_page_explains_others() -> None:
    damaged = shown("单位,联系人\n水务局,郝长青\n供销社,乜赟", "gb18030", "cp866")
    assert repair(damaged).text.startswith("单位,联系人\n水务局,郝长青\n")
    assert repair(damaged).verdict is Verdict.PARTIAL
