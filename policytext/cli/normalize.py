"""policytext normalize: one script, Chinese punctuation, standard widths and spaces."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.options import History, Result, Resume, Source, Steps
from policytext.cli.register import command
from policytext.cli.run import run_step


@command(app)
def normalize(source: Source, result: Result, steps: Steps, history: History, resume: Resume) -> None:
    """One script, Chinese punctuation, standard widths.

    Text that is Simplified already keeps its characters. Words are never replaced by those of
    another region unless --vocabulary asks for it.

    \b
    Examples:
      policytext normalize page.txt
      echo 软件开发 | policytext normalize --to taiwan --vocabulary
    """
    run_step("normalize", source, result, steps, history, resume)
