"""Completion of commands, options, values and file names in a shell, by typer's scripts."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from policytext.cli.errors import UsageError

OPTIONS = ("--install-completion", "--show-completion")
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_PROGRAM, VARIABLE = "policytext", "_POLICYTEXT_COMPLETE"


def answer(args: Sequence[str]) -> None:
    """Show or install the completion for the named shell, or for the one that called this.

    Ends the run. UsageError for a shell that is not known.
    """
    from typer._completion_shared import get_completion_script, install

    option, shell, *_ = *args, ""
    shell = shell or _shell_around()
    if shell not in SHELLS:
        raise UsageError(f"{option} takes a shell: {', '.join(SHELLS)}")
    if option == "--show-completion":
        script = get_completion_script(prog_name=_PROGRAM, complete_var=VARIABLE, shell=shell)
        typer.echo(script)
    else:
        _, path = install(shell, _PROGRAM, VARIABLE)
        typer.echo(f"completion of {shell} is in {path}; it works in a new terminal")
    raise typer.Exit


def _shell_around() -> str:
    from typer._completion_shared import _get_shell_name

    return _get_shell_name() or ""
