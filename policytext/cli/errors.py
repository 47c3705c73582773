"""One style for all errors: a line on stderr that says what is wrong, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from policytext.cli.messages import tell

WRONG_USAGE = 2


class UsageError(Exception):
    """A call that cannot be carried out as written."""


def check_apart(**options: object) -> None:
    """UsageError if two of these options were given, which exclude each other.

    >>> check_apart(by="year", trend=None)
    >>> check_apart(as_is=True, by=None, to="keep")
    Traceback (most recent call last):
    policytext.cli.errors.UsageError: --as-is and --to exclude each other
    """
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} exclude each other")


def check_beside(other: str, there: object, **options: object) -> None:
    """UsageError if one of these options was given without the other that it needs.

    >>> check_beside("--by", "year", count="type")
    >>> check_beside("--by", None, count="type")
    Traceback (most recent call last):
    policytext.cli.errors.UsageError: --count goes with --by
    """
    for name, value in options.items():
        if value and not there:
            raise UsageError(f"--{name.replace('_', '-')} goes with {other}")


@contextmanager
def guarded(debug: bool = False) -> Iterator[None]:
    """Turn exceptions of the block into a message and an exit code; with `debug`, show the traceback."""
    from errno import ENOSPC

    from policytext.io.errors import OutputError, StorageError, advised, refusal
    from policytext.settings import SettingsError

    try:
        yield
    except (UsageError, SettingsError, OutputError) as error:
        _end(str(error), WRONG_USAGE)
    except StorageError as error:
        _end(str(error), 1)
    except ImportError as error:
        if debug or "pip install" not in str(error):
            raise
        _end(str(error), WRONG_USAGE)
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if debug or str(error) == "Query interrupted":  # what the engine of counts makes of a signal
            raise
        refused = refusal(error)
        if refused and (refused.filename or refused.errno == ENOSPC):  # an output is named already
            from tempfile import gettempdir  # takes as long to load as half of a bare start

            _end(f"{refused.filename or gettempdir()}: {advised(refused)} (--debug shows where)", 1)
        _end(f"{type(error).__name__}: {error} (--debug shows where)", 1)


def _end(message: str, code: int) -> NoReturn:
    tell(message)
    raise typer.Exit(code)
