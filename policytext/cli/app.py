"""The typer application; each command is a module, loaded when it is called."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from policytext.cli.errors import UsageError, guarded
from policytext.cli.register import (
    OneCommand,
    errors_in_one_line,
    flat,
    language_of,
    note_language,
    saying,
    write_help,
)
from policytext.version import __version__
from policytext.wording import Language

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer._click.shell_completion import CompletionItem

    from policytext.cli.helpdata import Panel, Say

GROUPS = {
    "Clean": {
        "clean": "Give back the text as it was published.",
        "repair": "Undo damage, and nothing else.",
        "normalize": "One script, Chinese punctuation, standard widths.",
        "strip": "Keep the article, drop the page around it.",
        "inspect": "Say what is wrong with each document.",
        "restore": "Undo every edit of cleaned records.",
        "dedupe": "Mark documents that repeat others.",
    },
    "Count": {
        "keywords": "Find what documents, groups or periods are about.",
        "terms": "Count given terms, by group.",
        "topics": "Find topics: words that go together, and how much of each document is about them.",
        "tokens": "List every word with its offsets and its tag.",
        "dfm": "Count words by document, for quanteda, scikit-learn and R.",
    },
    "Find": {
        "kwic": "Show every place of a term in its context.",
        "entities": "Find who, where, when, how much, which document.",
        "metadata": "Find the facts of each document's header.",
        "structure": "Find parts, chapters, articles and numbered headings.",
        "code": "Code sentences by a dictionary: policy instruments, or your own categories.",
    },
    "Compare": {
        "cooccur": "Find which terms stand together, and how strongly.",
        "reuse": "Find passages that documents share, and who had them first.",
        "diff": "Compare two versions of a document, clause by clause.",
    },
    "Take away": {
        "export": "Write all tables in one go.",
        "report": "Show a corpus in one HTML file: what is in it, and the passages behind every figure.",
    },
}
"""Commands by purpose, each with the first line of its help, which is known before its module is loaded."""

COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}


class Commands(TyperGroup):
    """A group of commands whose modules are loaded when they are called, not to list them."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        from typer.main import get_command_from_info

        import_module(f"policytext.cli.{cmd_name}")
        info = next(one for one in app.registered_commands if one.name == cmd_name)
        return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)

    def make_context(self, *args: Any, **kwargs: Any) -> Context:
        with errors_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Context) -> Any:
        with errors_in_one_line():
            return super().invoke(ctx)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        note_language(ctx, args)
        if args and args[0] in _COMPLETION and not ctx.resilient_parsing:
            with guarded():
                _complete(args)
        rest = super().parse_args(ctx, args)
        if asked := ctx.params.get("language"):
            ctx.default_map = {name: {"language": asked} for name in COMMANDS}
        return rest

    def _main_shell_completion(
        self, ctx_args: Any, prog_name: str, complete_var: str | None = None
    ) -> None:
        if _VARIABLE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
        super()._main_shell_completion(ctx_args, prog_name, complete_var)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        write_help(self, ctx, formatter, panels(saying(language_of(ctx))))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        from typer._click.shell_completion import CompletionItem

        say = saying(language_of(ctx))
        found = [CompletionItem(name, help=say(line)) for name, line in COMMANDS.items()]
        options = TyperCommand.shell_complete(self, ctx, incomplete)
        return [*(item for item in found if item.value.startswith(incomplete)), *options]


def panels(say: Say) -> list[Panel]:
    """The commands by purpose, as panels of help."""
    from policytext.cli.helpdata import Entry, Panel

    return [
        Panel(title, [Entry(name, say(line)) for name, line in group.items()])
        for title, group in GROUPS.items()
    ]


app = typer.Typer(
    name="policytext",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,  # help without rich starts in half the time
    pretty_exceptions_enable=False,
    add_completion=False,  # see `_complete`: what it takes is loaded when it is asked for
    context_settings={"help_option_names": ["--help", "-h"]},
)


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Register a function as a command; its docstring is its help, below its line in `GROUPS`."""
    name = function.__name__
    help_ = f"{COMMANDS[name]}\n\n{cleandoc(function.__doc__ or '')}"
    app.command(name, cls=OneCommand, help=help_)(flat(function))
    return function


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
    language: Annotated[
        Language | None,
        typer.Option(help="Language of help, tables and reports. [default: en; of help, the system's]"),
    ] = None,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            help="Install completion for this shell, or for one named behind it: "
            "bash, zsh, fish, powershell, pwsh.",
        ),
    ] = False,
    show_completion: Annotated[
        bool, typer.Option("--show-completion", help="Show completion instead of installing it.")
    ] = False,
) -> None:
    """Give back Chinese government policy text as it was published, and tables from it.

    Reads files, folders or standard input; results go to standard output or -o, reports to stderr.
    Exit code 0: fine; 1: some documents had problems, named on stderr; 2: wrong usage.

    `policytext COMMAND --help` says what a command does, with its options and examples.

    \b
    Examples:
      policytext clean page.txt
      policytext clean pages -o cleaned.jsonl
      policytext report cleaned.jsonl -o report.html
      policytext export cleaned.jsonl -o tables.xlsx
    """


_COMPLETION = ("--install-completion", "--show-completion")
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_PROGRAM, _VARIABLE = "policytext", "_POLICYTEXT_COMPLETE"


def _complete(args: Sequence[str]) -> None:
    """Show or install typer's completion for the named shell, or for the one that called this.

    Ends the run. UsageError for a shell that is not known.
    """
    from typer._completion_shared import _get_shell_name, get_completion_script, install

    option, shell, *_ = *args, ""
    shell = shell or _get_shell_name() or ""
    if shell not in _SHELLS:
        raise UsageError(f"{option} takes a shell: {', '.join(_SHELLS)}")
    if option == "--show-completion":
        script = get_completion_script(prog_name=_PROGRAM, complete_var=_VARIABLE, shell=shell)
        typer.echo(script)
    else:
        _, path = install(shell, _PROGRAM, _VARIABLE)
        typer.echo(f"completion of {shell} is in {path}; it works in a new terminal")
    raise typer.Exit
