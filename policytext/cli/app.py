"""The command line: one module a command; what commands share is in options, run, report, results."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info

from policytext.version import __version__

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer.models import CommandInfo

COMMANDS = {
    "clean": "Give back the text as it was published.",
    "repair": "Undo damage, and nothing else.",
    "normalize": "One script, Chinese punctuation, standard widths.",
    "strip": "Keep the article, drop the page around it.",
    "inspect": "Say what is wrong with each document.",
    "restore": "Undo every edit of cleaned records.",
    "keywords": "Find what documents, groups or periods are about.",
    "terms": "Count given terms, by group.",
    "kwic": "Show every place of a term in its context.",
    "tokens": "List every word with its offsets and its tag.",
    "dfm": "Count words by document, for quanteda, scikit-learn and R.",
    "entities": "Find who, where, when, how much, which document.",
    "metadata": "Find the facts of each document's header.",
    "structure": "Find parts, chapters, articles and numbered headings.",
    "cooccur": "Find which terms stand together, and how strongly.",
    "reuse": "Find passages that documents share, and who had them first.",
    "code": "Code sentences by a dictionary: policy instruments, or your own categories.",
    "topics": "Find topics: words that go together, and how much of each document is about them.",
    "diff": "Compare two versions of a document, clause by clause.",
    "dedupe": "Mark documents that repeat others.",
    "export": "Write all tables in one go.",
    "report": "Show a corpus in one HTML file: what is in it, and the passages behind every figure.",
}
"""Each command with what it does: the first sentence of its help, known before its module is loaded."""


class Commands(TyperGroup):
    """Commands whose modules are loaded when they are called, and not for the list of them."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        import_module(f"policytext.cli.{cmd_name}")
        info = next(info for info in app.registered_commands if cmd_name in (info.name, _name(info)))
        return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _name(info: CommandInfo) -> str:
    return info.callback.__name__ if info.callback else ""


app = typer.Typer(
    name="policytext",
    cls=Commands,
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
