"""The command line: one module a command; what commands share is in options, run, report, results."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from policytext.version import __version__

COMMANDS = (
    "clean", "repair", "normalize", "strip", "inspect", "restore",
    "keywords", "terms", "kwic", "tokens", "dfm", "entities", "metadata", "structure",
    "cooccur", "reuse", "code", "topics", "diff", "dedupe", "export", "report",
)  # fmt: skip

app = typer.Typer(
    name="policytext",
    no_args_is_help=True,
    rich_markup_mode=None,  # help without rich starts in half the time
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policytext {__version__}")
        raise typer.Exit


@app.callback()
def policytext_(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version),
    ] = False,
) -> None:
    """Give back Chinese government policy text as it was published, and tables from it.

    Reads files, folders or standard input; results go to standard output or -o, reports to stderr.
    Exit code 0: fine; 1: some documents had problems, named on stderr; 2: wrong usage.

    \b
    Examples:
      policytext clean page.txt
      policytext clean pages -o cleaned.jsonl
      policytext export cleaned.jsonl -o tables
    """


for name in COMMANDS:
    import_module(f"policytext.cli.{name}")
