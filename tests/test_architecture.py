"""The layers of the package: a file imports only from lower layers, or from its own subpackage.

There are no circular imports, no subpackage or module has the name of a public function, and every module
can be imported with `import … as …`.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import policytext

PACKAGE = Path(__file__).parent.parent / "policytext"
LAYERS = [
    layer.split()
    for layer in (
        "document layout composition excel garbage revision schema settings resources version wording",
        "language",
        "pagefacts",
        "io",
        "repairs normalization boilerplate keyphrases recognition structure coding",
        "metadata pipeline versions commitments",
        "analysis explain",
        "tables notebook",
        "corpus",
        "report",
        "batch",
        "cli",
        "__init__ __main__",
    )
]
"""The parts of each layer, the lowest first."""
LAYER_OF = {part: layer for layer, parts in enumerate(LAYERS) for part in parts}
FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    """The dotted name of a file of the package.

    >>> module_of(PACKAGE / "io" / "__init__.py")
    'policytext.io'
    """
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


def part_of(module: str) -> str:
    """The subpackage, or the file beside them, that a module is in."""
    return [*module.split("."), "__init__"][1]


def imported(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """The modules of the package that a file imports.

    `at_once`: not those that a function imports when it is called, nor those for the type checker.
    """
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "policytext":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "policytext")
        elif not (at_once and (isinstance(node, ast.FunctionDef) or _is_for_types(node))):
            pending += ast.iter_child_nodes(node)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_every_part_has_a_layer() -> None:
    assert {part_of(module) for module in MODULES} == set(LAYER_OF)


def test_imports_point_down() -> None:
    upward = [
        f"{module} imports {other}"
        for module, path in MODULES.items()
        for other in imported(path)
        if (part := part_of(module)) != (below := part_of(other))
        and LAYER_OF[below] >= LAYER_OF[part]
        and not LAYER_OF[part] == LAYER_OF[below] == 0
    ]
    assert upward == []


def test_no_circular_imports() -> None:
    graph = {module: set(imported(path, at_once=True)) - {module} for module, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(f"circular: {' imports '.join(error.args[1][::-1])}") from None


def test_no_part_has_the_name_of_a_public_function() -> None:
    public = set(policytext.__all__)
    parts = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert parts & public == set()
    assert not [name for name in public if inspect.ismodule(getattr(policytext, name))]


def test_every_module_can_be_imported_as() -> None:
    names = [name for name in MODULES if not name.endswith("__main__")]
    lines = [f"import {name} as found; assert found.__name__ == {name!r}" for name in names]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, check=False, timeout=60
    )
    assert run.stderr.decode() == ""


def test_the_page_on_the_architecture_names_every_part() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [part for part in LAYER_OF if f"`{part}`" not in page] == []


def test_the_guides_name_files_that_there_are() -> None:
    root, rooms = PACKAGE.parent, "|".join(path.name for path in PACKAGE.iterdir() if path.is_dir())
    for guide in ("CONTRIBUTING.md", "docs/architecture.md", "docs/reliability.md", "docs/scale.md"):
        text = (root / guide).read_text(encoding="utf-8")
        named = re.findall(r"`((?:policytext|tests|data|benchmarks|docs)/[\w./-]+)`", text)
        assert [name for name in named if not (root / name).exists()] == [], guide
        inside = re.findall(rf"`((?:{rooms})/[\w./-]*)`", text)
        inside += (f"resources/{name}" for name in re.findall(r"`(\w+\.tsv)`", text))
        assert [name for name in inside if not (PACKAGE / name).exists()] == [], guide


def test_each_file_of_tests_has_a_name_of_its_own() -> None:
    """pytest imports them by that name alone: two of one name stop the whole run."""
    names = [path.name for path in Path(__file__).parent.rglob("*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("room", ["io.readers", "recognition", "repairs.transcoding"])
def test_the_map_of_a_large_room_names_each_module_once(room: str) -> None:
    package = importlib.import_module(f"policytext.{room}")
    named = re.findall("`([a-z0-9_]+)`", package.__doc__ or "")
    assert sorted(named) == sorted(module.name for module in pkgutil.iter_modules(package.__path__))
