"""What each benchmark measures, and how it is called: `python -m benchmarks`."""

from __future__ import annotations

import ast
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("*.py")):
    source = path.read_text(encoding="utf-8")
    if "\ndef main()" in source:
        about = ast.get_docstring(ast.parse(source)) or ""
        print(f"python -m benchmarks.{path.stem:12} {about.partition(chr(10))[0]}")
