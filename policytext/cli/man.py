"""policytext man: the manual page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policytext.cli.app import all_described, app
from policytext.cli.commands import OneCommand, saying
from policytext.cli.errors import guarded
from policytext.cli.options import place
from policytext.wording import Language, system_language


@app.command(cls=OneCommand, hidden=True)
def man(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", parser=place, help="File, such as policytext.1."),
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option(help="Language of the page, and of this help. [default: the system's]"),
    ] = None,
) -> None:
    """Write the manual page, as man and groff read it.

    \b
    Examples:
      policytext man -o policytext.1 && man ./policytext.1
    """
    from policytext.cli.manpage import manpage
    from policytext.io.writers.files import standard_output, writing

    say = saying(language or system_language())
    page = "".join(f"{line}\n" for line in manpage(*all_described(say), say))
    with guarded(), writing(output) if output else standard_output() as stream:
        stream.write(page.encode())
