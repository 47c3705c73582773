"""The documentation shows what the tool prints: `python -m tests.docs.pages` runs it anew.

A `console` block holds commands (`$ …`), each with the head of what it printed, standard output and
messages, as a terminal of 100 columns shows it. The notebook is run cell by cell; what its last line gives
is its output.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.commandline import call_here, plain_call

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (DOCS / "tutorial.md", DOCS / "zh" / "tutorial.md")
NOTEBOOK = DOCS / "notebook.ipynb"
_SHOWN = 12  # lines of output, after which a dot line stands for the rest
_WIDEST = 100  # characters of a line, for CSV
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.S | re.M)
_MOMENT = re.compile(r"\d+(\.\d+)? ([kKM]B/)?(s\b|秒)")


class Folder:
    """A folder beside which `tutorial` lies, and a memory of what each command printed there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.printed: dict[tuple[str, str], list[str]] = {}
        shutil.copytree(ROOT / "data" / "tutorial", path / "tutorial")

    def run(self, command: str, language: str = "en") -> list[str]:
        """What it prints for who speaks the language, of which messages alone are in it."""
        if language != "en" and not any(line.startswith("policytext: ") for line in self.run(command)):
            return self.run(command)
        if (command, language) not in self.printed:
            done = self._called(command, {"NO_COLOR": "1", "COLUMNS": str(_WIDEST), "LANGUAGE": language})
            if done.returncode not in (0, 1):
                raise RuntimeError(f"{command}: {done.stdout.decode()}")
            self.printed[command, language] = _shown(done.stdout.decode())
        return self.printed[command, language]

    def _called(self, command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        arguments = plain_call(command)
        if arguments is not None:
            return call_here(arguments, self.path, environment=environment, together=True)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.path,
            env={**os.environ, "PATH": path, **environment},
            check=False,
        )


def _shown(printed: str) -> list[str]:
    lines = [_MOMENT.sub(r"… \3", line.rstrip()) for line in printed.splitlines()]
    lines = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in lines]
    return lines if len(lines) <= _SHOWN else [*lines[: _SHOWN - 1], "…"]


def rewritten(page: str, folder: Folder, language: str = "en") -> str:
    """The page with what its commands print today to who reads it in this language."""

    def block(found: re.Match[str]) -> str:
        commands = [line[2:] for line in found[0].splitlines() if line.startswith("$ ")]
        return "".join(
            "".join(f"{line}\n" for line in (f"$ {command}", *folder.run(command, language)))
            for command in commands
        )

    return _BLOCK.sub(block, page)


def language_of(page: Path) -> str:
    return "zh" if page.parent.name == "zh" else "en"


def run_notebook(notebook: dict[str, Any], path: Path) -> dict[str, Any]:
    """The notebook with the outputs that its cells give today, run in `path`; what fails raises."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(path):
        cells = [_run_cell(cell, names, number) for number, cell in enumerate(notebook["cells"], 1)]
    return {**notebook, "cells": cells}


def _run_cell(cell: dict[str, Any], names: dict[str, Any], number: int) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return cell
    tree = ast.parse("".join(cell["source"]))
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)
        value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        text = printed.getvalue().splitlines(keepends=True)
        outputs.append({"output_type": "stream", "name": "stdout", "text": text})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        if html := getattr(value, "_repr_html_", lambda: None)():
            data["text/html"] = html.splitlines(keepends=True)
        result = {"output_type": "execute_result", "metadata": {}, "execution_count": number, "data": data}
        outputs.append(result)
    return {**cell, "execution_count": number, "outputs": outputs}


def main() -> None:
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(Path(path))
        for page in PAGES:
            text = rewritten(page.read_text(encoding="utf-8"), folder, language_of(page))
            page.write_text(text, encoding="utf-8", newline="\n")
        done = run_notebook(json.loads(NOTEBOOK.read_text(encoding="utf-8")), Path(path))
        NOTEBOOK.write_text(
            json.dumps(done, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )


if __name__ == "__main__":
    main()
