"""The sections of a report, in their order. A section is one entry here and one file of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


Make = Callable[[Material], Section]


def sections() -> Mapping[str, Make]:
    """The functions that make the sections, by name, in the order of the page."""
    from policytext.report.sections.citations import citations
    from policytext.report.sections.cloud import cloud
    from policytext.report.sections.groups import groups
    from policytext.report.sections.industries import industries
    from policytext.report.sections.instruments import instruments
    from policytext.report.sections.keyphrases import keyphrases
    from policytext.report.sections.network import network
    from policytext.report.sections.overview import overview
    from policytext.report.sections.people import people
    from policytext.report.sections.reuse import reuse
    from policytext.report.sections.targets import targets

    made = (  # and condition, which has to know what was not read
        overview, keyphrases, groups, industries, network, people, citations, instruments, targets, reuse,
        cloud,
    )  # fmt: skip
    return {make.__name__: make for make in made}


ON_REQUEST = ("cloud",)
"""Sections that are made only on request."""
NAMES = (
    "overview", "keyphrases", "groups", "industries", "network", "people", "citations", "instruments",
    "targets", "reuse", "condition",
)  # fmt: skip
