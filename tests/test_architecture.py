"""The floors of the house: a file imports only from floors below its own, or from its own room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "policytext"
FLOORS = {
    **dict.fromkeys(("document", "layout", "revision", "schema", "settings", "resources"), 1),
    "language": 2,
    "io": 3,
    **dict.fromkeys(("repair", "normalize", "strip", "keywords", "entities"), 4),
    **dict.fromkeys(("pipeline", "tables", "comparisons"), 5),
    **dict.fromkeys(("batch", "explain"), 6),
    "cli": 7,
    **dict.fromkeys(("__init__", "__main__"), 8),
}


def imports() -> Iterator[tuple[Path, str, str]]:
    """Each file with its room and a room that it imports from."""
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                if name.startswith("policytext."):
                    yield path, room, name.split(".")[1]


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in PACKAGE.rglob("*.py")}
    assert rooms == set(FLOORS)


def test_imports_point_down() -> None:
    upward = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path, room, other in imports()
        if room != other and FLOORS[other] >= FLOORS[room] and not (FLOORS[room] == 1 == FLOORS[other])
    ]
    assert upward == []
