"""How a command behaves on typer: help in panels and in two languages, wrong usage in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand

from policytext.cli.messages import set_language, tell
from policytext.wording import Language, system_language, translated

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

    from policytext.cli.helpdata import Panel, Say

_LANGUAGE = "policytext.language"
ARGUMENTS = "policytext.arguments"
"""What a command was called with, as it was written."""


def language_of(context: Context) -> Language:
    """The language of help: that of --language wherever it stands, else the system's."""
    asked: Language | None = context.meta.get(_LANGUAGE)
    return asked or system_language()


def note_language(context: Context, args: Sequence[str]) -> None:
    """Keep what --language says: --help, and what is wrong, are answered before other options are read."""
    for given, following in zip_longest(args, args[1:], fillvalue=""):
        name, _, value = given.partition("=")
        if name == "--language" and (value or following) in ("en", "zh"):
            context.meta[_LANGUAGE] = value or following
    set_language(language_of(context))


def saying(language: Language) -> Say:
    """A function that translates a sentence of help into the language."""
    return partial(translated, language=language, table="help.zh.tsv")


def write_help(command: Command, context: Context, formatter: HelpFormatter, listed: list[Panel]) -> None:
    """The help of a command; `listed` are panels of commands, where it has some."""
    from policytext.cli.helpdata import described
    from policytext.cli.helptext import columns, helptext

    say = saying(language_of(context))
    formatter.write(helptext(described(command, context, say, listed), say, columns()))


class OneCommand(TyperCommand):
    """A command with help of ours."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        from typer._click.exceptions import UsageError

        note_language(ctx, args)
        ctx.meta[ARGUMENTS] = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx  # the parser leaves it out at times
            raise

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        write_help(self, ctx, formatter, [])


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Report wrong usage that typer finds in one line, as all other errors are reported."""
    from typer._click.exceptions import NoArgsIsHelpError, UsageError

    try:
        yield
    except NoArgsIsHelpError:
        raise
    except UsageError as error:
        from policytext.cli.errors import WRONG_USAGE
        from policytext.cli.wrongusage import wrong

        tell(wrong(error))
        raise typer.Exit(WRONG_USAGE) from None
