"""Where `policytext` and `python -m policytext` begin: an interrupt is answered before all else.

What takes time to load comes after that. `_signal`, in which `signal` finds what it gives, costs nothing.
"""

import os
from _signal import SIG_IGN, SIGINT, getsignal, signal  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Run the command line, as policytext.cli.main does from where it is loaded on."""
    if getsignal(SIGINT) != SIG_IGN:  # as it is for what a script runs in the background
        signal(SIGINT, _interrupted)
    from policytext.cli.main import main

    main()


def _interrupted(*_: object) -> "NoReturn":
    """End at once: nothing has begun that would have to be undone."""
    try:
        os.write(2, b"policytext: interrupted\n")
    finally:
        os._exit(130)


if __name__ == "__main__":
    main()
