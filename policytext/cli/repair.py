"""policytext repair: damage undone, and nothing else."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import run_step
from policytext.cli.options import StepRequest


@command
def repair(request: StepRequest) -> None:
    """Glosses, doubled punctuation, byte slips, mojibake, escapes, stray characters.

    The script stays as it is. What cannot be undone is left alone and named in `remarks`.

    \b
    Examples:
      policytext repair page.txt
      policytext repair page.txt --explain --rule doubled-marks=off > repaired.txt
    """
    run_step("repair", request)
