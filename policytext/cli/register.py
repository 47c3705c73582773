"""Commands on typer: the parameters of a function become arguments and options of a command.

A parameter is annotated for typer, or its type is an option group, whose fields are annotated for typer or
are option groups themselves. Beyond typer, help has panels and two languages, and a usage error one line.

@command
def clean(request: CleaningRequest) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from inspect import Parameter, Signature, get_annotations, signature
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated, Any, Self, dataclass_transform, get_args, get_type_hints

import typer
from typer.core import TyperCommand

from policytext.cli.errors import guarded
from policytext.cli.messages import set_language, tell
from policytext.wording import Language, system_language, translated

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

    from policytext.cli.helpdata import Panel, Say


@dataclass_transform(eq_default=False, frozen_default=True, kw_only_default=True)
class Group:
    """An option group: its fields are the flags, in help under `panel`.

    To a type checker it is a dataclass; made as one each would take half a millisecond of every start.
    """

    panel = ""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    @classmethod
    @cache
    def flags(cls) -> dict[str, Any]:
        """Its fields, each with what it is annotated as."""
        return get_type_hints(cls, include_extras=True)

    @classmethod
    def panel_of(cls, field: str) -> str:
        """The panel of the group that has this field, which may be one that this one extends."""
        groups = (base for base in cls.__mro__ if issubclass(base, Group))
        return next(base.panel for base in groups if field in get_annotations(base))

    def given(self) -> dict[str, Any]:
        """The value of each option by its name, those of groups within it too."""
        found: dict[str, Any] = {}
        for name, value in vars(self).items():
            found |= value.given() if isinstance(value, Group) else {name: value}
        return found

    def but(self, **values: Any) -> Self:
        """The same with other values."""
        return type(self)(**{**vars(self), **values})


def flat(function: Callable[..., None]) -> Callable[..., None]:
    """The function of a command as typer takes it: each option of its groups is a parameter."""
    takes = signature(function).parameters
    hints = get_type_hints(function, include_extras=True)
    hints = {name: hints[name] for name in takes}

    def call(**values: Any) -> None:
        with guarded(values.get("debug", False)):
            function(**{name: _value(name, hint, values) for name, hint in hints.items()})

    flags = [flag for name, hint in hints.items() for flag in _flags(name, hint, takes[name].default)]
    call.__signature__ = Signature(flags)  # type: ignore[attr-defined]
    call.__annotations__ = {flag.name: flag.annotation for flag in flags}
    return call


def _is_group(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Group)


def _flags(name: str, hint: Any, default: Any, panel: str = "") -> Iterator[Parameter]:
    """One parameter for typer, or one for each field of an option group and of the groups within it."""
    if _is_group(hint):
        for field, inner in hint.flags().items():
            yield from _flags(field, inner, getattr(hint, field, None), hint.panel_of(field))
        return
    kind, *said = get_args(hint)
    option = _option(name, kind, *said) if isinstance(said[0], str) else said[0]
    option.rich_help_panel = option.rich_help_panel or panel or None
    yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])


def _option(name: str, kind: Any, *said: str) -> Any:
    """An option: a flag is given as it is, without a form that denies it."""
    *metavar, help_ = said
    named = [f"--{name.replace('_', '-')}"] if kind in (bool, bool | None) else []
    return typer.Option(*named, metavar=metavar[0] if metavar else None, help=help_)


def _value(name: str, hint: Any, values: dict[str, Any]) -> Any:
    """The value of a parameter; of an option group, the group made of the values of its fields."""
    if not _is_group(hint):
        return values[name]
    return hint(**{field: _value(field, inner, values) for field, inner in hint.flags().items()})


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
