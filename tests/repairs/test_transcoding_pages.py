"""What a page tells of its own damage: its subject, how it was misread, and what is left of short lines."""

from __future__ import annotations

import pytest

from damage.transcoding import mixed, western
from policytext.document import Verdict
from policytext.language.gbk import encoded
from policytext.repairs import repair
from policytext.repairs.transcoding.one_by_one import find

RULES = """关于印发青禾市机构改革方案的通知
第一条 为了规范经济和社会发展工作，推进高速公路建设，根据有关法律法规，制定本办法。
还原
第二条 本市行政区域内的三江源保护工作适用本办法，照搬照抄的除外。"""


def dropped(text: str) -> str:
    """What is left when a crawler drops C1 controls, no-break spaces and soft hyphens."""
    return text.translate(dict.fromkeys((*range(0x80, 0xA0), 0xA0, 0xAD)))


def test_stray_letters_of_another_language_are_no_bytes_that_are_left() -> None:
    page = dropped(western(RULES.encode("gbk"))) + "\nÉlysée, où êtes-vous? naïve Ägäis"
    found = [change for change in find(page) if change.start >= page.index("Élysée")]
    assert not found


_TORN = (
    "各级人民政府应当加强对本条例执行情况的监督检查，推动绿色发展和公路网建设。",
    "二、加大对小微企业的信贷支持力度，全年新增贷款不低于35.6亿元。",
)


@pytest.mark.parametrize("text", _TORN)
def test_torn_gbk_that_is_cut_or_wrapped_inside_a_character_is_right_or_marked(text: str) -> None:
    damaged = mixed(encoded(text))
    for at in range(14, len(damaged) - 14):
        for torn in (damaged[:at], damaged[at:], f"{damaged[:at]}\n{damaged[at:]}"):
            repaired = repair(torn)
            is_right = repaired.text.replace("\n", "") in text
            assert is_right or repaired.verdict is Verdict.PARTIAL, (torn, repaired.text)


@pytest.mark.parametrize(
    ("text", "most"),  # silent: whole characters, and bytes without which there is another word
    [(_TORN[0], 13), ("本办法另有规定的，依照其规定办理登记手续。", 5)],
)
def test_a_character_deleted_from_torn_gbk_is_mostly_told_or_marked(text: str, most: int) -> None:
    damaged = mixed(encoded(text))
    repaired = [repair(damaged[:at] + damaged[at + 1 :]) for at in range(len(damaged))]
    wrong = [document for document in repaired if document.text != text]
    assert sum(document.verdict in (Verdict.CLEAN, Verdict.REPAIRED) for document in wrong) <= most
    assert 2 * len(wrong) < len(repaired)
