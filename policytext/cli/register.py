"""Commands on typer: the parameters of a function become arguments and options of a command.

A parameter is annotated for typer, or its type is an option group: a dataclass whose fields are annotated
for typer or are option groups themselves.

@command(app)
def clean(source: Source, result: Result, steps: Steps) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

import typer

from policytext.cli.commands import OneCommand
from policytext.cli.errors import guarded


def command(app: typer.Typer, **kwargs: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command of the app."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        takes = signature(function).parameters
        hints = {name: hint for name, hint in _hints(function).items() if name in takes}

        def call(**values: Any) -> None:
            with guarded(values.get("debug", False)):
                function(**{name: _value(name, hint, values) for name, hint in hints.items()})

        flags = [flag for name, hint in hints.items() for flag in _flags(name, hint, takes[name].default)]
        call.__name__, call.__doc__ = function.__name__, function.__doc__
        call.__signature__ = Signature(flags)  # type: ignore[attr-defined]
        call.__annotations__ = {flag.name: flag.annotation for flag in flags}
        app.command(cls=OneCommand, **kwargs)(call)
        return function

    return register


@cache
def _hints(annotated: Any) -> dict[str, Any]:
    return get_type_hints(annotated, include_extras=True)


def _fields(group: Any) -> Iterator[tuple[str, Any, Any]]:
    """Name, type and default of each field of an option group."""
    return ((field.name, _hints(group)[field.name], field.default) for field in fields(group))


def _flags(name: str, hint: Any, default: Any, panel: str | None = None) -> Iterator[Parameter]:
    """One parameter for typer, or one for each field of an option group and of the groups within it."""
    if is_dataclass(hint):
        for field in _fields(hint):
            yield from _flags(*field, getattr(hint, "panel", None))
        return
    option = hint.__metadata__[0]
    option.rich_help_panel = option.rich_help_panel or panel
    yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=hint)


def _value(name: str, hint: Any, values: dict[str, Any]) -> Any:
    """The value of a parameter; of an option group, the group made of the values of its fields."""
    if not is_dataclass(hint):
        return values[name]
    group: Any = hint
    return group(**{name: _value(name, inner, values) for name, inner, _ in _fields(group)})
