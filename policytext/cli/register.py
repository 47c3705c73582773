"""Commands on typer: the parameters of a function become arguments and options of a command.

A parameter is annotated for typer, or its type is an option group, whose fields are annotated for typer or
are option groups themselves.

@command(app)
def clean(source: Source, result: Result, steps: Steps) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from inspect import Parameter, Signature, get_annotations, signature
from typing import Annotated, Any, Self, dataclass_transform, get_args, get_type_hints

import typer

from policytext.cli.commands import OneCommand
from policytext.cli.errors import guarded


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

    def but(self, **values: Any) -> Self:
        """The same with other values."""
        return type(self)(**{**vars(self), **values})


def command(app: typer.Typer, **kwargs: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command of the app."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        takes = signature(function).parameters
        hints = get_type_hints(function, include_extras=True)
        hints = {name: hints[name] for name in takes}

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
