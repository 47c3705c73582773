"""Messages for usage errors: one line with the error and a correction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from policytext.cli.messages import message_language
from policytext.cli.options import TOGETHER
from policytext.cli.register import ARGUMENTS
from policytext.language.printable import printable
from policytext.wording import translated

if TYPE_CHECKING:
    from typer._click import Context, Parameter
    from typer._click.exceptions import UsageError

_NO_COMMAND = re.compile(r"No such command '(.*?)'\.(?: Did you mean|$)", re.S)
_OPTIONS = {"help": ["--help"], "version": ["--version"]}
"""What is an option here, and a command of other programs."""
_VALUE = re.compile(r"\s*(.*?) is not ", re.S)


def wrong(error: UsageError) -> str:
    """The message, in one line, for a usage error of typer."""
    from typer._click.exceptions import BadOptionUsage, BadParameter, NoSuchOption

    context = error.ctx
    if context is None:
        words = error.format_message()
    elif isinstance(error, NoSuchOption):
        words = _unknown_option(error.option_name, context)
    elif isinstance(error, BadOptionUsage):
        words = _without_value(error, context)
    elif isinstance(error, BadParameter) and error.param is not None:
        words = _bad_value(error.message, error.param)
    elif found := _NO_COMMAND.match(error.message):
        words = _unknown_command(found[1], context)
    else:
        words = error.format_message()
    return printable(words)


def _unknown_option(name: str, context: Context) -> str:
    known = [option.strip("-") for param in context.command.get_params(context) for option in param.opts]
    near = [f"--{found}" for found in get_close_matches(name.strip("-"), known)]
    if context.parent is None and not near:
        return f"no option {name} stands before the command; it goes behind: policytext COMMAND {name} …"
    if written := _with_one_hyphen(name, known, context):
        return f"{written} has one hyphen; write -{written}"
    if name in ("--resume", "--shard-size"):
        return f"{context.command.name} has no option {name}: {TOGETHER}"
    command = context.command_path
    none, helps = f"{context.command.name} has no option {name}", f"{command} --help lists its options"
    return f"{none}; did you mean {either(near)}? {helps}" if near else f"{none}; {helps}"


def _with_one_hyphen(name: str, known: Iterable[str], context: Context) -> str:
    """The long option that was written with one hyphen; the parser reports only its first letter."""
    written = (arg.partition("=")[0] for arg in context.meta.get(ARGUMENTS, ()))
    return next((arg for arg in written if arg.startswith(name) and arg[1:] in known and len(arg) > 2), "")


def _without_value(error: UsageError, context: Context) -> str:
    name = getattr(error, "option_name", "")
    param = next((one for one in context.command.get_params(context) if name in one.opts), None)
    if param is None:
        return error.format_message()
    if getattr(param, "is_flag", False):
        return f"{_names(param)} takes no value"
    return f"{_names(param)} needs a value: {_expected(param)}"


def _bad_value(message: str, param: Parameter) -> str:
    found = _VALUE.match(message)
    if not found:
        return f"{_names(param)}: {message}"
    value = found[1].strip("'")
    near = get_close_matches(value.lower(), _choices(param), 1)
    wanted = f"{_names(param)} takes {_expected(param)}, not {value!r}"
    return f"{wanted}; did you mean {near[0]}?" if near else wanted


def _expected(param: Parameter) -> str:
    """The values of an option, in words."""
    if choices := _choices(param):
        return either(choices)
    kind = param.type.name.split()[0]
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    named = {"int": "a whole number", "float": "a number", "path": "a file's name"}.get(
        kind, param.metavar or "a text"
    )
    bounds = [f"from {least}" if least is not None else "", f"to {most}" if most is not None else ""]
    return " ".join([named, *filter(None, bounds)])


def _unknown_command(name: str, context: Context) -> str:
    from policytext.cli.app import COMMANDS

    if Path(name).exists():
        whole = f'"{name}"' if " " in name else name
        return f"{name} is a file or folder: say first what to do with it, such as policytext clean {whole}"
    near = _OPTIONS.get(name.lower()) or get_close_matches(name.lower(), COMMANDS)
    none, helps = f"no command is called {name!r}", f"{context.command_path} --help lists them all"
    return f"{none}; did you mean {either(near)}? {helps}" if near else f"{none}; {helps}"


def _choices(param: Parameter) -> list[str]:
    return list(map(str, getattr(param.type, "choices", ())))


def _names(param: Parameter) -> str:
    return max(param.opts, key=len)


def either(words: Iterable[str]) -> str:
    """The words joined by "or".

    >>> either(["csv"]), either(["csv", "tsv", "jsonl"])
    ('csv', 'csv, tsv or jsonl')
    """
    *some, last = words
    return translated("{} or {}", message_language()).format(", ".join(some), last) if some else last
