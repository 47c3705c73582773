"""What the benchmarks share: how they are called, and how the public sets are read."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any


def parser_of(about: str | None, *, shared: bool = True) -> argparse.ArgumentParser:
    """A parser whose help is the docstring as it stands; with `--shared`, the folder of the public sets."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    if shared:
        made.add_argument(
            "--shared", type=Path, default=Path("../shared"), help="folder of the public sets"
        )
    return made


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, which may be packed with gzip."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
