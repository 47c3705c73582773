"""Writing networks to files, in the same formats for all commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.cli.options import Result
from policytext.cli.results import write_lines

if TYPE_CHECKING:
    from policytext.corpus.networks import Network

SUFFIXES = (".graphml", ".gexf", ".json")


def is_network(result: Result) -> bool:
    """Does the suffix of the output ask for a network?"""
    return result.output is not None and result.output.suffix in SUFFIXES


def write_network(network: Network, result: Result) -> None:
    """Write the network as GraphML, GEXF, or VOSviewer's JSON, according to the suffix."""
    from policytext.corpus.networks import gexf, graphml, vosviewer

    assert result.output is not None
    forms = dict(zip(SUFFIXES, (graphml, gexf, vosviewer), strict=True))
    write_lines(forms[result.output.suffix](network), result, SUFFIXES)
