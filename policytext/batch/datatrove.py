"""A text step for pipelines of datatrove (https://github.com/huggingface/datatrove).

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from policytext.batch.datatrove import TextStep

    LocalPipelineExecutor([JsonlReader("in"), TextStep("clean"), JsonlWriter("out")], tasks=8).run()

Readers, writers, executors (Slurm, Ray) and completion markers are datatrove's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policytext.batch.attempt import attempt
from policytext.batch.work import Measures, Work, unchanged
from policytext.document import Document, Problem
from policytext.io.readers.markup import as_page
from policytext.io.records import to_record
from policytext.pipeline import PARTS
from policytext.settings import Settings

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:  # who only looks at the package
    PipelineStep = object

_OWN = ("id", "text")  # what a document of datatrove has fields for


class TextStep(PipelineStep):  # type: ignore[misc, unused-ignore]
    """`step` (clean, repair, normalize or strip) of each document.

    The text is replaced (HTML by the page's article); `metadata` gets the other fields of a record:
    verdict, title, facts, and the edits as `settings.edits` says. Documents that cannot be processed, or
    take longer than `settings.timeout`, are dropped and written with the reason to `exclusion_writer`, if
    there is one.
    """

    type = "🧹 - TEXT"
    name = "policytext"
    _requires_dependencies = ("datatrove",)

    def __init__(
        self, step: str = "clean", settings: Settings = Settings(), exclusion_writer: Any = None
    ) -> None:
        if PipelineStep is object:
            raise ModuleNotFoundError("this is a step of datatrove: pip install datatrove")
        self.name = f"policytext {step}"
        super().__init__()
        self._settings, self._excluded = settings, exclusion_writer
        self._work = Work(unchanged, PARTS[step], settings)

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """The documents after the step; `stats` count verdicts, and edits by rule."""
        for document in data:
            with self.track_time():
                [result] = attempt(self._work, _taken(document), limit=self._settings.timeout)
            if isinstance(result, Problem):
                self.stat_update("dropped", f"dropped_{result.reason}")
                if self._excluded:
                    document.metadata["problem"] = result.reason
                    self._excluded.write(document, rank)
                continue
            self._count(result[1])
            yield _given(document, result[0], self._settings)

    def _count(self, measures: Measures) -> None:
        self.stat_update("forwarded", f"verdict_{measures.verdict or 'none'}")
        for (_, rule), (edits, removed) in measures.edits.items():
            self.stat_update(f"edits_{rule}", value=edits)
            self.stat_update(f"removed_{rule}", value=removed)


def _taken(document: Any) -> Document:
    meta = {name: value for name, value in document.metadata.items() if name != "title"}
    title = str(document.metadata.get("title") or "")
    return as_page(Document(document.id, document.text, str(meta.get("file_path", "")), title, meta))


def _given(document: Any, done: Document, settings: Settings) -> Any:
    record = to_record(done, settings.edits)
    document.text = done.text
    document.metadata = {name: value for name, value in record.items() if name not in _OWN}
    return document
