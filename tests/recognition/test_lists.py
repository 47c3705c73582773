"""Roles in lists under the name of a body: each threshold on either side."""

from __future__ import annotations

from policytext.analysis import Analysis
from policytext.recognition import roles


def holds(text: str) -> list[tuple[str, str]]:
    return [(r.head, r.tail) for r in Analysis(text).relations if r.relation == "holds"]


LIST = "关于调整省节水委员会组成人员的通知\n{}\n主任：王小雨\n{}\n李明华\n"


def test_a_list_is_of_the_body_that_its_opening_names() -> None:
    whole = [("王小雨", "省节水委员会主任"), ("李明华", "省节水委员会主任")]
    assert holds(LIST.format("名单如下：", "（一）部门")) == whole
    far = "略。" * ((roles.OPENING - 19) // 2)
    assert holds(LIST.format(far, "（一）部门"))[:1] == whole[:1]
    assert holds(LIST.format(far + "略。" * 8, "（一）部门"))[:1] == [("王小雨", "主任")]


def test_a_long_line_ends_a_list() -> None:
    assert len(holds(LIST.format("名单如下：", "略" * roles.NOTE))) == 2
    assert len(holds(LIST.format("名单如下：", "略" * (roles.NOTE + 1)))) == 1
