"""The sections of a report, in their order. A section is a name here and a file of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from policytext.corpus.engine import Use
from policytext.report.corpus_summary import CorpusSummary, Names, PhraseScores
from policytext.report.evidence import Evidence, Needle
from policytext.report.view import Command, Content, Fact, Section, Title
from policytext.report.words import Words


class Left(NamedTuple):
    """Inputs that are not in the figures: problems by source and reason, and files of other kinds."""

    problems: Sequence[tuple[str, str, int]] = ()  # place, reason, how often
    left_out: Mapping[str, int] = {}


class Material(NamedTuple):
    """The data for sections: documents, their phrases and names, and the collector of passages.

    `left` returns what was not read, when everything was read.
    """

    documents: CorpusSummary
    phrases: PhraseScores
    names: Names
    evidence: Evidence
    words: Words
    left: Callable[[], Left]
    font: str = ""  # the file of a Chinese font; "": one of the system

    def passages(self, label: str, of: Needle, uses: Sequence[Use], facet: str) -> tuple[str, int, int]:
        """The link to the passages behind uses (by group if there are any); times and documents."""
        times, documents = sum(use.times for use in uses), sum(use.documents for use in uses)
        groups = {use.group: (use.times, use.documents) for use in uses} if facet else None
        return self.evidence.ask(label, of, times, documents, facet, groups), times, documents


NAMES = (
    "overview", "keyphrases", "groups", "industries", "network", "people", "citations", "instruments",
    "targets", "reuse", "cloud", "condition",
)  # fmt: skip
"""The sections in the order of the page, each a function in a module of its name."""
USUAL = tuple(name for name in NAMES if name != "cloud")
"""Those that are made where none is named."""


def section(name: str, material: Material) -> Section:
    """The section with what the function of its name yields; NO_name says that there is nothing."""
    words = material.words
    made = Section(name, words(name))
    make: Callable[[Material], Iterator[Content]]
    make = getattr(import_module(f"policytext.report.sections.{name}"), name)
    for content in make(material):
        match content:
            case str():
                made.lines.append(content)
            case Fact():
                made.facts.append(content)
            case Title():
                made.title = content.text
            case Command():
                made.commands.append(content.line)
            case _:
                made.parts.append(content)
    if not (made.lines or made.facts or made.parts):
        made.lines.append(words(f"no_{name}"))
    return made
