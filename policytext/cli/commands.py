"""Behaviour of commands beyond typer: help in panels and two languages, usage errors in one line."""

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
"""The arguments of a command as they were written."""


def language_of(context: Context) -> Language:
    """The language of help: that of --language, anywhere in the call, else the system's."""
    asked: Language | None = context.meta.get(_LANGUAGE)
    return asked or system_language()


def note_language(context: Context, args: Sequence[str]) -> None:
    """Note --language early, because --help and errors are handled before other options are read."""
    for given, following in zip_longest(args, args[1:], fillvalue=""):
        name, _, value = given.partition("=")
        if name == "--language" and (value or following) in ("en", "zh"):
            context.meta[_LANGUAGE] = value or following
    set_language(language_of(context))


def saying(language: Language) -> Say:
    """The function that translates sentences of help into the language."""
    return partial(translated, language=language, table="help.zh.tsv")


def write_help(command: Command, context: Context, formatter: HelpFormatter, listed: list[Panel]) -> None:
    """Write the help of a command; `listed` are panels of subcommands, if there are any."""
    from policytext.cli.helpdata import described
    from policytext.cli.helptext import columns, helptext

    say = saying(language_of(context))
    formatter.write(helptext(described(command, context, say, listed), say, columns()))


class OneCommand(TyperCommand):
    """A command with this help."""

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
    """Report usage errors of typer in one line, as all other errors."""
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
