"""Every figure of docs/figures.md, from one command: runs the command of each line of its tables in turn.

    python -m benchmarks.figures [--shared ../shared]

What each prints follows its name. They measure on public sets that are not part of this repository.
Ends with 1, and names them, where commands failed.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import parser_of

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "figures.md"
_COMMAND = re.compile(r"\| `python -m (benchmarks\.[^`]+)`[^|]*\|$", re.M)  # a note may stand behind it


def commands(shared: Path) -> Iterator[list[str]]:
    """Module and arguments of each command of the tables once, in their order."""
    for command in dict.fromkeys(_COMMAND.findall(PAGE.read_text(encoding="utf-8"))):
        module, *arguments = shlex.split(command)
        source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        takes_none = "shared=False" in source  # see parser_of
        yield [module, *arguments, *([] if takes_none else ["--shared", str(shared)])]


def main() -> None:
    shared = parser_of(__doc__).parse_args().shared.resolve()
    failed = []
    for command in commands(shared):
        print(f"\n## python -m {shlex.join(command)}\n", flush=True)
        if subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode:
            failed.append(shlex.join(command))
    if failed:
        sys.exit("failed: " + "; ".join(failed))


if __name__ == "__main__":
    main()
