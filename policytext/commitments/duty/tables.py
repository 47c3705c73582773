"""Who is responsible by a table: rows of a task and of those who lead and help, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.commitments.duty.bodies import Name, names
from policytext.commitments.duty.brackets import role_of_label
from policytext.commitments.model import Duty, Role
from policytext.language.patterns import lazy

_TASK = lazy("[^\t]{0,6}(?:任务|事项|内容|举措|措施|工作|项目|要点|目标|名称)[^\t]{0,6}")
_LINES = lazy("[^\n]+")

Cell = tuple[int, int]


def of_tables(text: str) -> Iterator[Duty]:
    """The duties of the rows below a line of labels, of which one names tasks and one those who do them.

    >>> text = "序号\\t重点任务\\t牵头单位\\t配合单位\\n1\\t推广节水\\t市水务局\\t市财政局、各县区\\n"
    >>> [[(name.text, role) for name, role in duty.bodies] for duty in of_tables(text)]
    [[('市水务局', 'lead'), ('市财政局', 'support'), ('各县区', 'support')]]
    """
    task, charged = -1, dict[int, Role]()
    for line in _LINES.finditer(text):
        cells = _cells(text, *line.span())
        if len(cells) < 2:
            task, charged = -1, {}
            continue
        shown = [text[slice(*cell)] for cell in cells]
        roles = {at: role for at, label in enumerate(shown) if (role := role_of_label(label))}
        if roles:
            tasks = [at for at, label in enumerate(shown) if _TASK.fullmatch(label) and at not in roles]
            task, charged = tasks[-1] if tasks else -1, roles
        elif 0 <= task < len(cells):
            bodies: list[tuple[Name, Role]] = []
            for at, role in charged.items():
                if at < len(cells):
                    bodies += [(name, role) for name in names(text, *cells[at])]
            start, end = cells[task]
            if bodies and end > start:
                yield Duty(start, end, tuple(bodies), "table")


def _cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line, blanks around them aside."""
    found: list[Cell] = []
    for cell in text[start:end].split("\t"):
        left = start + len(cell) - len(cell.lstrip())
        found.append((left, max(left, start + len(cell.rstrip()))))
        start += len(cell) + 1
    return found
