"""policytext normalize: one script, Chinese punctuation, standard widths and spaces."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import run_step
from policytext.cli.options import CleaningRequest


@command
def normalize(request: CleaningRequest) -> None:
    """Text that is Simplified already keeps its characters. Words are never replaced by those of
    another region unless --vocabulary asks for it.

    \b
    Examples:
      policytext normalize page.txt
      echo 软件开发 | policytext normalize --to taiwan --vocabulary
    """
    run_step("normalize", request)
