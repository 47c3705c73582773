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
