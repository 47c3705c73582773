"""Networks to a file: who stands with whom, who took from whom, who cites whom, each in the same forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.cli.options import Result
from policytext.cli.results import write_lines

if TYPE_CHECKING:
    from policytext.corpus.networks import Network

SUFFIXES = (".graphml", ".gexf", ".json")


def is_network(result: Result) -> bool:
    """Does the output's name ask for a network?"""
    return result.output is not None and result.output.suffix in SUFFIXES


def write_network(network: Network, result: Result) -> None:
    """The network as GraphML, GEXF, or VOSviewer's JSON, as the suffix says."""
    from policytext.corpus.networks import gexf, graphml, vosviewer

    assert result.output is not None
    forms = dict(zip(SUFFIXES, (graphml, gexf, vosviewer), strict=True))
    write_lines(forms[result.output.suffix](network), result, SUFFIXES)
