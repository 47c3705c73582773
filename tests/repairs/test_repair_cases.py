"""The cases of repair: what is undone, what is left and said, and what is sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cases import LONGEST, read_cases

from policytext.document import Verdict
from policytext.repairs import repair
from policytext.revision import restore

FILES = ("character", "dump", "escape", "faint", "leftover", "spacing", "spinner", "transcoding")
VERDICTS = {
    **dict.fromkeys(("undone", "in-the-wild", "synthetic"), Verdict.REPAIRED),
    **dict.fromkeys(("sound", "negative"), Verdict.CLEAN),
    "lost": Verdict.PARTIAL,
}
"""The verdict of each group's cases, but for those that have one of their own, or a `guess` in them."""


def cases() -> Iterator[Any]:
    for file in FILES:
        for group, found in read_cases(__file__, f"{file}_cases.json").items():
            for case in found:
                case = {"before": case} if isinstance(case, str) else {"before": case.get("text"), **case}
                verdict = Verdict.PARTIAL if case.get("guess") else VERDICTS.get(group)
                marks = [pytest.mark.xfail(strict=True)] if group == "known-failures" else []
                name = f"{file}-{group}-{case.get('why', case['before'][:LONGEST])}"
                yield pytest.param({"group": group, "verdict": verdict, **case}, id=name, marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_cases(case: dict[str, Any]) -> None:
    """What stands `before` is as it is `after` (as it was, if that is not said), with these `marks`; what
    was `inferred` is said to be."""
    repaired = repair(case["before"])
    assert repaired.text == case.get("after", case["before"])
    assert restore(repaired).text == case["before"]
    assert case["verdict"] in (None, repaired.verdict)
    if case["group"] == "marked":
        assert repaired.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE) and repaired.remarks
    if "marks" in case:
        assert [remark.text for remark in repaired.remarks] == case["marks"]
    if "inferred" in case:
        assert [edit.after for edit in repaired.edits if edit.inferred] == case["inferred"]
