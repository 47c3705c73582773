"""DUTY: who must do what: （财政部牵头，税务总局配合）, 由…负责, …应当…."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from policytext.commitments.cues import words
from policytext.commitments.duty.brackets import bracketed, labelled
from policytext.commitments.duty.passive import by, forbidden
from policytext.commitments.duty.subjects import with_subjects
from policytext.commitments.duty.tables import of_entries, of_tables
from policytext.commitments.model import Duty


def duties(text: str) -> list[Duty]:
    """The duties of a text, in the order of their actions.

    >>> bracket, modal = duties("推进审批改革。（省发展改革委牵头，省财政厅配合）\\n各地区要加强检查。")
    >>> [(name.text, role) for name, role in (*bracket.bodies, *modal.bodies)]
    [('省发展改革委', 'lead'), ('省财政厅', 'support'), ('各地区', 'responsible')]
    """
    charged = [*bracketed(text), *labelled(text), *of_entries(text), *by(text), *forbidden(text)]
    named = {name.start for duty in charged if duty.form != "bare" for name, _ in duty.bodies}
    told = [_cut(text, duty, named) for duty in with_subjects(text) if duty.bodies[0][0].start not in named]
    bare = {duty.bodies[0][0].start for duty in charged if duty.form == "bare"}
    only = words("only_done")  # 各县|落实: what it is stands before
    told = [
        it for it in told if it.bodies[0][0].start not in bare or not only.fullmatch(text, it.start, it.end)
    ]
    starts = {duty.bodies[0][0].start for duty in told}
    others = (duty for duty in charged if duty.form != "bare" or duty.bodies[0][0].start not in starts)
    return sorted([*others, *of_tables(text), *told], key=lambda duty: (duty.start, duty.end))


def _cut(text: str, duty: Duty, named: Collection[int]) -> Duty:
    """The duty up to the part in which another is charged: 应当劝阻|；拒不改正的，由乙局处理."""
    others = [start for start in named if duty.start < start < duty.end and text[start - 1] == "由"]
    mark = text.rfind("；", duty.start, min(others, default=0))
    return replace(duty, end=mark) if mark > 0 and text[mark + 1] != "\n" else duty
