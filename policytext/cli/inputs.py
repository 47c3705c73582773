"""The inputs of a command, read once or twice."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from policytext.cli.errors import UsageError
from policytext.cli.messages import tell
from policytext.cli.options import Source


def inputs_of(source: Source) -> Sequence[str]:
    """The names of the inputs; on a terminal, with a message if standard input is read."""
    inputs = source.names
    if "-" in inputs and sys.stdin.isatty() and not source.quiet:
        tell("waiting for standard input")
    return inputs


def read_twice(source: Source) -> Source:
    """The source for a silent first pass; UsageError if the input can be read only once."""
    if "-" in source.names:
        raise UsageError("reads its input twice: name files or folders")
    return source.but(quiet=True)
