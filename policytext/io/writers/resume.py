"""Going on with an interrupted run: what it wrote is kept as OUT.part and added to.

A run that may be resumed writes its records to OUT.part, which is renamed to OUT when all are
written. A later run with the same inputs asks what is `finished`, goes over what is `unfinished`, and
appends it. A record that was being written when the run ended is
dropped and made again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from policytext.document import Document, Problem
from policytext.io.errors import OutputError, Unreadable
from policytext.io.readers.origin import Raw
from policytext.io.records import from_record


def part_path(output: Path) -> Path:
    """The file that an interrupted run leaves.

    >>> part_path(Path("out.jsonl")).name
    'out.jsonl.part'
    """
    return output.with_name(f"{output.name}.part")


def finished(output: Path) -> Counter[str]:
    """The ids of the documents that an interrupted run to `output` wrote, and how often each.

    A torn last line is cut off.

    Raises OutputError if the file is none of ours.
    """
    part = part_path(output)
    if not part.exists():
        return Counter()
    ids: Counter[str] = Counter()
    whole = 0
    with part.open("rb") as stream:
        for line in stream:
            if not line.endswith(b"\n"):
                break
            try:
                ids[from_record(json.loads(line), "", "").id] += 1
            except (ValueError, Unreadable):
                raise OutputError(f"{part}: is not what an interrupted run leaves; remove it") from None
            whole += len(line)
    with part.open("r+b") as stream:
        stream.truncate(whole)
    return ids


def unfinished(
    items: Iterable[Document | Problem | Raw], done: Mapping[str, int]
) -> Iterator[Document | Problem | Raw]:
    """The items without the documents that are `done`: of an id that repeats, its first so many.

    >>> [item.text for item in unfinished([Document("a", "1"), Document("a", "2")], {"a": 1})]
    ['2']
    """
    left = Counter(done)
    for item in items:
        name = item.id if isinstance(item, Document) else item.origin.id if isinstance(item, Raw) else ""
        if isinstance(item, Problem) or left[name] == 0:
            yield item
            continue
        left[name] -= 1
        if isinstance(item, Raw):
            yield item._replace(written=True)


@contextmanager
def resuming(output: Path) -> Iterator[Path]:
    """The path of OUT.part to append to; renamed to OUT if the block ends well, else kept."""
    if output.suffix not in (".jsonl", ".ndjson"):
        raise OutputError(f"{output}: only a run that writes .jsonl can be resumed")
    part = part_path(output)
    yield part
    part.replace(output)
