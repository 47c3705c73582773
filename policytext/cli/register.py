"""Commands on typer: a function says which option groups it takes, and their fields become its flags.

@command(app)
def clean(source: Source, result: Result, text: Text) -> None: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

import typer

from policytext.cli.commands import OneCommand
from policytext.cli.errors import guarded


def command(app: typer.Typer, **kwargs: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function whose parameters are option groups, or plain typer parameters."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(function, include_extras=True)
        groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

        def call(**values: Any) -> None:
            built = {
                name: group(**{f.name: values.pop(f.name) for f in fields(group)})
                for name, group in groups.items()
            }
            with guarded(getattr(built.get("source"), "debug", False)):
                function(**built, **values)

        parameters = [
            p for name in inspect.signature(function).parameters for p in _spelled(function, name, hints)
        ]
        call.__name__, call.__doc__ = function.__name__, function.__doc__
        call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        call.__annotations__ = {p.name: p.annotation for p in parameters}
        app.command(cls=OneCommand, **kwargs)(call)
        return function

    return register


def _spelled(function: Callable[..., None], name: str, hints: dict[str, Any]) -> list[inspect.Parameter]:
    """One parameter, or all fields of an option group, as keyword parameters for typer."""
    if is_dataclass(hints[name]):
        return _fields(hints[name])
    default = inspect.signature(function).parameters[name].default
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[name])
    ]


@cache
def _fields(group: Any) -> list[inspect.Parameter]:
    types = get_type_hints(group, include_extras=True)
    for field in fields(group):
        info = types[field.name].__metadata__[0]
        info.rich_help_panel = info.rich_help_panel or getattr(group, "panel", None)
    keyword = inspect.Parameter.KEYWORD_ONLY
    return [
        inspect.Parameter(f.name, keyword, default=f.default, annotation=types[f.name])
        for f in fields(group)
    ]
