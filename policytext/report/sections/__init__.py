"""The sections of a report, in their order. A section is a name here and a file of this folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from policytext.corpus.engine import Use
from policytext.report.corpus_summary import CorpusSummary, Names, PhraseScores
from policytext.report.evidence import Evidence, Needle
from policytext.report.view import Section
from policytext.report.words import Words


class Material(NamedTuple):
    """The data for sections: documents, their phrases and names, and the collector of passages."""

    documents: CorpusSummary
    phrases: PhraseScores
    names: Names
    evidence: Evidence
    words: Words
    font: str = ""  # the file of a Chinese font; "": one of the system

    def passages(self, label: str, of: Needle, uses: Sequence[Use], facet: str) -> tuple[str, int, int]:
        """The link to the passages behind uses (by group if there are any); times and documents."""
        times, documents = sum(use.times for use in uses), sum(use.documents for use in uses)
        groups = {use.group: (use.times, use.documents) for use in uses} if facet else None
        return self.evidence.ask(label, of, times, documents, facet, groups), times, documents


NAMES = (
    "overview", "keyphrases", "groups", "industries", "network", "people", "citations", "instruments",
    "targets", "reuse", "condition",
)  # fmt: skip
"""The sections in the order of the page, each a function in a module of its name."""
ON_REQUEST = ("cloud",)
"""Sections that are made only on request."""


def section(name: str) -> Callable[..., Section]:
    """The function that makes a section of the material, and `condition` also of what was not read."""
    make: Callable[..., Section] = getattr(import_module(f"policytext.report.sections.{name}"), name)
    return make
