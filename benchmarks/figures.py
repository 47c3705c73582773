"""Every figure of the readme, from one command: runs the command of each line of its table in turn.

    python -m benchmarks.figures [--shared ../shared]

What each prints follows its name. They measure on public sets that are not part of this repository.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from benchmarks.common import parser_of

ROOT = Path(__file__).parent.parent
_COMMAND = re.compile(r"\| `python ([^`]+)` \|$", re.M)


def commands() -> list[str]:
    """Commands of the readme's table, each once, in its order."""
    return list(dict.fromkeys(_COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))))


def main() -> None:
    parser = parser_of(__doc__)
    shared = parser.parse_args().shared
    for command in commands():
        print(f"\n## python {command}\n", flush=True)
        where = [] if "startup" in command else ["--shared", str(shared)]
        subprocess.run([sys.executable, *shlex.split(command), *where], cwd=ROOT, check=False)


if __name__ == "__main__":
    main()
