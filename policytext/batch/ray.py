"""The same function over the documents of a corpus on a Ray cluster, results in input order.

The driver reads and writes, the cluster computes: chunks of documents are Ray tasks, of which only
so many are under way at once that memory does not grow with the input. What a worker loads (tables,
models) stays loaded for its next chunk.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from policytext.batch.attempt import Item, failure, work
from policytext.batch.local import chunked
from policytext.document import Document, Problem

Result = TypeVar("Result")

_AHEAD = 2  # chunks under way for each processor of the cluster


def run(
    function: Callable[[Document], Result],
    items: Iterable[Item],
    address: str | None = None,
    debug: bool = False,
) -> Iterator[Result | Problem]:
    """As `policytext.batch.local.run`, on the cluster at `address` (None: a new one on this machine).

    A document that its worker does not survive becomes a Problem. The package must be installed on
    every node. Needs `pip install 'policytext[ray]'`.
    """
    ray = _connected(address)
    task = ray.remote(max_retries=0)(work)
    ahead = max(2, _AHEAD * int(ray.cluster_resources().get("CPU", 1)))
    under_way: deque[tuple[list[Item], Any]] = deque()
    for chunk in chunked(items):
        under_way.append((chunk, task.remote(function, chunk, debug)))
        if len(under_way) >= ahead:
            yield from _results(ray, task, function, *under_way.popleft(), debug)
    while under_way:
        yield from _results(ray, task, function, *under_way.popleft(), debug)


def _results(
    ray: Any,
    task: Any,
    function: Callable[[Document], Result],
    chunk: Sequence[Item],
    future: Any,
    debug: bool,
) -> Iterator[Result | Problem]:
    """The results of a chunk; if its worker died, each document once more and alone."""
    try:
        yield from ray.get(future)
    except ray.exceptions.RayError as error:
        if len(chunk) > 1:
            for item in chunk:
                yield from _results(
                    ray, task, function, [item], task.remote(function, [item], debug), debug
                )
        else:
            yield failure(chunk[0], f"the worker died ({type(error).__name__})")


def _connected(address: str | None) -> Any:
    try:
        import ray  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise ModuleNotFoundError("a cluster needs Ray: pip install 'policytext[ray]'") from None
    ray.init(address, ignore_reinit_error=True, log_to_driver=False, include_dashboard=False)
    return ray
