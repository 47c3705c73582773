"""Duties: who is charged with what, in which role."""

from __future__ import annotations

from typing import Any

from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.commitments.duties import duties

BODIES = (
    "市教育局",
    "省财政厅",
    "各县区人民政府",
    "工业和信息化部",
    "中国人民银行",
    "海州市大数据中心",
    "有关部门",
)


@cases(__file__, "duty_cases.json")
def test_duties(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[d.start : d.end], [[name.text, role] for name, role in d.bodies], d.form]
        for d in duties(text)
    ]
    assert found == case["expected"]


@given(
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=4, unique=True),
    st.sampled_from(("牵头", "配合")),
)
def test_every_name_in_a_bracket_is_found_where_it_stands(bodies: list[str], verb: str) -> None:
    text = f"一、推进数据共享。完善制度。（{'、'.join(bodies)}{verb}）\n"
    [duty] = duties(text)
    assert [name.text for name, _ in duty.bodies] == bodies
    assert all(text[name.start : name.end] == name.text for name, _ in duty.bodies)
    assert {role for _, role in duty.bodies} == {"lead" if verb == "牵头" else "support"}
    assert text[duty.start : duty.end] == "完善制度"
