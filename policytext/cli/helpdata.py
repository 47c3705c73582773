"""Help as data: one description of a command, for the terminal, for man and for the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

Say = Callable[[str], str]
"""A function that translates a sentence into the user's language."""

OWN = "Options of {command}"
INPUT, OUTPUT, CLEANING, RUNNING = "Input", "Output", "Cleaning", "Running"
PANELS = (OWN, INPUT, OUTPUT, CLEANING, RUNNING)
"""The panels of options, in order: a command's own come first."""


class Entry(NamedTuple):
    """An option, an argument or a command, with its description."""

    names: str
    text: str


class Panel(NamedTuple):
    """Entries that belong together."""

    title: str
    entries: list[Entry]


class Described(NamedTuple):
    """The description of a command."""

    path: str
    line: str
    usage: str
    paragraphs: list[str]
    examples: list[str]
    panels: list[Panel]


def described(command: Command, context: Context, say: Say, listed: list[Panel]) -> Described:
    """Describe a command, its options in panels; `listed` are panels of subcommands, if there are any."""
    line, *paragraphs = (" ".join(part.split()) for part in _paragraphs(command))
    examples = [line.strip() for line in (command.help or "").partition("Examples:")[2].splitlines()]
    panels = [*_panels(command, context, say), *listed]
    return Described(
        context.command_path,
        say(line),
        " ".join([context.command_path, *_usage(command, context, say, bool(listed))]),
        [say(paragraph) for paragraph in paragraphs],
        [example for example in examples if example],
        [Panel(say(title).format(command=command.name), entries) for title, entries in panels],
    )


def _paragraphs(command: Command) -> list[str]:
    """The help without its examples."""
    text = cleandoc(command.help or "").partition("\b")[0]
    return [part for part in re.split(r"\n{2,}", text) if part.strip()] or [""]


def _usage(command: Command, context: Context, say: Say, group: bool) -> Iterator[str]:
    yield f"[{say('OPTIONS')}]"
    for param in command.get_params(context):
        if param.param_type_name == "argument":
            yield f"[{say(param.metavar or 'INPUT')}]..."
    if group:
        yield f"{say('COMMAND')} ..."


def _panels(command: Command, context: Context, say: Say) -> Iterator[Panel]:
    found: dict[str, list[Entry]] = {name: [] for name in PANELS}
    for param in command.get_params(context):
        if param.name == "help":
            panel, text = (RUNNING if found[RUNNING] else OWN), say("Show this message and exit.")
        else:
            panel, text = getattr(param, "rich_help_panel", None) or OWN, say(getattr(param, "help", ""))
        if "{suffixes}" in text:
            text = _with_suffixes(text)
        names = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
        value = _value(param, say)
        if param.param_type_name == "argument":
            names = f"{value}..."
        elif value:
            names = f"{names} {value}"
        if limits := "; ".join(_limits(param, context, say)):
            text = say("{text} [{limits}]").format(text=text, limits=limits)
        found[panel].append(Entry(names, text))
    return (Panel(title, entries) for title, entries in found.items() if entries)


def _with_suffixes(text: str) -> str:
    """The text with the suffixes of all kinds of input that the registry lists."""
    from policytext.io.compression import SUFFIXES
    from policytext.io.kinds import KINDS

    suffixes = " ".join(suffix for kind in KINDS.values() for suffix in kind.suffixes)
    return text.format(suffixes=suffixes, packed=" ".join(SUFFIXES))


def _value(param: Parameter, say: Say) -> str:
    """The placeholder of an option's value (such as FILE), empty where it takes none."""
    if getattr(param, "is_flag", False):
        return ""
    if param.metavar:
        return say(param.metavar)
    if choices := getattr(param.type, "choices", None):
        return "|".join(choices)
    return say({"int": "N", "float": "N", "path": "FILE"}.get(param.type.name.split()[0], "TEXT"))


def _limits(param: Parameter, context: Context, say: Say) -> Iterator[str]:
    """The default value of an option and the bounds of a number, if they are worth showing."""
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    default = param.get_default(context, call=False)
    if default is not None and not isinstance(default, bool) and getattr(param, "show_default", False):
        yield say("default: {value}").format(value=default)
    if least is not None and most is not None:
        yield say("{least} to {most}").format(least=least, most=most)
    elif least is not None and least > 1:
        yield say("at least {least}").format(least=least)
